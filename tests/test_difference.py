"""Why a count differs between two releases."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from dagster_project.orchestration.differences import print_differences
from dagster_project.settings import SettingError, Settings
from dagster_project.warehouse.difference import ChangedCount, changed_counts, release_named
from dagster_project.warehouse.releases import Release, ReleaseError
from tests.conftest import settings_for

KENYA = "actor_id = 'KEN'"
ARTICLE = "(select min(article_id) from marts.mention_counts where actor_id = 'KEN' and mention_count > 1)"
FIRST = f"(select min(char_start) from marts.mentions where {KENYA} and is_counted and article_id = {ARTICLE})"
ONE = f"{KENYA} and article_id = {ARTICLE} and char_start = {FIRST}"
COUNTED_ANEW = (
    "update marts.mention_counts as counts set mention_count = (select count(*) from marts.mentions as mentions where"
    f" is_counted and mentions.actor_id = counts.actor_id and mentions.article_id = counts.article_id) where {KENYA}"
)
UNCOUNTED = f"update marts.mentions set is_counted = false where {ONE}"


def changed(published: Settings, folder: Path, statements: Sequence[str]) -> list[ChangedCount]:
    """What differs between the published release and a copy of it on which these statements have run."""
    copy = folder / "warehouse_v000002_20300101T000000.duckdb"
    shutil.copyfile(published.warehouse_file.resolve(), copy)
    copy.chmod(0o644)
    with duckdb.connect(str(copy)) as release:
        for statement in statements:
            release.execute(statement)
    first = Release(published.warehouse_file.resolve(), 1, datetime(2029, 1, 1))
    return changed_counts(first, Release(copy, 2, datetime(2030, 1, 1)))


def other(column: str, name: str) -> str:
    return f'update release_info set {column} = json_merge_patch({column}, \'{{"{name}": "another"}}\')'


@pytest.mark.parametrize(
    ("statements", "cause"),
    [
        ([UNCOUNTED, COUNTED_ANEW], "document"),  # the others of its corpus, since nothing else differs
        ([UNCOUNTED, COUNTED_ANEW, other("reference_digests", "publishers")], "reference row"),
        ([UNCOUNTED, COUNTED_ANEW, other("model_digests", "tagger")], "model"),
        ([UNCOUNTED, COUNTED_ANEW, other("stage_versions", "aliases")], "code"),
        ([UNCOUNTED, COUNTED_ANEW, "update release_info set code_version = 'another'"], "code"),
        (
            [UNCOUNTED, COUNTED_ANEW, other("reference_digests", "publishers"), other("model_digests", "tagger")],
            "several",
        ),
    ],
)
def test_a_count_is_explained_by_the_only_part_of_its_lineage_that_differs(
    statements: list[str], cause: str, published: Settings, tmp_path: Path
) -> None:
    (change,) = changed(published, tmp_path, statements)
    assert (change.actor_id, change.before - change.after, change.cause) == ("KEN", 1, cause)


def test_a_spelling_that_only_one_release_knows_explains_its_mentions_whatever_else_differs(
    published: Settings, tmp_path: Path
) -> None:
    gone = f"delete from marts.actor_aliases where {KENYA} and alias = (select alias from marts.mentions where {ONE})"
    known = f"select alias from marts.actor_aliases where {KENYA}"
    uncounted = f"update marts.mentions set is_counted = false where {KENYA} and alias not in ({known})"
    both = [other("reference_digests", "gazetteer_aliases"), other("model_digests", "tagger")]
    changes = changed(published, tmp_path, [gone, uncounted, COUNTED_ANEW, *both])
    assert {change.cause for change in changes} == {"reference row"}
    assert {change.detail for change in changes} == {"spelling: Kenya"}


def test_a_line_with_another_role_is_explained_by_the_line_model(published: Settings, tmp_path: Path) -> None:
    role = (
        "update marts.article_lines set role = 'related', is_content = false where article_id = "
        f"{ARTICLE} and line_number = (select line_number from marts.mentions where {ONE})"
    )
    both = [other("reference_digests", "publishers"), other("model_digests", "line_model")]
    (change,) = changed(published, tmp_path, [role, UNCOUNTED, COUNTED_ANEW, *both])
    assert change.cause == "model"


def test_an_article_that_only_one_release_has_explains_its_counts(published: Settings, tmp_path: Path) -> None:
    tables = ("mention_counts", "mentions", "articles")
    gone = [f"delete from marts.{table} where article_id = '{{}}'" for table in tables]
    with duckdb.connect(str(published.warehouse_file), read_only=True) as release:
        article, actors = release.execute(
            f"select {ARTICLE}, count(*) from marts.mention_counts where mention_count > 0 and article_id = {ARTICLE}"
        ).fetchone()  # type: ignore[misc] # one row
    changes = changed(published, tmp_path, [*(each.format(article) for each in gone), other("model_digests", "tagger")])
    assert len(changes) == actors
    assert {(change.cause, change.detail) for change in changes} == {("document", "the article is gone")}


def test_two_releases_are_compared_on_a_terminal_and_one_that_is_missing_is_named(
    published: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_for(published.landing_folder, tmp_path / "data")
    settings.releases_folder.mkdir(parents=True)
    for version in (1, 2):
        copy = settings.releases_folder / f"warehouse_v00000{version}_20300101T000000.duckdb"
        shutil.copyfile(published.warehouse_file.resolve(), copy)
    copy.chmod(0o644)
    with duckdb.connect(str(copy)) as release:
        for statement in (UNCOUNTED, COUNTED_ANEW, other("model_digests", "tagger")):
            release.execute(statement)
    print_differences(settings, "1", "2")
    told = capsys.readouterr().out
    assert "1 counts differ between release 1 and release 2" in told
    assert "model: 1" in told
    with pytest.raises(ReleaseError, match="there are: 1, 2"):
        release_named(settings.releases_folder, "7")
    with pytest.raises(SettingError, match="A=1 B=2"):
        print_differences(settings, "1", "")
