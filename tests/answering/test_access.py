"""A role sees its datasets and rows only, wherever it looks, and never a figure that silently means something else."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.settings import Settings

_TIME = {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer", "label": "jaar"}


def _measure(name: str, label: str) -> dict[str, Any]:
    keys = {"datatype": "Integer", "aggregation": "sum", "over_time": "sum", "unit": "euro", "decimals": 0}
    return {"name": name, "role": "measure", "label": label} | keys


def _dataset(name: str, title: str, fields: list[dict[str, Any]], **keys: Any) -> dict[str, Any]:
    key = [field["name"] for field in fields if field["role"] != "measure"]
    return {"name": name, "title": title, "source": f"{name}.csv", "primary_key": key, "fields": fields} | keys


TASK = {"name": "taak", "role": "dimension", "label": "taak"}
DATASETS = [
    _dataset("begroting", "Begroting", [_TIME, TASK, _measure("lasten", "lasten")],
             row_filter={"manager": "taak <> 'recherche'", "controller": "TRUE", "auditor": "taak = 'zorg'"}),
    _dataset("kosten", "Kosten", [_TIME, TASK | {"total": "totaal"}, _measure("kosten", "kosten")],
             row_filter={"manager": "taak <> 'recherche'", "*": "TRUE"}),
    _dataset("salarissen", "Salarissen", [_TIME, _measure("loonsom", "loonsom")], access=["controller"]),
]  # fmt: skip
ROWS = {
    "begroting": [(2024, "zorg", 100), (2024, "groen", 40), (2024, "recherche", 7)],
    "kosten": [(2024, "zorg", 90), (2024, "groen", 30), (2024, "recherche", 6), (2024, "totaal", 126)],
    "salarissen": [(2024, 55)],
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("access")
    (folder / "datasets").mkdir()
    (folder / "data").mkdir()
    (folder / "catalog.yaml").write_text(yaml.safe_dump({"name": "toegang", "language": "nl"}), "utf-8")
    for dataset in DATASETS:
        name = dataset["name"]
        (folder / "datasets" / f"{name}.yaml").write_text(yaml.safe_dump(dataset, sort_keys=False), "utf-8")
        with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([field["name"] for field in dataset["fields"]])
            writer.writerows(ROWS[name])
    with Assistant.open(Settings(catalog=folder, home=tmp_path_factory.mktemp("access-home"))) as opened:
        yield opened


def test_a_part_of_the_rows_is_said(assistant: Assistant) -> None:
    told = assistant.ask("Hoeveel lasten in 2024?", role="manager").to_json()
    assert told["rows"] == [[140]]
    assert {"begroting.row_filter": "blocking"}.items() <= {
        one["id"]: one["severity"] for one in told["caveats"]
    }.items()


def test_who_sees_all_rows_is_told_nothing_of_parts(assistant: Assistant) -> None:
    told = assistant.ask("Hoeveel lasten in 2024?", role="controller").to_json()
    assert told["rows"] == [[147]]
    assert "begroting.row_filter" not in {one["id"] for one in told["caveats"]}


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Hoeveel lasten in 2024?", "stagiair"),
        ("Hoeveel kosten in 2024?", "manager"),
        ("Hoeveel loonsom in 2024?", "manager"),
    ],
    ids=["a role that is not named sees no rows", "a stored total over rows not seen", "a closed dataset"],
)
def test_what_may_not_be_seen_is_refused(assistant: Assistant, question: str, role: str) -> None:
    told = assistant.ask(question, role=role).to_json()
    assert (told["outcome"], told["refusal"]["reason"]) == ("refuse", "not_permitted")
    assert not any(figure in told["refusal"]["text"] for figure in ("147", "126", "55"))


def test_a_stored_total_is_there_for_who_sees_all_rows(assistant: Assistant) -> None:
    assert assistant.ask("Hoeveel kosten in 2024?", role="controller").to_json()["rows"] == [[126]]


@pytest.mark.parametrize("question", ["Lasten per taak in 2024", "Kosten per taak in 2024"])
def test_a_split_shows_no_member_of_rows_not_seen(assistant: Assistant, question: str) -> None:
    told = assistant.ask(question, role="manager").to_json()
    assert [row[0] for row in told["rows"]] == ["groen", "zorg"]
    assert "recherche" not in str(told)


def test_a_pasted_query_sees_the_same_rows(assistant: Assistant) -> None:
    told = assistant.query("SELECT SUM(lasten) AS n FROM begroting WHERE jaar = 2024", role="manager").to_json()
    assert told["rows"] == [[140]]
    assert "row_filter" in {issue["rule"] for issue in told["issues"]}


def test_a_refusal_or_question_back_names_nothing_closed(assistant: Assistant) -> None:
    for question in ("Hoeveel loonsommetjes in 2024?", "Hoeveel loon in 2024?"):
        told = assistant.ask(question, role="manager").to_json()
        assert told["outcome"] != "answer"
        assert "loonsom" not in str(told["refusal"] and told["refusal"]["nearest"])
        assert not told["clarification"] or "55" not in str(told["clarification"])


def test_who_logs_in_acts_in_a_role_of_their_own(assistant: Assistant) -> None:
    users = assistant._records.users
    users.set_roles("carla", ["controller", "manager"])
    assert assistant.ask("Hoeveel lasten in 2024?", user="carla", role="auditor").to_json()["rows"] == [[147]]
    assert assistant.ask("Hoeveel lasten in 2024?", user="carla", role="manager").to_json()["rows"] == [[140]]
    assert assistant.ask("Hoeveel lasten in 2024?", user="nobody", role="controller").to_json()["rows"] == [[140]]
