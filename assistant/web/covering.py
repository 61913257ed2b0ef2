"""Draws which periods and members of a dataset have figures, with the same in words and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from assistant.answering.coverage import Coverage, Line
from assistant.catalog.text import Language
from assistant.explanation.periods import plain
from assistant.web.rendering import page_words

_LEFT, _WIDTH, _ROW, _TOP, _GAP = 190, 760, 20, 26, 2
#: Letters of a label that fit beside the drawing, and how many periods are written above it.
_LETTERS, _WRITTEN = 26, 8
#: So many lines are told in words; the table has all of them.
_TOLD = 8


def covered(found: Coverage | None, language: Language) -> dict[str, Any] | None:
    """Return what the page of a dataset shows of its coverage: a drawing, sentences, and the rows of a table."""
    if found is None or not found.lines:
        return None
    names = [plain(one, language) for one in found.periods]
    return {
        "about": found.about,
        "svg": _svg(found, names),
        "told": list(_told(found, names, language)),
        "periods": names,
        "lines": [(line.label, [_cell(line, at, language) for at in range(len(names))]) for line in found.lines],
    }


def _cell(line: Line, at: int, language: Language) -> str:
    say = page_words(language).say
    if line.of == 1:
        return say("catalogue.covered.yes" if line.having[at] else "catalogue.covered.no")
    return say("catalogue.covered.some", number=line.having[at], total=line.of)


def _told(found: Coverage, names: list[str], language: Language) -> Iterator[str]:
    say = page_words(language).say
    nobody = [not any(line.having[at] for line in found.lines) for at in range(len(names))]
    if any(nobody):
        empty = Line("", tuple(int(not one) for one in nobody), 1)
        yield say("catalogue.covered.nobody", periods=", ".join(_spans(empty, names, language)))
    found = _without(found, nobody)
    names = [name for name, gone in zip(names, nobody, strict=True) if not gone]
    lacking = [line for line in found.lines if line.of == 1 and not all(line.having)]
    for line in found.lines:
        if line.of > 1:
            low, high = min(line.having), max(line.having)
            key = "catalogue.covered.level" if low == high else "catalogue.covered.level_between"
            yield say(key, level=line.label, low=low, high=high, total=line.of)
    single = sum(line.of == 1 for line in found.lines)
    if single == len(found.lines):
        yield say("catalogue.covered.whole", number=single - len(lacking), total=single)
    for line in lacking[:_TOLD]:
        yield say("catalogue.covered.lacking", label=line.label, periods=", ".join(_spans(line, names, language)))
    if len(lacking) > _TOLD:
        yield say("catalogue.covered.more", number=len(lacking) - _TOLD)


def _without(found: Coverage, nobody: list[bool]) -> Coverage:
    """Return what there is without the periods that no line has: they are told once."""
    keep = [at for at, gone in enumerate(nobody) if not gone]
    lines = tuple(replace(line, having=tuple(line.having[at] for at in keep)) for line in found.lines)
    return replace(found, periods=tuple(found.periods[at] for at in keep), lines=lines)


def _spans(line: Line, names: list[str], language: Language) -> Iterator[str]:
    """Return the stretches in which a line has nothing."""
    first: int | None = None
    for at in range(len(names) + 1):
        gone = at < len(names) and not line.having[at]
        if gone and first is None:
            first = at
        elif not gone and first is not None:
            last = names[at - 1]
            both = page_words(language).say("catalogue.span", first=names[first], last=last)
            yield names[first] if names[first] == last else both
            first = None


def _svg(found: Coverage, names: list[str]) -> str:
    """Return a grid: a full square has figures, an empty one has none, one filled from below has some."""
    step = (_WIDTH - _LEFT) / len(names)
    height = _TOP + _ROW * len(found.lines) + 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        'font-family="sans-serif" font-size="12">'
    ]
    every = -(-len(names) // _WRITTEN)
    for at in range(0, len(names), every):
        parts.append(f'<text x="{_LEFT + at * step:.1f}" y="14">{escape(names[at])}</text>')
    for row, line in enumerate(found.lines):
        y = _TOP + row * _ROW
        label = line.label if len(line.label) <= _LETTERS else f"{line.label[: _LETTERS - 1]}…"
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(label)}</text>')
        for at, having in enumerate(line.having):
            x, wide, tall = _LEFT + at * step, max(step - _GAP, 1), _ROW - 2 * _GAP
            parts.append(f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{tall}" fill="#fff" stroke="#767676"/>')
            if having:
                part = tall * having / line.of
                top = y + tall - part
                parts.append(f'<rect x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{part:.1f}" fill="#01689b"/>')
    return "".join((*parts, "</svg>"))
