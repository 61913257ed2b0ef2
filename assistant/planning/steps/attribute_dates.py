""" "Bomen geplant voor 1950": a period that is said of a date or year of the rows themselves limits the rows."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.field import Field
from assistant.catalog.vocabulary import Datatype, FieldRole, Grain
from assistant.language import PeriodSpan
from assistant.linking.words import is_glue, split
from assistant.plan import Op, ValueFilter
from assistant.planning.draft import Draft
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.periods.spoken import spoken
from assistant.planning.words import words

_DATES = frozenset({Datatype.DATE, Datatype.DATETIME})
#: Letters that a verb and the field it belongs to share at least: "geplant" and "plantjaar".
_STEM = 4


def attribute_dates(draft: Draft) -> Outcome:
    """Take a period for a limit on the one such field whose word stands beside it."""
    for span in spoken(draft):
        found = [(ref, at) for ref in _fields(draft) for at in _said(draft, ref, span)]
        if len({ref for ref, _ in found}) != 1:
            continue
        ref = found[0][0]
        limit = _limit(draft.knowledge.catalog.field(ref), span.other or span)
        if limit is None:
            continue
        draft.filters.append(ValueFilter(ref, *limit))
        draft.claim(span.first, span.last, str(ref))
        for _, at in found:
            draft.claim(at, at, str(ref))
    return None


def _fields(draft: Draft) -> list[FieldRef]:
    catalog = draft.knowledge.catalog
    datasets = [catalog.by_name[name] for name in draft.datasets()]
    return [FieldRef(one.name, field.name) for one in datasets for field in one.fields if _holds_a_moment(field)]


def _holds_a_moment(field: Field) -> bool:
    if field.role is not FieldRole.ATTRIBUTE or field.personal:
        return False
    return field.datatype in _DATES or (
        field.datatype is Datatype.INTEGER and any(_is_year(one) for one in _names(field))
    )


def _names(field: Field) -> list[str]:
    label = [text for text in (field.label.nl, field.label.en) if text] if field.label else []
    return [word for text in (*label, *field.synonyms.all(), field.name.replace("_", " ")) for word in split(text)]


def _is_year(word: str) -> bool:
    return any(word.endswith(year) for year in words("year"))


def _said(draft: Draft, ref: FieldRef, span: PeriodSpan) -> list[int]:
    """Return the tokens beside the period, small words aside, that belong to the field."""
    tokens = draft.analysis.tokens
    beside = []
    for step, at in ((-1, span.first - 1), (1, span.last + 1)):
        while 0 <= at < len(tokens) and (tokens[at].stop or is_glue(tokens[at].text)):
            at += step
        beside.append(at)
    names = {word for word in _names(draft.knowledge.catalog.field(ref)) if not is_glue(word)}
    return [
        at
        for at in beside
        if 0 <= at < len(tokens)
        and any(_akin(form, name) for form in (tokens[at].folded, *tokens[at].lemmas) for name in names)
    ]


def _akin(form: str, name: str) -> bool:
    return form == name or (len(form) >= _STEM and len(name) >= _STEM and form[:_STEM] == name[:_STEM])


def _limit(field: Field, span: PeriodSpan) -> tuple[Op, tuple[float | str, ...]] | None:
    year = field.datatype is Datatype.INTEGER
    if year and span.grain is not Grain.YEAR:
        return None
    first: float | str = float(span.start_period.start.year) if year else span.start_period.start.isoformat()
    last: float | str = float(span.end_period.end.year) if year else span.end_period.end.isoformat()
    if span.open_start:
        return Op.LE, (last,)
    if span.open_end:
        return Op.GE, (first,)
    return Op.BETWEEN, (first, last)
