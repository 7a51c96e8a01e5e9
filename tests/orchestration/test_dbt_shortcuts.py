"""What dbt did for each node it does once, and says and makes the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dagster_project.orchestration import dbt_commands, dbt_shortcuts
from dagster_project.orchestration.dbt_shortcuts import KeptTemplates


@pytest.fixture
def shortened() -> None:
    """The shortcuts that every process takes with its first command of dbt."""
    dbt_commands._shortened()


def compiled(kept: KeptTemplates, *sources: str) -> list[str]:
    """Those of the templates that had to be compiled; each says its own source."""
    made = []

    def make(source: str) -> Any:
        made.append(source)
        return compile(repr(source), "<template>", "eval")

    for source in sources:
        assert source in kept.code("text", source, lambda source=source: make(source)).co_consts
    return made


def test_a_template_is_compiled_once_and_not_again_by_the_next_process(tmp_path: Path) -> None:
    file = tmp_path / "templates"
    first = KeptTemplates(file, "jinja 1")
    assert compiled(first, "a", "b", "a") == ["a", "b"]
    first.keep()
    assert compiled(KeptTemplates(file, "jinja 1"), "b", "c") == ["c"]
    assert compiled(KeptTemplates(file, "jinja 2"), "b") == ["b"]


def test_a_damaged_file_of_templates_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "templates"
    first = KeptTemplates(file, "jinja 1")
    compiled(first, "a")
    first.keep()
    whole = file.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:-1], b"x" + whole):
        file.write_bytes(damaged)
        again = KeptTemplates(file, "jinja 1")
        assert compiled(again, "a") == ["a"]
        again.keep()
        assert file.read_bytes() == whole


def test_templates_of_former_models_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbt_shortcuts, "MOST_KEPT", 2)
    first = KeptTemplates(tmp_path / "templates", "jinja 1")
    compiled(first, "former", "a")
    first.keep()
    second = KeptTemplates(tmp_path / "templates", "jinja 1")
    compiled(second, "a", "b")
    second.keep()
    assert compiled(KeptTemplates(tmp_path / "templates", "jinja 1"), "a", "b", "former") == ["former"]


@pytest.mark.usefixtures("shortened")
def test_a_kept_template_is_rendered_by_the_rules_of_its_own_environment() -> None:
    from dbt_common.clients.jinja import get_environment

    source = "{{ number | as_number }}"
    for _ in range(2):
        assert get_environment(native=True).from_string(source).render({"number": "1"}) == 1
        assert get_environment(native=False).from_string(source).render({"number": "1"}) == "1"


@pytest.mark.usefixtures("shortened")
def test_of_events_that_nobody_reads_only_those_that_are_waited_for_become_messages() -> None:
    from dbt.events.types import NodeCompiling, NodeStart
    from dbt_common.events import event_manager_client
    from dbt_common.events.functions import fire_event
    from dbt_common.events.types import Formatting, Note

    told: list[Any] = []
    event_manager_client.add_callback_to_manager(told.append)
    try:
        unread = NodeStart(node_info={"node_name": "a"})
        fire_event(unread)
        fire_event(NodeCompiling(node_info={"node_name": "b"}))
        fire_event(Formatting("for people"))
        fire_event(Note(msg="a warning"))
    finally:
        event_manager_client.cleanup_event_logger()
    assert [event.info.name for event in told] == ["NodeCompiling", "Formatting", "Note"]
    assert told[0].data.node_info.node_name == "b"
    assert unread.node_info.node_name == "a"  # made for who asks after all


@pytest.mark.usefixtures("shortened")
def test_columns_of_a_result_have_the_types_that_they_had() -> None:
    import agate
    from dbt_common.clients import agate_helper

    rows = [{"failures": 3, "word": "null"}, {"failures": 0, "word": "1"}]
    for _ in range(2):
        table = agate_helper.table_from_data_flat(rows, ["failures", "word"])
        assert [type(kind) for kind in table.column_types] == [agate_helper.Integer, agate.data_types.Text]
        assert [tuple(row) for row in table.rows] == [(3, "null"), (0, "1")]
    assert agate_helper.build_type_tester(["word"]) is agate_helper.build_type_tester(("word",))
    assert agate_helper.build_type_tester(["word"]) is not agate_helper.build_type_tester(["word"], ())
