"""The steps over documents: what each reads, writes and is given, and the version that says when it must run again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version as installed_version

import pyarrow as pa

from dagster_project.orchestration.engine import Named
from dagster_project.text import records

CONTENTS = "document_contents"  # what the archive reader makes of a document
CANDIDATES = "reuse_candidates"  # the pairs that an index brings together; all other inputs are tables of raw


@dataclass(frozen=True, slots=True)
class Stage:
    """A pure function over documents, with everything that its result depends on."""

    name: str
    version: int  # raise it whenever the function's output changes; a test says when that was forgotten
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    function: Callable[..., Mapping[str, pa.Table]]
    reference_tables: Mapping[str, pa.Schema] = field(default_factory=dict)
    models: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()  # packages whose release decides about the output
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of inputs of which it does not read all
    content_types: tuple[str, ...] = ()  # media types whose contents it reads, where it does not read all of them
    index: str = ""  # of a stage that compares documents: the table whose rows bring them together

    @property
    def reads(self) -> tuple[str, ...]:
        """All that an earlier stage must have made."""
        return (*self.inputs, self.index) if self.index else self.inputs


def _of_text(module: str, name: str) -> Named:
    # Half a second of imports, which only workers and who works inline should pay.
    return Named(f"dagster_project.text.{module}", name)


# How a line was judged, and how a page was separated, is for readers.
OF_PAGES = {
    "page_texts": ("document_id", "page_text", "language"),
    "page_lines": ("document_id", "line_number", "char_start", "char_end", "observed_role"),
}
SEPARATION = Stage(
    name="separation",
    version=3,
    inputs=(CONTENTS,),
    outputs=("page_texts", "page_lines"),
    function=_of_text("separation", "separate_pages"),
    models=("line_model",),
    libraries=("trafilatura", "lxml", "py3langid", "resiliparse"),
)
DATING = Stage(
    name="dating",
    version=8,
    inputs=(CONTENTS, "page_texts", "page_lines"),
    columns=OF_PAGES,
    outputs=("date_evidence", "date_mentions"),
    content_types=("text/html",),
    function=_of_text("dating", "find_dates"),
    libraries=("htmldate", "lxml"),
)
SOURCING = Stage(
    name="sourcing",
    version=8,
    inputs=(CONTENTS, "page_texts", "page_lines"),
    columns=OF_PAGES,
    outputs=("source_evidence",),
    content_types=("text/html",),
    function=_of_text("sourcing", "find_sources"),
    libraries=("lxml",),
)
ALIASES = Stage(
    name="aliases",
    version=6,
    inputs=("page_texts", "page_lines"),
    columns=OF_PAGES,
    outputs=("alias_matches",),
    function=_of_text("actors", "match_aliases"),
    reference_tables={
        "gazetteer_actors": records.GAZETTEER_ACTORS,
        "gazetteer_aliases": records.GAZETTEER_ALIASES,
    },
)
TAGGING = Stage(
    name="tagging",
    version=2,
    inputs=("page_texts", "page_lines"),
    columns=OF_PAGES,
    outputs=("ner_spans",),
    function=_of_text("actors", "tag_entities"),
    models=("tagger",),
    libraries=("spacy",),
)
ATTRIBUTION = Stage(
    name="attribution",
    version=4,
    inputs=("page_texts", "page_lines"),
    columns=OF_PAGES,
    outputs=("statements",),
    function=_of_text("statements", "find_statements"),
    reference_tables={"speech_cues": records.SPEECH_CUES},
)
INDEXING = Stage(
    name="indexing",
    version=1,
    inputs=("page_texts", "page_lines"),
    columns=OF_PAGES,
    outputs=("reuse_grams",),
    function=_of_text("reuse", "index_documents"),
    models=("gram_frequencies",),
)
COMPARISON = Stage(
    name="comparison",
    version=2,
    inputs=("page_texts", "page_lines", CANDIDATES),
    columns=OF_PAGES,
    outputs=("reuse_pairs", "reuse_passages"),
    function=_of_text("reuse", "compare_documents"),
    models=("gram_frequencies",),
    index="reuse_grams",
)
# What stands for a stage's version in a release that was made without it.
OFF = "off"

# In the order in which they run: each reads only what the archive or an earlier one gives.
STAGES = (SEPARATION, DATING, SOURCING, ALIASES, TAGGING, ATTRIBUTION, INDEXING, COMPARISON)


def stages_with(*, ner: bool) -> tuple[Stage, ...]:
    """All stages, or all but the tagger's: nothing else reads what it writes."""
    return STAGES if ner else tuple(stage for stage in STAGES if stage is not TAGGING)


def upstream_of(stage: Stage, stages: tuple[Stage, ...] = STAGES) -> list[Stage]:
    """The stages that write what `stage` reads."""
    return [other for other in stages if set(other.outputs) & set(stage.reads)]


def downstream_of(stage: Stage, stages: tuple[Stage, ...] = STAGES) -> list[Stage]:
    """The stages that read, directly or through others, what `stage` writes."""
    found: list[Stage] = []
    for other in stages:
        if any(each is stage or each in found for each in upstream_of(other, stages)):
            found.append(other)
    return found


def effective_versions(stages: Sequence[Stage], digests: Callable[[Stage], Mapping[str, str]]) -> dict[str, str]:
    """The effective version of each stage; `digests` names what stands for its reference tables and models."""
    found: dict[str, str] = {}
    for stage in stages:
        upstream = {other.name: found[other.name] for other in upstream_of(stage, tuple(stages))}
        found[stage.name] = effective_version(stage, upstream, digests(stage))
    return found


def effective_version(stage: Stage, upstream: Mapping[str, str], references: Mapping[str, str]) -> str:
    """A digest of the stage's version, its libraries', its upstream's effective versions and its references' digests.

    `upstream` and `references` map names to digests; entries that the stage does not use are left out.
    """
    parts = [stage.name, str(stage.version)]
    parts += [f"{library}=={installed_version(library)}" for library in stage.libraries]
    parts += [f"{other}:{upstream[other]}" for other in sorted(upstream)]
    parts += [f"{name}:{references[name]}" for name in (*stage.reference_tables, *stage.models)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]
