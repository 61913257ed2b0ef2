"""Caveats, computed: what to ask the data for, and which caveats hold given what the data said.

``probes`` names the conditions to be asked of each dataset's used rows; the answers come back as
:class:`~assistant.explanation.caveats.evidence.Evidence`, and ``caveats`` decides. Nothing here runs a query.
"""

from __future__ import annotations

import datetime as dt

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Break
from assistant.catalog.graph import conformed
from assistant.catalog.profile import DataProfile
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats import breaks, documented
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.evidence import DatasetEvidence, Evidence
from assistant.explanation.caveats.forms import is_ranked
from assistant.explanation.caveats.own import RULES, missing
from assistant.explanation.caveats.own import probes as own_probes
from assistant.explanation.shown import Shown
from assistant.plan import MemberFilter, Plan

__all__ = ["DatasetEvidence", "Evidence", "break_between", "caveats", "everyone_probes", "named_members", "probes"]

_SEVERITIES = ("blocking", "important", "note")

Probes = dict[str, dict[str, str]]


def probes(plan: Plan, catalog: Catalog, profile: DataProfile | None = None) -> Probes:
    """Return per dataset the conditions (SQL over its own fields) to ask of the rows behind the shown figures."""
    asked = Asked(plan, catalog, profile)
    found: Probes = {name: {} for name in asked.facts}
    for dataset, name, condition in (*documented.probes(asked), *breaks.probes(asked), *own_probes(asked)):
        found.setdefault(dataset, {})[name] = condition
    return found


def everyone_probes(plan: Plan, catalog: Catalog, profile: DataProfile | None = None) -> Probes:
    """Return what to ask of all members of a ranking or threshold, shown or not; empty for other plans."""
    asked = Asked(plan, catalog, profile)
    found: Probes = {}
    for dataset, name, condition in missing.everyone_probes(asked) if is_ranked(plan) else ():
        found.setdefault(dataset, {})[name] = condition
    return found


def caveats(
    plan: Plan,
    catalog: Catalog,
    profile: DataProfile | None,
    evidence: Evidence,
    shown: Shown,
    as_of: dt.date | None = None,
) -> tuple[CaveatShown, ...]:
    """Return the caveats that hold for this answer, the most severe first, each once."""
    case = Case(Asked(plan, catalog, profile), evidence, shown, as_of)
    found: dict[str, CaveatShown] = {}
    for rule in (documented.shown, breaks.shown, *RULES):
        for caveat in rule(case):
            found.setdefault(caveat.id, caveat)
    return tuple(sorted(found.values(), key=lambda caveat: _SEVERITIES.index(caveat.severity)))


def named_members(shown: Shown) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return per dimension dataset and key field the members that the answer names or shows.

    The caveats of a dimension dataset (two places with one name) are about these members: its probes are to be asked
    of the rows with these keys.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for item in shown.plan.filters:
        if isinstance(item, MemberFilter):
            ref = conformed(shown.catalog, item.field)
            kept = found.setdefault(ref.dataset, {})
            kept[ref.field] = (*kept.get(ref.field, ()), *(member.value for member in item.members))
    for column in shown.dimensions:
        field, codes = shown.columns[column].field, shown.support.get(f"member_of:{shown.columns[column].name}", ())
        if field is not None:
            ref = conformed(shown.catalog, field)
            kept = found.setdefault(ref.dataset, {})
            kept[ref.field] = tuple(
                dict.fromkeys((*kept.get(ref.field, ()), *(str(c) for c in codes if c is not None)))
            )
    facts = Asked(shown.plan, shown.catalog).facts
    return {dataset: keys for dataset, keys in found.items() if dataset not in facts}


def break_between(
    plan: Plan, catalog: Catalog, shown: Shown | None = None, evidence: Evidence | None = None
) -> Break | None:
    """Return the break over which this plan's figures may not be compared, if the used rows cross one."""
    return breaks.not_comparable(Asked(plan, catalog), shown, evidence)
