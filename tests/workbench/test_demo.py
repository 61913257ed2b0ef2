"""The demo data: the same bytes everywhere, whole or not at all, adding up, and as difficult as promised."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import OperatorError
from assistant.workbench import demo
from assistant.workbench.demo import chance
from assistant.workbench.demo.__main__ import main
from assistant.workbench.demo.table import Table

Row = dict[str, str]
Read = Callable[[str], list[Row]]

DIGESTS = Path(__file__).with_name("demo_digests.txt")
CODES = {"-99997", "-99995", ""}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("demo") / "data"
    demo.build(target)
    return target


@pytest.fixture(scope="module")
def read(data: Path) -> Read:
    def rows(name: str, delimiter: str = ",") -> list[Row]:
        with (data / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter=delimiter))

    return rows


@pytest.fixture(scope="module")
def inside(read: Read) -> dict[str, list[str]]:
    """Neighbourhoods by district."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in read("regio"):
        if row["niveau"] == "buurt":
            found[row["wijk_code"]].append(row["regio_code"])
    return found


# --- the same bytes everywhere ---------------------------------------------------------------------------------------


def test_every_file_is_the_same_to_the_byte_as_it_always_was(data: Path) -> None:
    found = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(data.iterdir())]
    assert found == DIGESTS.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "surroundings", [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Asia/Tokyo"}]
)
def test_hash_order_locale_and_time_zone_change_nothing(
    surroundings: dict[str, str], data: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "assistant.workbench.demo", str(tmp_path / "again")]
    subprocess.run(command, check=True, env=os.environ | surroundings, cwd=Path(demo.__file__).parents[3])
    for path in data.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


# --- whole or not at all ---------------------------------------------------------------------------------------------


def _breaks_half_way(_: object) -> Iterator[Table]:
    def rows() -> Iterator[tuple[str, ...]]:
        yield ("first",)
        raise OSError(28, "No space left on device")

    yield Table("half.csv", ("word",), rows())


def test_a_build_that_breaks_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "data"
    target.mkdir()
    (target / "old.csv").write_text("old", encoding="utf-8")
    monkeypatch.setattr(demo, "_THEMES", (_breaks_half_way,))
    with pytest.raises(OperatorError, match="No space left on device"):
        demo.build(target)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert (target / "old.csv").read_text(encoding="utf-8") == "old"


def test_a_first_build_that_breaks_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_THEMES", (_breaks_half_way,))
    with pytest.raises(OperatorError):
        demo.build(tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


def test_a_new_build_replaces_the_old_one_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "data"
    target.mkdir()
    (target / "old.csv").write_text("old", encoding="utf-8")
    monkeypatch.setattr(demo, "_THEMES", (lambda _: iter([Table("new.csv", ("word",), [("new",)])]),))
    demo.build(target)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert sorted(path.name for path in target.iterdir()) == ["new.csv", "regio.geojson"]


def test_a_folder_with_somebodys_work_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("years of work", encoding="utf-8")
    with pytest.raises(OperatorError, match=r"thesis\.odt"):
        demo.build(tmp_path)
    assert (tmp_path / "thesis.odt").exists()


def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    assert main([]) == 2
    assert main([str(tmp_path / "a file" / "data")]) == 3
    assert [line.split()[0] for line in capsys.readouterr().err.splitlines()] == ["usage:", "cannot"]


# --- it adds up ------------------------------------------------------------------------------------------------------

REGISTERS = [
    # table, time, columns that add up over places, columns of the row's other dimensions
    ("bevolking", "jaar", ("inwoners", "waarvan_0_17", "waarvan_65plus"), ("leeftijd", "geslacht")),
    ("huishoudens", "jaar", ("huishoudens", "waarvan_eenpersoons"), ("soort",)),
    ("bijstand", "jaar", ("uitkeringen", "instroom", "uitstroom"), ("leeftijd",)),
    ("wmo", "jaar", ("clienten",), ("voorziening",)),
    ("woningen", "jaar", ("woningen", "waarvan_corporatie", "nieuwbouw", "sloop"), ("eigendom",)),
    ("woningwaarde", "jaar", ("woz_objecten", "verkopen"), ()),
    ("misdrijven", "maand", ("misdrijven",), ("soort",)),
]


@pytest.mark.parametrize(("table", "time", "measures", "others"), REGISTERS, ids=[row[0] for row in REGISTERS])
def test_neighbourhoods_add_up_to_districts_municipality_and_province(
    table: str, time: str, measures: tuple[str, ...], others: tuple[str, ...], read: Read, inside: dict[str, list[str]]
) -> None:
    cells = {
        (r["regio_code"], r[time], *(r[o] for o in others)): [int(r[m] or 0) for m in measures] for r in read(table)
    }
    parts: dict[tuple[str, ...], list[list[int]]] = defaultdict(list)
    district_of = {buurt: wijk for wijk, buurten in inside.items() for buurt in buurten}
    above = {"BU": lambda code: district_of[code], "WK": lambda _: "GM9001", "GM": lambda _: "PV91"}
    for (code, *rest), values in cells.items():
        if code[:2] in above:
            parts[above[code[:2]](code), *rest].append(values)
    wholes = {key: values for key, values in cells.items() if key in parts}
    assert wholes
    assert {key: [sum(column) for column in zip(*parts[key], strict=True)] for key in wholes} == wholes


@pytest.mark.parametrize(
    ("table", "dimension", "total", "measures"),
    [
        ("bevolking", "leeftijd", "totaal", ("inwoners", "waarvan_0_17", "waarvan_65plus")),
        ("bevolking", "geslacht", "totaal", ("inwoners",)),
        ("huishoudens", "soort", "totaal", ("huishoudens",)),
        ("bijstand", "leeftijd", "totaal", ("uitkeringen", "instroom", "uitstroom")),
        ("jeugdhulp", "leeftijd", "totaal", ("jongeren",)),
        ("woningen", "eigendom", "totaal", ("woningen", "nieuwbouw", "sloop")),
        ("misdrijven", "soort", "totaal", ("misdrijven",)),
        ("ziekteverzuim", "afdeling", "totaal", ("medewerkers",)),
    ],
)
def test_the_total_member_is_the_sum_of_the_others(
    table: str, dimension: str, total: str, measures: tuple[str, ...], read: Read
) -> None:
    rows = read(table)
    keys = [c for c in rows[0] if c in {"regio_code", "jaar", "maand", "kwartaal", "leeftijd", "geslacht", "soort"}]
    sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0] * len(measures))
    totals: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        key = tuple(row[column] for column in keys if column != dimension)
        values = [int(row[measure]) for measure in measures]
        if row[dimension] == total:
            totals[key] = values
        else:
            sums[key] = [a + b for a, b in zip(sums[key], values, strict=True)]
    assert totals == sums


def test_mergers_lose_and_invent_nobody(read: Read) -> None:
    people = {
        (row["regio_code"], int(row["jaar"])): int(row["inwoners"])
        for row in read("bevolking")
        if row["leeftijd"] == row["geslacht"] == "totaal"
    }
    flows = {(r["gemeente_code"], int(r["jaar"])): r for r in read("bevolkingsloop")}

    def closing(year: int, *codes: str) -> int:
        """Inhabitants on 31 December: the opening stock plus what the flows of the year say."""
        signs = (("geboren", 1), ("overleden", -1), ("gevestigd", 1), ("vertrokken", -1))
        return sum(
            people[code, year] + sum(sign * int(flows[code, year][name]) for name, sign in signs) for code in codes
        )

    assert people["GM9007", 2019] == closing(2018, "GM9013", "GM9014")
    assert people["GM9003", 2021] + people["GM9011", 2021] == closing(2020, "GM9003", "GM9011", "GM9015")
    assert not {("GM9013", 2019), ("GM9014", 2019), ("GM9015", 2021), ("GM9007", 2018)} & people.keys()


def test_stocks_follow_from_the_stock_before_and_the_flows(read: Read) -> None:
    benefits = {(r["regio_code"], r["leeftijd"], int(r["jaar"])): r for r in read("bijstand")}
    dwellings = {(r["regio_code"], r["eigendom"], int(r["jaar"])): r for r in read("woningen")}
    for (code, age, year), row in benefits.items():
        before = benefits.get((code, age, year - 1))
        if before and (code, year) not in {("GM9003", 2021), ("GM9011", 2021)}:
            change = int(row["instroom"]) - int(row["uitstroom"])
            assert int(row["uitkeringen"]) == int(before["uitkeringen"]) + change
    for (code, tenure, year), row in dwellings.items():
        after = dwellings.get((code, tenure, year + 1))
        if after and (code, year) not in {("GM9003", 2020), ("GM9011", 2020)}:
            change = int(row["nieuwbouw"]) - int(row["sloop"])
            assert int(after["woningen"]) == int(row["woningen"]) + change


def test_the_mean_worth_of_a_district_is_the_mean_of_its_neighbourhoods(
    read: Read, inside: dict[str, list[str]]
) -> None:
    rows = {(r["regio_code"], r["jaar"]): r for r in read("woningwaarde")}
    for (code, year), row in rows.items():
        parts = [rows[buurt, year] for buurt in inside.get(code, ()) if rows[buurt, year]["woz_waarde"] not in CODES]
        if parts:
            weights = [int(part["woz_objecten"]) for part in parts]
            mean = sum(w * int(p["woz_waarde"]) for w, p in zip(weights, parts, strict=True)) / sum(weights)
            assert abs(mean - int(row["woz_waarde"])) <= 3


# --- as difficult as promised ----------------------------------------------------------------------------------------


def test_the_world_has_the_size_that_its_documentation_says(read: Read) -> None:
    levels = [row["niveau"] for row in read("regio")]
    assert {level: levels.count(level) for level in dict.fromkeys(levels)} == {
        "provincie": 1, "gemeente": 15, "wijk": 8, "buurt": 40,
    }  # fmt: skip
    home = next(
        int(r["inwoners"]) for r in read("bevolking")
        if (r["regio_code"], r["jaar"], r["leeftijd"], r["geslacht"]) == ("GM9001", "2025", "totaal", "totaal")
    )  # fmt: skip
    assert 175_000 < home < 185_000
    assert len(read("meldingen")) > 50_000


def test_one_name_stands_for_two_places(read: Read) -> None:
    places: dict[str, list[Row]] = defaultdict(list)
    for row in read("regio"):
        places[row["naam"]].append(row)
    twice = {name: sorted(row["niveau"] for row in rows) for name, rows in places.items() if len(rows) > 1}
    assert twice == {"Kerkbuurt": ["buurt", "buurt"], "Beekrode": ["buurt", "gemeente"]}
    assert len({row["wijk_code"] for row in places["Kerkbuurt"]}) == 2


def test_clients_with_several_provisions_make_the_total_less_than_the_sum(read: Read) -> None:
    rows = [r for r in read("wmo") if r["regio_code"] == "GM9001" and r["jaar"] == "2024"]
    total = next(int(r["clienten"]) for r in rows if r["voorziening"] == "totaal")
    parts = [int(r["clienten"]) for r in rows if r["voorziening"] != "totaal"]
    assert max(parts) < total < sum(parts)


def test_youth_care_is_rounded_and_small_numbers_are_secret(read: Read) -> None:
    values = {r["jeugdhulp"] for r in read("jeugdhulp")}
    assert "-99997" in values
    assert all(int(value) >= 10 and int(value) % 5 == 0 for value in values - {"-99997"})


def test_a_secret_income_cannot_be_found_by_taking_neighbours_from_their_district(
    read: Read, inside: dict[str, list[str]]
) -> None:
    secret = {(r["jaar"], r["regio_code"]) for r in read("laag_inkomen") if r["laag_inkomen"] == "-99997"}
    counts = [sum((year, code) in secret for code in codes) for year in ("2015", "2024") for codes in inside.values()]
    assert set(counts) == {0, 2}


def test_small_counts_of_persons_exist_for_the_assistant_to_withhold(read: Read) -> None:
    assert any(0 < int(r["uitkeringen"]) < 5 for r in read("bijstand"))
    assert any(0 < int(r["clienten"] or 0) < 5 for r in read("wmo"))


def test_reports_have_open_ones_unknown_places_and_an_incomplete_last_year(read: Read) -> None:
    rows = read("meldingen")
    assert max(r["datum_melding"] for r in rows) == "2025-11-30"
    assert any(not r["datum_afgehandeld"] for r in rows)
    assert any(not r["buurt_code"] for r in rows)
    assert all(not r["datum_afgehandeld"] or r["datum_melding"] <= r["datum_afgehandeld"] <= "2025-11-30" for r in rows)
    assert all(bool(r["binnen_termijn"]) == bool(r["datum_afgehandeld"]) for r in rows)


# --- chance ----------------------------------------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.lists(st.floats(0.01, 1e3), min_size=1, max_size=9))
def test_a_split_gives_away_everything_and_keeps_near_the_weights(total: int, weights: list[float]) -> None:
    parts = chance.split(total, weights)
    assert sum(parts) == total
    mass = sum(weights)
    assert all(abs(part - total * weight / mass) <= 1.01 for part, weight in zip(parts, weights, strict=True))


@given(st.text(), st.floats(0, 1e5))
def test_a_whole_number_is_one_of_both_neighbours(key: str, expected: float) -> None:
    assert int(expected) <= chance.whole(expected, key) <= int(expected) + 1
    assert chance.whole(expected, key) == chance.whole(expected, key)
