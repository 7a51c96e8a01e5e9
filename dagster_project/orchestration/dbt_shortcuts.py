"""What dbt works out for each node anew although it is the same each time: kept, or left out where nobody asks.

Parts of dbt are replaced that are not documented as public. Its releases are pinned, and tests/orchestration/
test_dbt_shortcuts.py fails when one of these parts has changed.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

MOST_KEPT = 5_000  # templates; a build has some 1,500, and each change of a model leaves one behind
UNHEARD = ("debug", "test")  # levels of events


class KeptTemplates:
    """Templates as Python code, by kind of environment and source: in memory, and in a file for the next process."""

    def __init__(self, file: Path, versions: str) -> None:
        self.file = file
        self._header = f"{sys.version} {versions}\n".encode()
        self._codes: dict[str, CodeType] = self._read()
        self._used: set[str] = set()
        self._held = len(self._codes)  # by the file

    def code(self, kind: str, source: str, compiled: Callable[[], CodeType]) -> CodeType:
        """The code of a template: compiled at the first time that its source is met."""
        key = hashlib.sha256(f"{kind}\n{source}".encode("utf-8", "surrogatepass")).hexdigest()
        if key not in self._codes:
            self._codes[key] = compiled()
        self._used.add(key)
        return self._codes[key]

    def keep(self) -> None:
        """Write what is new to the file, which is replaced as a whole; past `MOST_KEPT`, only what was used."""
        if len(self._codes) == self._held:
            return
        if len(self._codes) > MOST_KEPT:
            self._codes = {key: code for key, code in self._codes.items() if key in self._used}
        draft = self.file.with_name(f".{self.file.name}_{os.getpid()}")
        with suppress(OSError):  # where nothing can be written, the next process takes its time
            draft.write_bytes(self._header + marshal.dumps(dict(self._codes)))
            draft.replace(self.file)
        self._held = len(self._codes)

    def _read(self) -> dict[str, CodeType]:
        """What the file holds; nothing where another Python, Jinja or dbt wrote it."""
        with suppress(OSError, EOFError, ValueError, TypeError):
            content = self.file.read_bytes()
            if content.startswith(self._header):
                return dict(marshal.loads(content[len(self._header) :]))  # noqa: S302 (as with .pyc: our own file)
        return {}


def take_shortcuts(file: Path, heard: Iterable[str]) -> KeptTemplates:
    """Let dbt take them in this process, and keep templates in `file`; `heard` are names of events that are heard."""
    import jinja2  # noqa: PLC0415 (as all of dbt: only for who runs it)
    from dbt.version import __version__ as dbt_version  # noqa: PLC0415 (as above)

    kept = KeptTemplates(file, f"{jinja2.__version__} {dbt_version}")
    _compile_once(kept)
    _test_types_once()
    _make_no_unheard_events(frozenset(heard))
    return kept


def _compile_once(kept: KeptTemplates) -> None:
    """Models, tests and macros become Python code once: a quarter of what dbt does for a node."""
    from dbt_common.clients.jinja import MacroFuzzEnvironment  # noqa: PLC0415 (as above)

    usual = MacroFuzzEnvironment.compile

    def compile_template(environment: Any, source: Any, *how: Any, **named: Any) -> Any:
        if how or named or not isinstance(source, str):
            return usual(environment, source, *how, **named)
        return kept.code(type(environment).__name__, source, lambda: usual(environment, source))

    MacroFuzzEnvironment.compile = compile_template  # type: ignore[method-assign] # dbt has no setting for it


def _test_types_once() -> None:
    """What finds the types of a result's columns is made once for the same columns, not for each result."""
    from dbt_common.clients import agate_helper  # noqa: PLC0415 (as above)

    made = lru_cache(maxsize=1000)(agate_helper.build_type_tester)

    def build_type_tester(text_columns: Iterable[str], string_null_values: Any = ("null", "")) -> Any:
        return made(tuple(text_columns), string_null_values and tuple(string_null_values))

    agate_helper.build_type_tester = build_type_tester


def _make_no_unheard_events(heard: frozenset[str]) -> None:
    """An event of which nobody is told is not made into a message, twice: dbt has 25 of them a node."""
    from dbt_common.events import base_types, event_manager, event_manager_client  # noqa: PLC0415 (as above)

    class Manager(event_manager.EventManager):
        def fire_event(self, e: Any, level: Any = None, *rest: Any, **named: Any) -> None:
            if (level or e.level_tag()).value not in UNHEARD or type(e).__name__ in heard:
                super().fire_event(e, level, *rest, **named)

    def remember(event: Any, **given: Any) -> None:
        event.__dict__["given"] = given

    def make(event: Any, name: str) -> Any:
        if name != "pb_msg":
            return getattr(event.pb_msg, name)
        base_types.BaseEvent.__init__(event, **event.__dict__["given"])
        return event.__dict__[name]

    base_types.DebugLevel.__init__ = remember  # type: ignore[assignment, method-assign] # dbt has no setting for it
    base_types.DebugLevel.__getattr__ = make  # type: ignore[method-assign] # as above
    event_manager_client.ctx_set_event_manager(Manager())
