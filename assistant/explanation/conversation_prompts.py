"""Three to five questions to talk about, fitting the plan and its rows; templates: ``prompts/conversation.md``."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import InternalError
from assistant.explanation import names
from assistant.explanation.interpretation import text as reading
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.shown import Shown
from assistant.explanation.words import fill, sentence_case
from assistant.plan import Change, CountMembers, Per, Rank, Ratio, Share

_VARIABLES = frozenset({"label", "inside", "period", "members", "member", "related"})
_MOST = 4


@dataclass(frozen=True)
class Templates:
    """The questions per form, each in two languages."""

    version: int
    forms: dict[str, tuple[dict[str, str], ...]]


def conversation_prompts(shown: Shown) -> tuple[str, ...]:
    """Return the questions for this answer: those of its form first, always the same for the same."""
    frame = Frame(shown, shown.metrics[0] if shown.metrics else 0)
    values = _values(frame)
    turn = zlib.crc32(reading(shown.plan, shown.catalog).encode())
    chosen: list[str] = []
    for form, most in (*((form, 2) for form in _forms(shown)), ("general", _MOST)):
        usable = [item for item in templates().forms[form] if _fits(item[shown.language], values)]
        for step in range(min(most, len(usable))):
            item = usable[(turn + step) % len(usable)]
            chosen.append(sentence_case(fill(item[shown.language], values)))
    return tuple(dict.fromkeys(chosen))[:_MOST]


def _fits(template: str, values: dict[str, str]) -> bool:
    """Whether the answer has what the question names; only a place and period may be left out."""
    return all(values[name] for name in re.findall(r"{(\w+)}", template) if name not in ("inside", "period"))


def _forms(shown: Shown) -> list[str]:
    plan, found = shown.plan, []
    if isinstance(plan.calculation, Share | Per | Ratio):
        found.append("ratio")
    if shown.time is not None or isinstance(plan.calculation, Change):
        found.append("time")
    if isinstance(plan.calculation, Rank | CountMembers) or plan.limit is not None or plan.conditions:
        found.append("ranking")
    elif shown.dimensions:
        found.append("comparison")
    return found or ["value"]


def _values(frame: Frame) -> dict[str, str]:
    shown, metric = frame.shown, frame.shown.catalog.metric(frame.metric)
    related = [
        names.metric_label(shown.catalog, ref, shown.language)
        for name in metric.related
        if (ref := type(frame.metric).parse(name)) in shown.catalog.metric_refs
    ]
    return {
        "label": frame.label,
        "inside": frame.inside,
        "period": frame.when,
        "members": frame.members(2),
        "member": frame.row_label(0) if shown.dimensions and shown.rows else "",
        "related": related[0] if related else "",
    }


@lru_cache(maxsize=1)
def templates() -> Templates:
    """Read the templates; an unknown variable or a missing language is our own fault, said at once."""
    _, head, body = _path().read_text(encoding="utf-8").split("---\n", 2)
    about: dict[str, Any] = yaml.safe_load(head)
    if set(about["variables"]) != _VARIABLES:
        raise InternalError("prompts/conversation.md declares other variables than its caller fills")
    forms: dict[str, tuple[dict[str, str], ...]] = {}
    for name, block in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", body, re.MULTILINE | re.DOTALL):
        forms[name] = tuple(yaml.safe_load(block))
        for item in forms[name]:
            used = {found for text in item.values() for found in re.findall(r"{(\w+)}", text)}
            if set(item) != {"nl", "en"} or not used <= _VARIABLES:
                raise InternalError(f"prompts/conversation.md has a question that cannot be filled: {item}")
    return Templates(about["version"], forms)


def _path() -> Path:
    """Return the file: in the wheel beside the code, in a checkout beside the package."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "resources" / "prompts" / "conversation.md"
    return packaged if packaged.is_file() else package.parent / "prompts" / "conversation.md"
