select surface || ' / ' || other_surface, article_id from marts.reuse_passages
where is_kin and passage_number = 1 order by likeness, article_id limit 5
