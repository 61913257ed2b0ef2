"""The score asks of a dataset what its readers miss, no more than it has, and says what would raise it most."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.catalog.dataset import Dataset
from assistant.catalog.loading import load_catalog
from assistant.catalog.scoring import score, scores

BARE: dict[str, Any] = {
    "name": "meldingen",
    "source": "meldingen.csv",
    "fields": [
        {"name": "jaar", "role": "time", "grain": "year"},
        {"name": "aantal", "role": "measure", "aggregation": "sum"},
    ],
}
WHOLE: dict[str, Any] = BARE | {
    "description": "Meldingen van bewoners.",
    "owner": {"name": "Team Buiten"},
    "provenance": {"publisher": "Gemeente", "method": "register"},
    "updated": "2026-01-31",
    "update_frequency": "daily",
    "primary_key": ["jaar"],
    "caveats": [{"id": "melders", "text": "Niet iedereen meldt."}],
    "fields": [
        {"name": "jaar", "role": "time", "grain": "year"},
        {
            "name": "aantal", "role": "measure", "aggregation": "sum", "label": "meldingen", "unit": "meldingen",
            "definition": "Binnengekomen meldingen.", "synonyms": ["klachten"],
        },
    ],
}  # fmt: skip


def of(document: dict[str, Any]) -> Any:
    return score(Dataset.model_validate(document))


def test_all_that_is_asked_is_a_hundred() -> None:
    found = of(WHOLE)
    assert (found.points, found.lacking) == (100, ())


def test_what_would_raise_it_most_comes_first_and_the_points_add_up() -> None:
    found = of(BARE)
    assert found.lacking[0].say.nl == "schrijf van elk cijfer op wat het telt (definition)"
    assert found.lacking[0].names == ("aantal",)
    assert found.points + sum(one.points for one in found.lacking) == pytest.approx(100)


def test_a_dataset_without_codes_is_not_asked_for_their_names() -> None:
    assert not any("code" in (one.say.nl or "") for one in of(BARE).lacking)
    coded = BARE | {"fields": [*BARE["fields"], {"name": "soort", "role": "dimension", "members": [{"value": "A"}]}]}
    assert any(one.names == ("soort=A",) for one in of(coded).lacking)


def test_half_of_the_figures_defined_is_half_of_the_points() -> None:
    second = {"name": "open", "role": "measure", "aggregation": "sum", "definition": "Nog open."}
    both = of(BARE | {"fields": [*BARE["fields"], second]})
    definition = next(one for one in both.lacking if "definition" in (one.say.nl or ""))
    assert definition.names == ("aantal",)
    assert definition.points == pytest.approx(of(BARE).lacking[0].points / 2)


@given(kept=st.sets(st.sampled_from(sorted(set(WHOLE) - set(BARE)))))
def test_documenting_more_never_lowers_the_score(kept: set[str]) -> None:
    some = BARE | {key: WHOLE[key] for key in kept}
    for key in sorted(set(WHOLE) - set(BARE) - kept):
        assert of(some | {key: WHOLE[key]}).points > of(some).points


def test_the_demo_is_well_documented(root: Path) -> None:
    found = scores(load_catalog(root / "catalog").catalog)
    assert [one.points for one in found] == sorted(one.points for one in found)
    assert found[0].points > 85, found[0]
