"""What a language model is worth here, measured on evaluation cases beside the grammar alone.

A setting can ask for a card before a model may help; then one that answers wrongly too often is never switched on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answering.words import say
from assistant.catalog.text import Language
from assistant.errors import OperatorError
from assistant.explanation import numbers
from assistant.explanation.periods import day
from assistant.settings import Settings


class Measured(BaseModel):
    """The figures of one run over the cases. ``right`` and ``wrong`` are parts of all cases; ``wrong``: confidently."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    right: float
    wrong: float
    rs: dict[str, float]
    clarify_precision: float | None
    clarify_recall: float | None
    p50_ms: float
    p95_ms: float


class Calls(BaseModel):
    """What the model was asked: calls, tokens in and out, how calls failed, what it cost where a price was given."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    made: int
    told: int
    heard: int
    failed: dict[str, int]
    euros: float | None = None


@dataclass(frozen=True, slots=True)
class CardSaid:
    """A card in the reader's words; each row is what was measured, without the model and with it."""

    title: str
    measured: str
    heads: tuple[str, str]
    rows: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]


class ModelCard(BaseModel):
    """One model on one set of cases; ``better`` and ``worse`` are the cases that it mends and spoils."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    model: str
    prompts: dict[str, int]
    measured_on: dt.date
    cases: int
    grammar: Measured
    with_model: Measured
    calls: Calls
    better: tuple[str, ...]
    worse: tuple[str, ...]

    def keep(self, settings: Settings) -> Path:
        """Write the card where :func:`card_of` finds it, and return where."""
        path = _path(settings, self.model)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.model_dump_json(indent=1), encoding="utf-8")
        return path

    def said(self, language: Language) -> CardSaid:
        """Return the card in words, for a page."""
        told, heard = (numbers.figure(count, language) for count in (self.calls.told, self.calls.heard))
        notes = [say("card_calls", language, made=self.calls.made, told=told, heard=heard)]
        if self.calls.euros is not None:
            notes.append(say("card_cost", language, euros=numbers.figure(self.calls.euros, language, "€", 2)))
        if self.calls.failed:
            failed = ", ".join(f"{name} {count}" for name, count in sorted(self.calls.failed.items()))
            notes.append(say("card_failed", language, failed=failed))
        return CardSaid(
            say("card_title", language, model=self.model),
            say("card_measured", language, date=day(self.measured_on, language), cases=self.cases),
            (say("card_grammar", language), say("card_with", language)),
            tuple(self._rows(language)),
            tuple(notes),
        )

    def _rows(self, language: Language) -> Iterator[tuple[str, str, str]]:
        """Yield each figure: what it is, without the model, with it."""

        def percent(part: float | None) -> str:
            return "–" if part is None else numbers.figure(part * 100, language, "%")

        both = (self.grammar, self.with_model)
        for key, one in (("right", "right"), ("wrong", "wrong"), ("clarify", "clarify_precision")):
            yield say(f"card_{key}", language), *(percent(getattr(part, one)) for part in both)  # type: ignore[misc]
        for penalty in self.grammar.rs:
            worth = (numbers.figure(part.rs[penalty], language, None, 1) for part in both)
            yield f"RS({penalty})", *worth  # type: ignore[misc]
        for key in ("p50", "p95"):
            took = (numbers.figure(getattr(part, f"{key}_ms"), language, "ms", 0) for part in both)
            yield say(f"card_{key}", language), *took  # type: ignore[misc]

    def told(self, language: Language) -> str:
        """Return the card as Markdown, with the names of the cases that the model mends and spoils."""
        said = self.said(language)
        lines = [
            f"# {said.title}",
            "",
            said.measured,
            "",
            f"| | {said.heads[0]} | {said.heads[1]} |",
            "|---|---|---|",
            *(f"| {key} | {one} | {other} |" for key, one, other in said.rows),
            "",
            *said.notes,
        ]
        for key, names in (("card_better", self.better), ("card_worse", self.worse)):
            if names:
                lines.append(say(key, language, cases=", ".join(names)))
        return "\n".join(lines) + "\n"


def card_of(settings: Settings, model: str) -> ModelCard | None:
    """Return the card of a model; None when it was never measured here, or by a version that measured otherwise."""
    try:
        return ModelCard.model_validate_json(_path(settings, model).read_text("utf-8"))
    except (FileNotFoundError, ValidationError):
        return None


def allowed(settings: Settings) -> None:
    """Raise :class:`OperatorError` when the model of the settings may not help, by the bar that they set."""
    model = settings.model
    if model is None or model.most_wrong is None:
        return
    card = card_of(settings, model.name)
    hint = f"measure it with: duiding eval FILES --model {model.name}"
    if card is None:
        raise OperatorError(
            f"the language model {model.name!r} was not measured here, and DUIDING_MODEL_BAR asks so", hint=hint
        )
    if card.with_model.wrong > model.most_wrong:
        raise OperatorError(
            f"the language model {model.name!r} answers {card.with_model.wrong:.1%} of the cases wrongly;"
            f" DUIDING_MODEL_BAR allows {model.most_wrong:.1%}",
            hint="choose another model, or unset DUIDING_MODEL",
        )
    hardest = max(card.grammar.rs, key=int)
    if card.with_model.rs[hardest] < card.grammar.rs[hardest]:
        raise OperatorError(
            f"with the language model {model.name!r} answers are worth less than without it"
            f" (RS({hardest}) {card.with_model.rs[hardest]} against {card.grammar.rs[hardest]})",
            hint="choose another model, or unset DUIDING_MODEL",
        )


def _path(settings: Settings, model: str) -> Path:
    return settings.home / "models" / f"{re.sub(r'[^0-9A-Za-z.-]+', '-', model)}.json"
