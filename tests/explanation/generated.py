"""Catalogues, plans and rows as hypothesis makes them: names with digits and full stops, any unit, any sign."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.catalog.text import Text
from assistant.catalog.vocabulary import Grain
from assistant.explanation.shown import Shown, present
from assistant.plan import Change, ChangeKind, Condition, Member, MemberFilter, Op, Order, PeriodChoice, Plan, Split
from assistant.sql.query import ColumnRole, OutputColumn

PLACE, METRIC = FieldRef("plaats", "code"), MetricRef("cijfers", "meting")
FORMS = ("single", "series", "split", "top", "threshold", "comparison", "change", "changes", "lines")
_TEXT = (
    # No place is called as an article is: a name "de" could not be told from the word.
    st.text("abcdefg hij KLM 0123456789.,()", min_size=1, max_size=14)
    .filter(lambda text: text.strip().casefold() not in ("de", "a", "in", "of", "op"))
    .map(str.strip)
    .filter(lambda text: any(map(str.isalpha, text)))
)
#: Places that are called as a word of the language is.
_WORDS = ["Een", "Meer", "Minder", "Hoogste", "1 januari"]
_LABELS = st.one_of(
    _TEXT,
    st.sampled_from(["Noord", "Zuid", "Sint-Joris", "De Wijk 2", "Wijk 1.5", "Het Hoge Land", "Rozenhof", *_WORDS]),
)
_NOUNS = st.sampled_from(
    [
        ("inwoners", "inhabitants"),
        ("nieuwbouw", "new construction"),
        ("aandeel huur", "share rented"),
        ("gemiddelde prijs", "mean price"),
        ("hoger opgeleiden", "higher educated"),
        ("meldingen 65+", "reports 65+"),
    ]
)
_UNITS = st.sampled_from(
    [None, "%", "euro", ("inwoners", "inhabitants"), ("dagen", "days"), ("kg per inwoner", "kg per inhabitant")]
)


def _text(pair: Any) -> Any:
    return {"nl": pair[0], "en": pair[1]} if isinstance(pair, tuple) else pair


@st.composite
def catalogues(draw: st.DrawFn) -> Catalog:
    """Draw a catalogue of one measure about places."""
    measure = {
        "name": "meting",
        "role": "measure",
        "aggregation": "sum",
        "label": _text(draw(_NOUNS)),
        "over_time": draw(st.sampled_from(["sum", "last", "none"])),
        "reference": draw(st.sampled_from(["start", "end"])),
        "better": draw(st.sampled_from(["higher", "lower", "neutral"])),
        "persons": draw(st.booleans()),
    }
    unit, decimals = draw(_UNITS), draw(st.sampled_from([None, 0, 1, 2]))
    measure |= {"unit": _text(unit)} if unit else {}
    measure |= {"decimals": decimals} if decimals is not None else {}
    levels = {"field": "niveau", "order": ["gemeente", "wijk"]}
    key = {"name": "code", "role": "key", "label_field": "naam", "levels": levels, "label": _text(("plaats", "place"))}
    places = {"name": "plaats", "source": "p.csv", "primary_key": ["code"]}
    places |= {"fields": [key, {"name": "naam", "role": "dimension"}, {"name": "niveau", "role": "hidden"}]}
    year = {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"}
    facts = {"name": "cijfers", "source": "c.csv", "primary_key": ["code", "jaar"]}
    facts |= {"fields": [{"name": "code", "role": "key"}, year, measure]}
    link = {"name": "l", "from": "cijfers", "to": "plaats", "from_columns": ["code"], "to_columns": ["code"]}
    return Catalog.model_validate({"datasets": [places, facts | {"relationships": [link]}]})


def _cells() -> st.SearchStrategy[Any]:
    return st.one_of(
        st.none(),
        st.integers(-(10**7), 10**7),
        st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 4)),
    )


@st.composite
def answers(draw: st.DrawFn, *, whole: bool = False) -> Shown:
    """Draw an answer of any form, in Dutch or English; ``whole`` without missing or equal figures."""
    catalog, form = draw(catalogues()), draw(st.sampled_from(FORMS))
    language = draw(st.sampled_from(["nl", "en"]))
    cells = st.integers(1, 10**6) if whole else _cells()
    labels = draw(st.lists(_LABELS, min_size=2, max_size=9, unique_by=str.casefold))
    place = MemberFilter(PLACE, Op.IN, (Member("G1", draw(_LABELS), "gemeente"),))
    year = Period.year(draw(st.integers(2012, 2020)))
    plan = Plan((METRIC,), language, filters=(place,), period=PeriodChoice(year, year, Grain.YEAR))
    known = catalog.metric(METRIC)
    metric = OutputColumn("meting", ColumnRole.METRIC, known.label or Text(nl="x"), known.unit, known.decimals, METRIC)
    member = OutputColumn("naam", ColumnRole.DIMENSION, Text(nl="plaats"), field=PLACE, level="wijk")
    unique = {"unique": True} if whole else {}
    if form == "single":
        return present(plan, catalog, [metric], [[draw(cells)]])
    if form == "series":
        count = draw(st.integers(2, 7))
        plan = replace(plan, per=Grain.YEAR, period=PeriodChoice(year, year.shift(count - 1), Grain.YEAR))
        values = draw(st.lists(cells, min_size=count, max_size=count, **unique))
        time = OutputColumn("jaar", ColumnRole.TIME, Text(nl="jaar"), grain=Grain.YEAR)
        return present(plan, catalog, [time, metric], [[year.shift(n).text, v] for n, v in enumerate(values)])
    if form == "lines":
        return _lines(draw, plan, catalog, metric, member, labels, cells)
    if form in ("change", "changes"):
        return _changed(draw, plan, catalog, metric, member, form, labels, cells)
    plan = replace(plan, splits=(Split(PLACE, "wijk"),))
    if form == "comparison":
        labels = labels[:2]
        named = MemberFilter(PLACE, Op.IN, tuple(Member(one, one, "wijk") for one in labels))
        plan = replace(plan, filters=(named,))
    values = draw(st.lists(cells, min_size=len(labels), max_size=len(labels), **unique))
    if form == "top":
        down = draw(st.booleans())
        values = sorted([v for v in values if v is not None], reverse=down)
        plan = replace(plan, order=Order(METRIC, down), limit=max(1, len(values)))
    if form == "threshold":
        limit = draw(st.sampled_from([Op.GT, Op.LT, Op.GE, Op.LE]))
        plan = replace(plan, conditions=(Condition(METRIC, limit, (float(draw(st.integers(1, 10**5))),)),))
    return present(plan, catalog, [member, metric], [list(row) for row in zip(labels, values, strict=False)])


def _lines(draw: st.DrawFn, plan: Plan, catalog: Catalog, metric: Any, member: Any, labels: Any, cells: Any) -> Shown:
    assert plan.period is not None
    years = [plan.period.start.shift(step) for step in range(draw(st.integers(2, 4)))]
    period = PeriodChoice(years[0], years[-1], Grain.YEAR)
    plan = replace(plan, per=Grain.YEAR, period=period, splits=(Split(PLACE, "wijk"),))
    time = OutputColumn("jaar", ColumnRole.TIME, Text(nl="jaar"), grain=Grain.YEAR)
    rows = [[label, year.text, draw(cells)] for label in labels for year in years]
    return present(plan, catalog, [member, time, metric], rows)


def _changed(
    draw: st.DrawFn, plan: Plan, catalog: Catalog, metric: Any, member: Any, form: str, labels: Any, cells: Any
) -> Shown:
    kind = draw(st.sampled_from([ChangeKind.CHANGE, ChangeKind.PERCENT]))
    period = plan.period
    assert period is not None
    choice = replace(period, compare_to=period.start.shift(-draw(st.integers(1, 5))))
    unit = Text(nl="%", en="%") if kind is ChangeKind.PERCENT else metric.unit
    moved = OutputColumn("verandering", ColumnRole.CALCULATION, Text(nl="verandering"), unit, metric=METRIC)
    rows = []
    for label in labels if form == "changes" else labels[:1]:
        before, after = draw(cells), draw(cells)
        move = None
        if before is not None and after is not None:
            gap = Decimal(str(after)) - Decimal(str(before))
            move = (
                float(gap)
                if kind is ChangeKind.CHANGE
                else float(gap / abs(Decimal(str(before))) * 100)
                if before
                else None
            )
        rows.append([label, before, after, move])
    plan = replace(plan, period=choice, calculation=Change(kind))
    if form == "changes":
        return present(replace(plan, splits=(Split(PLACE, "wijk"),)), catalog, [member, metric, metric, moved], rows)
    return present(plan, catalog, [metric, metric, moved], [row[1:] for row in rows])
