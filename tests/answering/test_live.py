"""A program that runs on takes in a changed catalogue whole, or goes on with the old one and says why."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.live import LiveAssistant
from assistant.settings import Settings

DATASET = """\
name: bomen
title: {nl: Bomen, en: Trees}
source: bomen.csv
primary_key: [wijk, jaar]
fields:
  - {name: wijk, role: key, datatype: String, label: {nl: wijk, en: district}}
  - {name: jaar, role: time, grain: year, datatype: Integer, label: {nl: jaar, en: year}}
  - {name: aantal, role: measure, datatype: Integer, aggregation: sum, over_time: last,
     label: {nl: aantal bomen, en: number of trees}, synonyms: {nl: [bomen], en: [trees]}, unit: {nl: bomen, en: trees}}
"""
QUESTION = "Hoeveel bomen waren er in 2024?"


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    root = tmp_path / "catalog"
    (root / "datasets").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "catalog.yaml").write_text("name: bomen\nlanguage: nl\n")
    (root / "datasets" / "bomen.yaml").write_text(DATASET)
    write(root, 10)
    return root


@pytest.fixture
def live(catalog: Path, home: Path) -> Iterator[LiveAssistant]:
    assistant = LiveAssistant(Settings(catalog=catalog, home=home))
    yield assistant
    assistant.close()


def write(root: Path, trees: int) -> None:
    (root / "data" / "bomen.csv").write_text(f"wijk,jaar,aantal\nNoord,2024,{trees}\nZuid,2024,5\n")


def trees(live: LiveAssistant) -> object:
    with live.using() as assistant:
        answer = assistant.ask(QUESTION)
    return answer.rows[0][0] if answer.rows else answer.outcome


def test_new_data_are_answered_from(live: LiveAssistant, catalog: Path) -> None:
    assert trees(live) == 15
    write(catalog, 1000)
    live.refresh()
    assert trees(live) == 1005
    assert live.trouble is None


def test_a_broken_file_leaves_the_old_answers_and_says_what_is_wrong(live: LiveAssistant, catalog: Path) -> None:
    (catalog / "data" / "bomen.csv").write_text("wijk,jaar,aantal\nNoord,2024,tien\n")
    live.refresh()
    assert trees(live) == 15
    assert live.trouble is not None
    assert "bomen.csv:2" in live.trouble
    write(catalog, 20)
    live.refresh()
    assert trees(live) == 25
    assert live.trouble is None


def test_broken_documentation_leaves_the_old_answers(live: LiveAssistant, catalog: Path) -> None:
    (catalog / "datasets" / "bomen.yaml").write_text(DATASET.replace("aggregation: sum", "aggregation: som"))
    live.refresh()
    assert trees(live) == 15
    assert "datasets/bomen.yaml" in (live.trouble or "")
    with live.using() as assistant:
        assert assistant.trouble == live.trouble
    (catalog / "datasets" / "bomen.yaml").write_text(DATASET)
    live.refresh()
    with live.using() as assistant:
        assert assistant.trouble is None


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("opnieuw + 1", "refers back to itself"),
        ("SUM(aantal) + read_text('/etc/hostname')", "read_text"),
        ("(SELECT SUM(aantal) FROM bomen)", "expression"),
        ("SUM(aantal); DROP TABLE bomen", "expression"),
    ],
)
def test_an_expression_that_is_unsafe_or_goes_round_leaves_the_old_answers(
    live: LiveAssistant, catalog: Path, caplog: pytest.LogCaptureFixture, expression: str, said: str
) -> None:
    more = f'metrics:\n  - {{name: opnieuw, label: opnieuw, unit: bomen, expression: "{expression}"}}\n'
    (catalog / "datasets" / "bomen.yaml").write_text(DATASET + more)
    live.refresh()
    assert trees(live) == 15
    assert "datasets/bomen.yaml" in (live.trouble or "")
    assert said in (live.trouble or "")
    assert "the old one goes on answering" in caplog.text


def test_a_full_disk_leaves_the_old_answers(
    live: LiveAssistant, catalog: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    write(catalog, 1000)
    with monkeypatch.context() as broken:
        broken.setattr("assistant.engines.build.os.replace", full)
        live.refresh()
        assert trees(live) == 15
        assert "is the disk full" in (live.trouble or "")
        assert "No space left on device" in caplog.text
    write(catalog, 1001)
    live.refresh()
    assert trees(live) == 1006


def test_a_worker_that_dies_costs_one_answer_which_says_so(
    live: LiveAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    assert trees(live) == 15
    with live.using() as assistant:
        for worker, _ in assistant.engine._pool._idle:  # type: ignore[attr-defined]
            worker._process.kill()
        told = assistant.ask(QUESTION)
    assert (told.outcome, told.rows) == ("error", None)
    assert told.error
    assert not [word for word in ("Traceback", "Error", "duckdb", "worker") if word in told.error]
    assert "a worker was gone" in caplog.text
    assert trees(live) == 15


def test_an_answer_under_way_is_finished_by_the_assistant_that_began_it(live: LiveAssistant, catalog: Path) -> None:
    with live.using() as before:
        write(catalog, 7)
        live.refresh()
        with live.using() as after:
            assert after is not before
        assert before.ask(QUESTION).rows == ((15,),)


def test_a_conversation_goes_on_over_new_data_and_not_over_new_documentation(
    live: LiveAssistant, catalog: Path
) -> None:
    def ask(assistant: Assistant, question: str) -> str:
        return assistant.ask(question, conversation="c").outcome

    with live.using() as assistant:
        assert ask(assistant, QUESTION) == "answer"
    write(catalog, 12)
    live.refresh()
    with live.using() as assistant:
        assert ask(assistant, "En per wijk?") == "answer"
    (catalog / "datasets" / "bomen.yaml").write_text(DATASET.replace("Trees", "Town trees"))
    live.refresh()
    with live.using() as assistant:
        assert ask(assistant, "En per wijk?") != "answer"


def test_nothing_changed_is_nothing_opened(live: LiveAssistant) -> None:
    with live.using() as before:
        pass
    live.refresh()
    with live.using() as after:
        assert after is before
