"""Which members an answer is about: those that its rows show, else those that the question names."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.explanation.shown import Shown
from assistant.plan import CountMembers, MemberFilter, Op, Rank, underlying

Members = dict[FieldRef, tuple[str, ...]]


def members_shown(shown: Shown) -> Members:
    """Return the codes of the members in the rows, per field that they are split by."""
    found: Members = {}
    for index in shown.dimensions:
        column = shown.columns[index]
        if column.field is not None:
            codes = shown.support.get(f"member_of:{column.name}") or tuple(row[index] for row in shown.rows)
            found[column.field] = tuple(dict.fromkeys(str(code) for code in codes if code is not None))
    if isinstance(wanted := underlying(shown.plan.calculation), Rank):
        found[wanted.field] = (wanted.member.value,)
    return found


def members_about(shown: Shown, dataset: str) -> dict[str, tuple[str, ...]]:
    """Return the members of a dimension dataset that the figures are about, per field of that dataset.

    Where the rows show members, those; a member that a question names stands for itself and not for what lies below
    it. Members that were left out are not among them.
    """
    catalog, found = shown.catalog, dict[str, tuple[str, ...]]()
    split = set()
    for field, codes in members_shown(shown).items():
        ref = conformed(catalog, field)
        split.add(ref)
        if ref.dataset == dataset and codes:
            found[ref.field] = codes
    if isinstance(wanted := underlying(shown.plan.calculation), CountMembers):
        split.add(conformed(catalog, wanted.field))
    for item in shown.plan.filters:
        if isinstance(item, MemberFilter) and item.op is Op.IN:
            ref = conformed(catalog, item.field)
            if ref.dataset == dataset and ref not in split:
                found[ref.field] = (*found.get(ref.field, ()), *(member.value for member in item.members))
    return found
