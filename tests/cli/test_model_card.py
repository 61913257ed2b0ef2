"""``duiding eval --model``: what a language model is worth here, and a bar that keeps a worse one out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.model_card import allowed, card_of
from assistant.cli import main
from assistant.errors import OperatorError
from assistant.settings import ModelSettings, Settings
from tests.planning.model import server
from tests.planning.model.conftest import EMPTY
from tests.planning.model.test_translator import SLANG

NAME = "openai:eigen"
GOOD = json.dumps(EMPTY | SLANG["reply"])
CASES = f"""
as_of: 2026-01-31
cases:
  - {{id: known, question: "Hoeveel inwoners had Voorbeeldstad in 2024?", expect: {{metrics: [bevolking.inwoners]}}}}
  - {{id: slang, question: "{SLANG["question"]}", expect: {{metrics: [bijstand.uitkeringen]}}}}
  - {{id: nothing, question: "Hoeveel vuilniszakken staan er op straat?", expect: {{outcome: refuse}}}}
"""


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.yaml"
    path.write_text(CASES, encoding="utf-8")
    return path


def measure(wire: server.Wire, cases: Path, catalog: Path, patch: pytest.MonkeyPatch, *more: str) -> int:
    patch.setenv("DUIDING_MODEL_URL", wire.address)
    patch.setenv("DUIDING_MODEL_KEY", "sleutel")
    patch.setenv("DUIDING_MODEL", NAME)
    return main(["eval", str(cases), "--catalog", str(catalog), "--model", NAME, *more])


def settings(bar: float | None) -> Settings:
    return Settings(model=ModelSettings(NAME, most_wrong=bar))


def test_a_card_sets_the_model_beside_the_grammar(
    cases: Path, demo_catalog_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with server.serving(server.says(GOOD)) as wire:
        assert measure(wire, cases, demo_catalog_dir, monkeypatch, "--json", "--price", "1", "10") == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["better"] == ["slang"]
    assert told["worse"] == []
    assert (told["grammar"]["right"], told["with_model"]["right"]) == (0.6667, 1.0)
    assert told["with_model"]["wrong"] == 0.0
    # Asked twice: of the known question never, and of the rubbish bags the reply quotes what was not said.
    assert told["calls"]["made"] == 2
    assert told["calls"]["failed"] == {"malformed": 1}
    assert told["calls"]["euros"] == pytest.approx((1800 * 1 + 120 * 10) / 1e6, rel=0.6)
    monkeypatch.delenv("DUIDING_MODEL")
    card = card_of(settings(None), NAME)
    assert card is not None
    assert "| goed | 66,7 % | 100,0 % |" in card.told("nl")
    assert "Right with the model only: slang." in card.told("en")
    allowed(settings(0.0))


def test_a_model_that_answers_wrongly_is_not_switched_on(
    cases: Path, demo_catalog_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    glosses = [{"words": word, "means": "meldingen.meldingen"} for word in ("vuilniszakken", "straat")]
    bad = json.dumps(EMPTY | {"metrics": ["meldingen.meldingen"], "glosses": glosses})
    with server.serving(server.says(bad)) as wire:
        assert measure(wire, cases, demo_catalog_dir, monkeypatch) == 0
    monkeypatch.setenv("DUIDING_MODEL_BAR", "0.005")
    assert main(["ask", "Hoeveel inwoners?", "--catalog", str(demo_catalog_dir)]) != 0
    with pytest.raises(OperatorError, match="wrongly"):
        allowed(Settings())
    monkeypatch.delenv("DUIDING_MODEL_BAR")
    allowed(Settings())


def test_a_model_that_was_never_measured_is_not_switched_on_where_a_bar_is_set() -> None:
    with pytest.raises(OperatorError, match="not measured here") as raised:
        allowed(settings(0.01))
    assert NAME in str(raised.value.hint)
    allowed(settings(None))
