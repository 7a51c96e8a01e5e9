r"""The shape of every table that a text step reads or returns, one schema a table.

Offsets are Python character offsets (code points, end exclusive) into `page_texts.page_text`;
`page_text[char_start:char_end] == surface` wherever a row has both. Lines are split at "\n" only
and numbered from 1. A row without offsets rests on something outside the page text, such as `<head>`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

# What a stage is given of the archive: the decoded page, one row per document.
DOCUMENT_CONTENTS = pa.schema(
    [
        ("document_id", pa.string()),  # first 20 hex digits of the sha256 of the page's own bytes
        ("media_type", pa.string()),  # text/plain or text/html
        ("content", pa.string()),  # decoded, no BOM, line ends "\n", NUL and unpaired surrogates as U+FFFD
    ]
)

PAGE_TEXTS = pa.schema(
    [
        ("document_id", pa.string()),
        ("page_text", pa.string()),  # the whole page, chrome included; the one text that offsets point into
        ("language", pa.string()),  # ISO 639-1, null where the text is too short or the detector unsure
        ("separation_method", pa.string()),  # which separator spoke: plain_text, html
        ("separation_confidence", pa.float32()),  # 0 to 1: token F1 to be expected of the lines taken for body
    ]
)

PAGE_LINES = pa.schema(
    [
        ("document_id", pa.string()),
        ("line_number", pa.int32()),  # from 1, empty lines counted though they have no row
        ("char_start", pa.int32()),
        ("char_end", pa.int32()),  # without the line end
        ("observed_role", pa.string()),  # a key of dbt/seeds/line_roles.csv
        ("body_probability", pa.float32()),  # 0 to 1, that the line belongs to the article's body
        ("reason", pa.string()),  # one readable phrase
    ]
)

DATE_EVIDENCE = pa.schema(
    [
        ("document_id", pa.string()),
        ("evidence_kind", pa.string()),  # a key of dbt/seeds/date_evidence_ranks.csv
        ("candidate_date", pa.string()),  # ISO 8601, as precise as the words are; null where relative
        ("date_precision", pa.string()),  # day, month or year
        ("offset_unit", pa.string()),  # minute, hour, day, week, month or year, for "2 hours ago"; else null
        ("offset_count", pa.int32()),  # how many of them before the capture; else null
        ("surface", pa.string()),  # the words (or the attribute's value) that say so
        ("line_number", pa.int32()),  # null for evidence from <head>
        ("char_start", pa.int32()),
        ("char_end", pa.int32()),
        ("observed_role", pa.string()),  # of the line; null for evidence from <head>
        ("finder", pa.string()),  # the function that found it
        ("confidence", pa.float32()),  # 0 to 1, that the words give the day the page was published
    ]
)

# A date spoken of, unresolved: SQL moves its anchor by the offset, and looks from there for the weekday or the part of
# the calendar in the direction.
DATE_MENTIONS = pa.schema(
    [
        ("document_id", pa.string()),
        ("line_number", pa.int32()),
        ("char_start", pa.int32()),
        ("char_end", pa.int32()),
        ("surface", pa.string()),
        (
            "date_value",
            pa.string(),
        ),  # as TIMEX3 writes it, X for what the words alone do not say: 2021-05, XXXX-05, P3D
        ("granularity", pa.string()),  # day, week, month, quarter, season, year, decade, ...; null for "now"
        ("mention_kind", pa.string()),  # absolute, relative, duration, set or named_period
        ("modifier", pa.string()),  # start, mid, end, approx, more_than, less_than
        # what a value with X is placed by: publication; earlier_day, earlier_date or earlier_quarter of the same text
        ("anchor", pa.string()),
        ("offset_unit", pa.string()),  # day, week, month, quarter, year, decade, century
        ("offset_count", pa.int32()),  # negative for the past
        ("weekday", pa.string()),  # monday to sunday
        ("calendar_part", pa.string()),  # of a year: 05, 05-03, Q3, SU, 11-W4-4 for its month's fourth Thursday
        ("direction", pa.string()),  # last, recent (begun), this, next, coming (today included), nearest
        ("time_of_day", pa.string()),  # T10:35, TMO, TAF, TEV, TNI
        ("tense", pa.string()),  # past, planned ("was due") or future, of the verb before it; null where none tells
        ("finder", pa.string()),  # the rule that read it
        ("confidence", pa.float32()),
    ]
)

SOURCE_EVIDENCE = pa.schema(
    [
        ("document_id", pa.string()),
        ("field", pa.string()),  # publisher, title, author or url
        ("evidence_kind", pa.string()),  # a key of dbt/seeds/source_evidence_ranks.csv
        ("candidate", pa.string()),  # verbatim; for publishers a name or a domain
        ("surface", pa.string()),  # the words it was read from
        ("line_number", pa.int32()),
        ("char_start", pa.int32()),
        ("char_end", pa.int32()),
        ("finder", pa.string()),
        ("confidence", pa.float32()),
    ]
)

GAZETTEER_ACTORS = pa.schema(
    [
        ("actor_id", pa.string()),
        ("actor_name", pa.string()),
        ("actor_type", pa.string()),
        ("parent_id", pa.string()),  # the actor that this one is part of: of an organ of state, its country
    ]
)

GAZETTEER_ALIASES = pa.schema(
    [
        ("alias", pa.string()),
        ("actor_id", pa.string()),  # null for a blocker
        ("alias_type", pa.string()),  # name, acronym, demonym, metonym, concept, nominal, blocker, ...
        ("case_rule", pa.string()),  # exact or upper_ok
        ("ambiguity", pa.string()),  # the rule that settles what else it may mean; null when nothing
        ("priority", pa.int32()),  # the smaller wins where one form belongs to two actors
    ]
)

ALIAS_MATCHES = pa.schema(
    [
        ("document_id", pa.string()),
        ("line_number", pa.int32()),
        ("char_start", pa.int32()),
        ("char_end", pa.int32()),
        ("surface", pa.string()),
        ("actor_id", pa.string()),
        ("alias", pa.string()),  # the gazetteer row that matched
        ("alias_type", pa.string()),
        # how it refers here: name, acronym, demonym, metonym, nominal, place, embedded, concept
        ("reference_kind", pa.string()),
        ("method", pa.string()),  # the rule that decided the reference kind
        ("tier", pa.string()),  # A unambiguous, B linked or supported, C doubtful
        ("confidence", pa.float32()),
        ("sentence_start", pa.int32()),  # offsets of the sentence around it
        ("sentence_end", pa.int32()),
    ]
)

NER_SPANS = pa.schema(
    [
        ("document_id", pa.string()),
        ("line_number", pa.int32()),
        ("char_start", pa.int32()),
        ("char_end", pa.int32()),
        ("surface", pa.string()),
        ("entity_type", pa.string()),  # PERSON, ORG, NORP or LOC
        ("sentence_start", pa.int32()),
        ("sentence_end", pa.int32()),
    ]
)

SPEECH_CUES = pa.schema(
    [
        ("cue", pa.string()),  # a verb or noun in its base form, or words such as "according to"
        ("cue_kind", pa.string()),  # speech, thought, stance, plan or finding
        ("takes", pa.string()),  # what follows it, with | between: clause, that, object, person, to, quote, noun, ...
        ("irregular_forms", pa.string()),  # with | between; null where all forms are regular
    ]
)

STATEMENTS = pa.schema(
    [
        ("document_id", pa.string()),
        ("statement_number", pa.int32()),  # from 1, in order of the text
        ("line_number", pa.int32()),  # where what is said begins; a quotation of several paragraphs goes on below
        ("char_start", pa.int32()),  # of what is said; of a broken quotation from its first word to its last
        ("char_end", pa.int32()),
        ("surface", pa.string()),
        ("statement_kind", pa.string()),  # direct (all in quotation marks), indirect or mixed
        ("cue_start", pa.int32()),  # the words that report it with auxiliaries: "has repeatedly said"; null for none
        ("cue_end", pa.int32()),
        ("cue", pa.string()),
        ("cue_lemma", pa.string()),  # a key of dbt/seeds/speech_cues.csv
        ("cue_kind", pa.string()),  # speech, thought, stance, plan or finding
        ("speaker_start", pa.int32()),  # the words for who says it; null where none stand near
        ("speaker_end", pa.int32()),
        ("speaker", pa.string()),
        ("negation", pa.string()),  # the word by which it was not said: "not", "didn't", "nobody"; null for none
        ("hedge", pa.string()),  # the first word of cue or content that makes it less than certain; null for none
        ("rule", pa.string()),  # the rule of the grammar that read it
        ("confidence", pa.float32()),  # 0 to 1, that the words are somebody's, and whose
    ]
)

# Which pairs of documents a comparison is given: those that share rare runs of words.
REUSE_CANDIDATES = pa.schema(
    [
        ("owner_id", pa.string()),  # the one of the two whose turn it is
        ("document_id", pa.string()),
        ("other_document_id", pa.string()),  # the greater of the two ids
    ]
)

REUSE_GRAMS = pa.schema(
    [
        ("document_id", pa.string()),
        ("gram_hash", pa.int64()),  # of three words in a row of the body, outside quotation marks, rare in news
    ]
)

REUSE_PAIRS = pa.schema(
    [
        ("document_id", pa.string()),
        ("other_document_id", pa.string()),  # the greater of the two ids
        ("is_same_text", pa.bool_()),  # the same words in the same order
        ("shared_gram_count", pa.int32()),  # distinct runs of three words that both hold, outside quotation marks
        ("held_share", pa.float32()),  # 0 to 1: of the document's runs by weight, that the other document holds
        ("other_held_share", pa.float32()),  # the same of the other document
        ("steady_share", pa.float32()),  # the greater of the two without the four most shared tenths of that text
        ("aligned_share", pa.float32()),  # 0 to 1: of the document's words, that lie in passages
        ("other_aligned_share", pa.float32()),  # the same of the other document
        ("leading_share", pa.float32()),  # of the words in passages, that stand in the first half of either text
        ("longest_run_word_count", pa.int32()),  # words of the longest stretch that both have word by word
    ]
)

REUSE_PASSAGES = pa.schema(
    [
        ("document_id", pa.string()),
        ("other_document_id", pa.string()),
        ("passage_number", pa.int32()),  # from 1, in order of the document's text
        ("char_start", pa.int32()),
        ("char_end", pa.int32()),
        ("other_char_start", pa.int32()),  # into the other document's page text
        ("other_char_end", pa.int32()),
        ("passage_kind", pa.string()),  # verbatim, edited or paraphrased
        ("likeness", pa.float32()),  # 0 to 1, of the rare words of the two stretches
        ("is_quotation", pa.bool_()),  # whether most of its words stand in quotation marks
    ]
)

# Every table that stages write, by name: the warehouse creates raw.<name> from these.
STAGE_TABLES: dict[str, pa.Schema] = {
    "page_texts": PAGE_TEXTS,
    "page_lines": PAGE_LINES,
    "date_evidence": DATE_EVIDENCE,
    "date_mentions": DATE_MENTIONS,
    "source_evidence": SOURCE_EVIDENCE,
    "alias_matches": ALIAS_MATCHES,
    "ner_spans": NER_SPANS,
    "statements": STATEMENTS,
    "reuse_grams": REUSE_GRAMS,
    "reuse_pairs": REUSE_PAIRS,
    "reuse_passages": REUSE_PASSAGES,
}


def table_of(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    """A table of rows, each with its values in the schema's order: a batch's rows as dicts keep the collector busy."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
