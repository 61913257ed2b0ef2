"""How to start mending a gap: commands that make its word known, for what comes nearest to it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Text
from assistant.workbench.gaps.gap import Gap, GapKind

#: Members that are alike for less than this share of their letters are others.
_ALIKE = 85
_MOST_MEMBERS, _MOST_METRICS = 2, 3
_MENDABLE = frozenset({GapKind.WORD, GapKind.MEMBER})
#: A dimension with more members than this is a register: its names come from the data and are not documented by hand.
_MOST_OF_A_FIELD = 5_000

#: Returns the metrics (``dataset.metric``) whose documentation comes nearest to some words.
Nearest = Callable[[str], Sequence[str]]


def start(gap: Gap, catalog: Catalog, profile: DataProfile, nearest: Nearest, folder: Path | None) -> tuple[str, ...]:
    """Return commands, the likeliest first, that a maintainer may choose from; none when nothing comes near.

    A period or level that is not there takes data and not words. ``folder`` is where the catalogue lies, None for the
    one that needs no naming.
    """
    if gap.kind not in _MENDABLE:
        return ()
    place = ["--catalog", str(folder)] if folder else []
    language = [] if gap.language == catalog.language else ["--lang", gap.language]
    targets = list(_members(gap, catalog, profile))[:_MOST_MEMBERS]
    # A word beside a figure that was understood is no other name of a figure.
    metrics = list(nearest(gap.text))[:_MOST_METRICS] if gap.kind is GapKind.WORD and not gap.about else []
    commands = [["duiding", "catalog", "word", gap.text, one, *language, *place] for one in (*targets, *metrics)]
    if len(metrics) > 1:
        commands.append(["duiding", "catalog", "concept", gap.text, *metrics, *language, *place])
    return tuple(shlex.join(one) for one in commands)


def _members(gap: Gap, catalog: Catalog, profile: DataProfile) -> Iterator[str]:
    """Yield the members that look like the word, best first: of the dataset it was asked of, where that is known."""
    wanted = {name.partition(".")[0] for name in gap.about[:1]}
    scored = [
        (fuzz.WRatio(gap.text.casefold(), name.casefold()), f"{ref}={value}")
        for ref, value, name in _named(catalog, profile)
        if not wanted or ref.dataset in wanted or gap.kind is GapKind.MEMBER
    ]
    best: dict[str, float] = {}
    for score, target in scored:
        best[target] = max(score, best.get(target, 0.0))
    yield from (target for target in sorted(best, key=lambda one: (-best[one], one)) if best[target] >= _ALIKE)


def _named(catalog: Catalog, profile: DataProfile) -> Iterator[tuple[FieldRef, str, str]]:
    """Yield each member with each of its names, documented or from the data."""
    for dataset in catalog.datasets:
        for field in dataset.fields:
            ref = FieldRef(dataset.name, field.name)
            for one in field.members:
                names = [*_texts(one.label), *one.synonyms.all()]
                yield from ((ref, one.value, name) for name in names)
            found = profile.field(ref)
            if found is not None and len(found.members) <= _MOST_OF_A_FIELD:
                yield from ((ref, one.value, one.label or one.value) for one in found.members)


def _texts(text: Text | None) -> list[str]:
    return [one for one in (text.nl, text.en) if one] if text else []
