"""A sheet as plain values: what stands on it, in the reader's language and notation, before any form is chosen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from assistant.catalog.text import Language
from assistant.explanation.shown import Json


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its label, its unit, and whether it holds figures."""

    label: str
    unit: str
    figure: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell twice: as people read it, and as a program can reckon with it (None when missing or withheld)."""

    text: str
    value: Json


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure or a dimension means, in the words of the catalogue."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """An interpretation by a participant: an opinion. ``changed``: it read otherwise before."""

    text: str
    author: str
    written: dt.date
    changed: bool = False


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """What will be done, by whom, what should move, by when, and how that stands now."""

    what: str
    who: str
    aim: str
    due: dt.date
    now: str = ""


@dataclass(frozen=True, slots=True)
class BesideLine:
    """What the figure is set beside, or what its change consists of, each in one sentence."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that stands on one sheet. ``chart_svg`` is the drawing itself; ``link`` is the answer's address."""

    language: Language
    question: str
    headline: str
    reading: str
    asked: dt.date
    assumptions: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    head: tuple[Head, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    more_rows: bool = False
    chart_svg: str | None = None
    chart_png: bytes | None = field(default=None, repr=False)
    chart_alt: str = ""
    beside: tuple[BesideLine, ...] = ()
    beside_note: str = ""
    definitions: tuple[Definition, ...] = ()
    sources: tuple[str, ...] = ()
    blocking: tuple[str, ...] = ()
    important: tuple[str, ...] = ()
    notes_to_figures: tuple[str, ...] = ()
    cannot_tell: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    agreements: tuple[AgreementLine, ...] = ()
    sql: str = ""
    review: str = ""
    link: str = ""
    fictional: bool = False
