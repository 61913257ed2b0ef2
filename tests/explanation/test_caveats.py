"""A caveat is shown when, and only when, the rows behind the figures meet its condition."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from assistant.catalog.catalog import Catalog
from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile, DatasetProfile
from assistant.explanation.caveats import (
    DatasetEvidence,
    Evidence,
    Probe,
    apart,
    break_between,
    caveats,
    everyone_probes,
    members_about,
    probes,
)
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.own.gaps import absent_periods
from assistant.plan import Direction, Premise
from tests.explanation.building import plan_of, shown_of
from tests.explanation.catalogue import CATALOG

YEARS = tuple(Period.year(year) for year in range(2010, 2026))
PROFILE = DataProfile(
    "x",
    {
        "bevolking": DatasetProfile(
            "bevolking", 10, periods={"jaar": YEARS}, covered={("inwoners", "jaar"): YEARS}, levels={"regio": ("wijk",)}
        ),
        "veiligheid": DatasetProfile("veiligheid", 10, periods={"jaar": YEARS}, levels={"regio": ("gemeente", "wijk")}),
        "wonen": DatasetProfile("wonen", 10, periods={"jaar": YEARS}, levels={"regio": ("gemeente",)}),
    },
)
SINGLE: dict[str, Any] = {
    "metrics": ["bevolking.inwoners"],
    "period": "2023",
    "columns": ["metric:bevolking.inwoners"],
    "rows": [[10]],
}
CRIMES = SINGLE | {"metrics": ["veiligheid.misdrijven"], "columns": ["metric:veiligheid.misdrijven"]}
SERIES = SINGLE | {"period": "2013..2016", "per": "year", "columns": ["time:jaar", "metric:bevolking.inwoners"]}
UTRECHT = [["regio.regio_code", "in", [["GM0344", "Utrecht", "gemeente"]]]]
AGED = [["bevolking.leeftijd", "in", [["O", "65 jaar of ouder"]]]]
TOP = SINGLE | {
    "splits": [["regio.regio_code", "wijk"]],
    "order": "desc",
    "limit": 1,
    "columns": ["dim:regio.regio_code@wijk", "metric:bevolking.inwoners"],
    "rows": [["Centrum", 10]],
}


def ids(
    case: dict[str, Any], *met: str, rows: int | None = None, everyone: tuple[str, ...] = (), **more: Any
) -> set[str]:
    shown = shown_of(case, "nl")
    dataset = case["metrics"][0].split(".")[0]
    evidence = Evidence(
        {dataset: DatasetEvidence(frozenset(met), rows)}, {dataset: DatasetEvidence(frozenset(everyone))}
    )
    plan = replace(shown.plan, premise=more.pop("premise", None))
    return {caveat.id for caveat in caveats(plan, CATALOG, PROFILE, evidence, shown, **more)}


@pytest.mark.parametrize(
    ("case", "met", "must", "must_not"),
    [
        (SINGLE, (), "bevolking.peildatum", "bevolking.oudjes"),
        (SINGLE | {"filters": AGED}, (), "bevolking.oudjes", "bevolking.volgorde"),
        (TOP, (), "bevolking.volgorde", "bevolking.oudjes"),
        (SINGLE, ("provisional",), "bevolking.provisional", "bevolking.missing"),
        (SINGLE, (), "bevolking.peildatum", "bevolking.provisional"),
        (SINGLE, ("missing_inwoners", "missing_inwoners_0"), "bevolking.missing", "bevolking.provisional"),
        (SINGLE | {"rows": [[None]]}, (), "bevolking.missing", "bevolking.suppressed"),
        (SINGLE | {"withheld": [[0, 0]]}, (), "bevolking.suppressed", "bevolking.missing"),
        (
            SERIES | {"rows": [["2013", 1], ["2014", 1], ["2015", 2], ["2016", 3]]},
            (),
            "bevolking.telling",
            "bevolking.gaps",
        ),
        (SERIES | {"rows": [["2015", 1], ["2016", 3]]}, (), "bevolking.gaps", "bevolking.telling"),
        (SINGLE | {"period": "2013..2016"}, (), "bevolking.peildatum", "bevolking.telling"),
        (SINGLE | {"filters": UTRECHT}, (), "bevolking.summed_level", "bevolking.missing"),
    ],
)
def test_shown_and_not_shown(case: dict[str, Any], met: tuple[str, ...], must: str, must_not: str) -> None:
    found = ids(case, *met)
    assert must in found
    assert must_not not in found


def test_no_figure_added_up_when_the_level_has_its_own_rows() -> None:
    assert ids(CRIMES | {"filters": UTRECHT}) == set()


def test_a_flow_of_a_year_that_is_not_over_is_only_partly_there() -> None:
    assert "veiligheid.partial_period" in ids(CRIMES, as_of=dt.date(2023, 11, 25))
    assert "veiligheid.partial_period" not in ids(CRIMES, as_of=dt.date(2024, 1, 1))


def test_a_stock_on_1_january_does_not_wait_for_the_year_to_end() -> None:
    assert "bevolking.partial_period" not in ids(SINGLE, as_of=dt.date(2023, 2, 1))


def test_a_ranking_says_who_was_left_out() -> None:
    assert "bevolking.missing" in ids(TOP, everyone=("missing_inwoners",))
    assert "bevolking.missing" not in ids(TOP)


@pytest.mark.parametrize("premise", list(Premise))
def test_what_a_figure_cannot_settle_comes_first(premise: Premise) -> None:
    shown = shown_of(SINGLE, "nl")
    found = caveats(replace(shown.plan, premise=premise), CATALOG, PROFILE, Evidence(), shown)
    assert (found[0].id, found[0].severity) == (f"catalog.{premise.value}", "blocking")


@pytest.mark.parametrize(
    ("rows", "supposed", "said"),
    [
        ([["2015", 12], ["2016", 10]], Direction.UP, "gaat uit van een stijging. Deze cijfers laten een daling zien."),
        (
            [["2015", 10], ["2016", 12]],
            Direction.DOWN,
            "gaat uit van een daling. Deze cijfers laten een stijging zien.",
        ),
        ([["2015", 10], ["2016", 10]], Direction.UP, "laten geen verschil tussen begin en eind zien."),
        # Down over the whole line, up in its last step: that may be what somebody has in mind.
        ([["2015", 12], ["2016", 8], ["2017", 10]], Direction.UP, "een daling zien. Het laatste cijfer is wel hoger"),
        ([["2015", 10], ["2016", 12]], Direction.UP, ""),
        ([["2015", 12], ["2016", 10]], None, ""),
        ([["2015", None], ["2016", 10]], Direction.DOWN, ""),
        # Figures of before and after 2015 cannot be compared: then nothing is said of where they went.
        ([["2013", 12], ["2016", 10]], Direction.UP, ""),
    ],
)
def test_a_why_question_hears_when_the_figures_went_another_way_than_it_says(
    rows: list[Any], supposed: Direction | None, said: str
) -> None:
    shown = shown_of(SERIES | {"rows": rows}, "nl")
    shown = replace(shown, apart=apart(shown.plan, CATALOG, shown))
    plan = replace(shown.plan, premise=Premise.CAUSAL, supposed=supposed)
    found = caveats(plan, CATALOG, PROFILE, Evidence(), shown)[0]
    assert said in found.text
    assert ("gaat uit van" in found.text) is bool(said)


def test_probes_are_conditions_over_the_datasets_own_fields() -> None:
    plan = plan_of(SINGLE, "nl")
    own = frozenset(part.key for part in formula(CATALOG, plan.metrics[0]).components)
    assert probes(plan, CATALOG, PROFILE) == {
        "bevolking": {
            "provisional": Probe("jaar >= 2024"),
            "missing_inwoners": Probe('"inwoners" IS NULL', own),
            "missing_inwoners_0": Probe('"inwoners" IS NULL', own),
        }
    }
    assert "unknown_regio" in everyone_probes(plan_of(TOP, "nl"), CATALOG, PROFILE)["bevolking"]


def test_a_break_that_is_not_comparable_is_found_before_anything_is_computed() -> None:
    assert break_between(plan_of(SERIES | {"rows": []}, "nl"), CATALOG) is not None
    assert break_between(plan_of(SINGLE, "nl"), CATALOG) is None


def test_a_break_for_some_rows_only_stops_no_change_of_the_other_rows() -> None:
    written = CATALOG.model_dump(by_alias=True, exclude_unset=True)
    for dataset in written["datasets"]:
        for one in dataset.get("breaks", ()):
            one["when"] = "regio = 'GM0344'"
    catalog, plan = Catalog.model_validate(written), plan_of(SERIES | {"rows": []}, "nl")
    met = {name for found in probes(plan, catalog).values() for name in found if name.startswith("break_")}
    dataset = plan.metrics[0].dataset
    assert break_between(plan, catalog, None, Evidence({dataset: DatasetEvidence(frozenset(), 5)})) is None
    assert break_between(plan, catalog, None, Evidence({dataset: DatasetEvidence(frozenset(met), 5)})) is not None
    assert break_between(plan, catalog) is not None


@pytest.mark.parametrize(
    ("since", "until", "condition"),
    [
        ("2024", None, '("jaar" IN (2024, 2025))'),
        (None, "2010", '("jaar" IN (2010))'),
        ("2030", None, "(FALSE)"),
    ],
)
def test_since_and_until_become_a_condition_on_time(since: str | None, until: str | None, condition: str) -> None:
    bevolking = CATALOG.by_name["bevolking"]
    own = bevolking.caveats[0].model_copy(update={"since": since, "until": until})
    changed = [ds.model_copy(update={"caveats": (own,)}) if ds is bevolking else ds for ds in CATALOG.datasets]
    catalog = CATALOG.model_copy(update={"datasets": tuple(changed)})
    catalog.__dict__.pop("by_name", None)
    assert probes(plan_of(SINGLE, "nl"), catalog, PROFILE)["bevolking"]["caveat_0"].condition == condition


def test_both_languages_show_the_same_caveats() -> None:
    found = []
    for language in ("nl", "en"):
        shown = shown_of(SINGLE, language)
        found.append([one.id for one in caveats(shown.plan, CATALOG, PROFILE, Evidence(), shown)])
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("case", "about"),
    [
        (SINGLE | {"filters": UTRECHT}, {"regio_code": ("GM0344",)}),
        (SINGLE, {}),
        (TOP, {"regio_code": ("Centrum",)}),
        (TOP | {"filters": UTRECHT}, {"regio_code": ("Centrum",)}),
    ],
)
def test_a_dimension_caveat_is_about_the_members_that_figures_are_shown_for(case: Any, about: Any) -> None:
    assert members_about(shown_of(case, "nl"), "regio") == about


def _with(key: str, value: Any, dataset: str = "bevolking") -> Catalog:
    written = CATALOG.model_dump(by_alias=True, exclude_unset=True)
    for one in written["datasets"]:
        if one["name"] == dataset:
            one[key] = value
    return Catalog.model_validate(written)


@pytest.mark.parametrize(("met", "shown"), [((), False), (("caveat_0",), True)])
def test_a_caveat_of_a_dimension_is_shown_when_a_member_meets_it(met: tuple[str, ...], shown: bool) -> None:
    caveat = {"id": "naam", "applies_to": ["regio_code"], "when": "naam = 'Utrecht'", "text": "Twee keer."}
    catalog = _with("caveats", [caveat], "regio")
    case = shown_of(SINGLE | {"filters": UTRECHT}, "nl")
    assert probes(case.plan, catalog, PROFILE)["regio"] == {"caveat_0": Probe("(naam = 'Utrecht')")}
    evidence = Evidence({"regio": DatasetEvidence(frozenset(met), 1)})
    found = {one.id for one in caveats(case.plan, catalog, PROFILE, evidence, case)}
    assert ("regio.naam" in found) is shown


def test_a_caveat_for_sums_waits_for_rows_of_more_than_one_member() -> None:
    catalog = _with("caveats", [{"id": "som", "shown_for": ["sum"], "text": "Opgeteld."}])
    case = shown_of(SINGLE, "nl")
    for several, shown in ((frozenset[str](), False), (frozenset({"regio"}), True)):
        evidence = Evidence({"bevolking": DatasetEvidence(frozenset(), 3, several)})
        found = {one.id for one in caveats(case.plan, catalog, None, evidence, case)}
        assert ("bevolking.som" in found) is shown


def test_a_caveat_about_one_metric_asks_only_the_rows_of_that_metric() -> None:
    caveat = {"id": "bouw", "applies_to": ["bouw"], "when": "regio = 'GM1'", "text": "Bouw."}
    catalog = _with("caveats", [caveat], "wonen")
    plan = plan_of(SINGLE | {"metrics": ["wonen.bouw", "wonen.prijs"]}, "nl")
    about = probes(plan, catalog)["wonen"]["caveat_0"].about
    assert about == {part.key for part in formula(catalog, plan.metrics[0]).components}


def test_a_caveat_of_the_whole_catalogue_is_asked_of_the_datasets_that_know_its_condition() -> None:
    written = CATALOG.model_dump(by_alias=True, exclude_unset=True)
    written["caveats"] = [{"id": "oud", "when": "leeftijd = 'O'", "text": "Oud."}]
    catalog = Catalog.model_validate(written)
    assert "catalog_0" in probes(plan_of(SINGLE, "nl"), catalog)["bevolking"]
    assert "catalog_0" not in probes(plan_of(CRIMES, "nl"), catalog)["veiligheid"]


@pytest.mark.parametrize(
    ("years", "absent"), [((2015, 2017, 2019), {"2016", "2018"}), ((2015, 2016, 2017, 2018, 2019), set())]
)
def test_the_years_between_two_rounds_of_a_survey_are_absent_from_a_series(
    years: tuple[int, ...], absent: set[str]
) -> None:
    case = shown_of(SERIES | {"period": "2015..2019", "rows": [[str(year), 1] for year in years]}, "nl")
    found = absent_periods(Case(Asked(case.plan, CATALOG, PROFILE), Evidence(), case))
    assert {one.text for one in found} == absent


def test_a_line_that_lacks_a_year_in_its_middle_has_a_gap_though_the_other_line_has_not() -> None:
    rows = [
        [place, str(year), 1] for place in ("A", "B") for year in (2013, 2014, 2015) if (place, year) != ("B", 2014)
    ]
    two = SERIES | {
        "period": "2013..2015",
        "splits": [["regio.regio_code", "wijk"]],
        "columns": ["dim:regio.regio_code@wijk", "time:jaar", "metric:bevolking.inwoners"],
    }
    assert "bevolking.gaps" in ids(two | {"rows": rows})
    ended = [row for row in rows if row[0] == "A" or row[1] == "2013"]
    assert "bevolking.gaps" not in ids(two | {"rows": ended})


def test_years_chosen_by_their_figure_leave_no_gap() -> None:
    chosen = SERIES | {"conditions": [[">", [5]]], "rows": [["2013", 10], ["2016", 20]]}
    assert "bevolking.gaps" not in ids(chosen)
    assert "bevolking.gaps" in ids(SERIES | {"rows": [["2013", 10], ["2016", 20]]})
