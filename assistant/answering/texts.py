"""The texts of an answer, each checked against its cells before it is shown; what fails gives way to a plain text."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.catalog.vocabulary import Grain
from assistant.explanation import periods
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.own.rounded import rounding_step
from assistant.explanation.caveats.own.small_numbers import FEW
from assistant.explanation.conversation_prompts import conversation_prompts
from assistant.explanation.conversation_tags import tags_of, values_of
from assistant.explanation.grounding import Grounds, Ungrounded, check, grounds_of, with_figures
from assistant.explanation.interpretation import text as reading
from assistant.explanation.plain_text import plain_text
from assistant.explanation.sentence import say
from assistant.explanation.shown import Shown
from assistant.explanation.words import words

_log = logging.getLogger(__name__)
_MOST_PERIODS = 400


@dataclass(frozen=True, slots=True)
class Texts:
    """What is shown in words; ``grounds`` are what the sentence may say."""

    sentence: str
    grounds: Grounds
    caveats: tuple[CaveatShown, ...]
    prompts: tuple[str, ...]


def texts(shown: Shown, caveats: Sequence[CaveatShown]) -> Texts:
    """Return the sentence, caveats and prompts: everything in them comes from the cells, the plan or the catalogue."""
    said = say(shown)
    grounds = grounds_of(shown, said.declared, _known(shown))
    text = said.text
    if wrong := check(text, grounds):
        _report("sentence", text, wrong)
        text = plain_text(shown)
    title = reading(shown.plan, shown.catalog)
    if wrong := check(title, grounds):
        # Title and reading are the plan itself in words: there is nothing plainer to put in their place.
        _report("title", title, wrong)
    return Texts(text, grounds, tuple(_caveats(shown, caveats, grounds)), tuple(_prompts(shown, caveats, grounds)))


def _prompts(shown: Shown, caveats: Sequence[CaveatShown], grounds: Grounds) -> Iterator[str]:
    moved = {"rise": "up", "fall": "down"}
    ways = {moved[tag] for tag in tags_of(shown, caveats) if tag in moved}
    whole = replace(grounds, directions=grounds.directions | ways)
    for prompt in conversation_prompts(shown, caveats):
        if wrong := check(prompt, whole):
            _report("prompt", prompt, wrong)
        else:
            yield prompt


def _caveats(shown: Shown, caveats: Sequence[CaveatShown], grounds: Grounds) -> Iterator[CaveatShown]:
    """Yield the caveats; those of the catalogue are its own words, ours must be grounded. None is ever dropped."""
    wider: Grounds | None = None
    for one in caveats:
        if one.kind != "computed" or not any(map(str.isdigit, one.text)):
            yield one
            continue
        wider = wider or _with_ours(shown, grounds)
        if wrong := check(one.text, wider):
            _report(one.id, one.text, wrong)
            yield replace(one, text=words(shown.language).say("plain.caveat"))
        else:
            yield one


def _with_ours(shown: Shown, grounds: Grounds) -> Grounds:
    """Return the grounds with what our own caveats rest on: documented reasons, asked periods, our thresholds."""
    plan, catalog, language = shown.plan, shown.catalog, shown.language
    asked: list[str] = [periods.plain(plan.period.end.within(Grain.YEAR), language)] if plan.period else []
    if plan.per is not None and plan.period is not None:
        period, last = plan.period.start.within(plan.per), plan.period.end.within(plan.per)
        while period <= last and len(asked) < _MOST_PERIODS:
            asked.append(periods.plain(period, language))
            period = period.shift(1)
    reasons = [
        reason.say(language)
        for dataset in catalog.datasets
        for field in dataset.fields
        for reason in field.missing.values()
    ]
    steps = [step for ref in plan.metrics if (step := rounding_step(catalog, ref))]
    counts = [FEW, *steps, *range(1, len(asked) + 1)]
    named = replace(grounds, names=grounds.names | {*reasons}, periods=grounds.periods | {*asked})
    return with_figures(named, map(Decimal, counts))


def _known(shown: Shown) -> list[str]:
    """Return what the questions to talk about may name besides: related metrics, groups, who keeps the data."""
    return [value for name, value in values_of(shown).items() if name in ("related", "group", "finer", "per", "owner")]


def _report(what: str, text: str, wrong: Sequence[Ungrounded]) -> None:
    causes = "; ".join(f"{one.text!r}: {one.why}" for one in wrong)
    _log.error("a text was not grounded (%s): %s | %s", what, causes, text)
