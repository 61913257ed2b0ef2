"""A language model measured: the cases with it and without it, and what it was asked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.evaluating.judge import Judged
from assistant.answering.model_card import Calls, Measured, ModelCard
from assistant.cli.evaluation.figures import figures_of
from assistant.records import KeptCall
from assistant.settings import ModelSettings, Settings

_MILLION = 1_000_000


def measured_settings(settings: Settings, name: str) -> Settings:
    """Return the settings with the model to measure: no bar, and no limit on the tokens of a day."""
    model = settings.model or ModelSettings(name)
    whole = replace(model, name=name, most_wrong=None, person_tokens=2**62, day_tokens=2**62)
    return replace(settings, model=whole)


def card(
    name: str,
    without: Sequence[Judged],
    along: Sequence[Judged],
    calls: Sequence[KeptCall],
    price: tuple[float, float] | None,
) -> ModelCard:
    """Return the card of a model; ``price`` is in euros for a million tokens there and back."""
    told, heard = sum(one.told for one in calls), sum(one.heard for one in calls)
    euros = None if price is None else (told * price[0] + heard * price[1]) / _MILLION
    failed = Counter(one.outcome for one in calls if one.outcome != "proposal")
    before = {one.case.id for one in without if one.right}
    after = {one.case.id for one in along if one.right}
    return ModelCard(
        model=name,
        prompts={one.prompt: one.version for one in calls},
        measured_on=dt.date.today(),
        cases=len(along),
        grammar=_measured(without),
        with_model=_measured(along),
        calls=Calls(made=len(calls), told=told, heard=heard, failed=dict(failed), euros=euros),
        better=_in_order(along, after - before),
        worse=_in_order(along, before - after),
    )


def _in_order(judged: Iterable[Judged], names: set[str]) -> tuple[str, ...]:
    return tuple(one.case.id for one in judged if one.case.id in names)


def _measured(judged: Sequence[Judged]) -> Measured:
    found = figures_of(judged)
    return Measured(
        right=found.right,
        wrong=found.confidently_wrong_part,
        rs=found.rs,
        clarify_precision=found.clarify_precision,
        clarify_recall=found.clarify_recall,
        p50_ms=found.p50_ms,
        p95_ms=found.p95_ms,
    )
