"""Ties the words of a question to what the catalogue documents: every candidate, with its evidence."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.language import Analysis
from assistant.linking.index import PhraseIndex
from assistant.linking.partial import partial_phrases
from assistant.linking.targets import DatasetTarget, Evidence, FieldTarget, Link, MetricTarget, Target
from assistant.linking.whole import occupied, whole_phrases


def link(analysis: Analysis, index: PhraseIndex) -> tuple[Link, ...]:
    """Return all links of a question: whole phrases first, then part phrases for what is left."""
    whole = [found for found in whole_phrases(analysis, index) if not _of_a_period(found, analysis)]
    whole = [found for found in whole if not _holds_a_figure(found, whole)]
    # A column of another table may have this very name: "naar soort" may still be part of "soort afval".
    firm = [found for found in whole if not isinstance(found.target, FieldTarget)]
    covered = {position for found in firm for position in range(found.first, found.last + 1)} | occupied(analysis)
    return tuple(_best([*whole, *partial_phrases(analysis, index, covered)]))


def _holds_a_figure(found: Link, whole: list[Link]) -> bool:
    """ "Leerlingen per school" may be the title of a dataset: whoever says it asks for the figure in it."""
    return isinstance(found.target, DatasetTarget) and any(
        isinstance(one.target, MetricTarget)
        and found.first <= one.first
        and one.last <= found.last
        and one.span != found.span
        and one.evidence in (Evidence.EXACT, Evidence.INFLECTED)
        for one in whole
    )


def _of_a_period(found: Link, analysis: Analysis) -> bool:
    """Whether the words are those of a period, or are put together over its edge: "over the last" is no "overlast"."""
    for period in analysis.periods:
        if period.first <= found.first and found.last <= period.last:
            return True
        holds = found.first <= period.first and period.last <= found.last
        if found.evidence is Evidence.COMPOUND and found.overlaps(period.first, period.last) and not holds:
            return True
    return False


def _best(links: Iterable[Link]) -> list[Link]:
    """Keep the strongest link per span and target; order by position, length, score, name."""
    strongest: dict[tuple[int, int, Target], Link] = {}
    for found in links:
        key = (found.first, found.last, found.target)
        if key not in strongest or found.score > strongest[key].score:
            strongest[key] = found
    return sorted(strongest.values(), key=lambda one: (one.first, -one.last, -one.score, str(one.target)))
