"""Caveats, computed: what to ask the data for, and which caveats hold given what the data said.

``probes`` names the conditions to be asked of each dataset's used rows; the answers come back as
:class:`~assistant.explanation.caveats.evidence.Evidence`, and ``caveats`` decides. Nothing here runs a query.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.dataset import Break
from assistant.catalog.profile import DataProfile
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats import breaks, documented
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.evidence import DatasetEvidence, Evidence, Probe
from assistant.explanation.caveats.forms import is_ranked
from assistant.explanation.caveats.members import members_about, members_shown
from assistant.explanation.caveats.own import RULES, missing
from assistant.explanation.caveats.own import probes as own_probes
from assistant.explanation.shown import Shown
from assistant.plan import Plan

__all__ = [
    "SEVERITIES",
    "Asked",
    "DatasetEvidence",
    "Evidence",
    "Probe",
    "apart",
    "break_between",
    "caveats",
    "everyone_probes",
    "members_about",
    "members_shown",
    "probes",
]

#: How much a caveat weighs, the most severe first.
SEVERITIES = ("blocking", "important", "note")

Probes = dict[str, dict[str, Probe]]


def probes(plan: Plan, catalog: Catalog, profile: DataProfile | None = None) -> Probes:
    """Return per dataset what to ask of the rows behind the shown figures; a dataset with nothing to ask stands too."""
    asked = Asked(plan, catalog, profile)
    found: Probes = {name: {} for name in asked.facts}
    for dataset, name, probe in (*documented.probes(asked), *breaks.probes(asked), *own_probes(asked)):
        found.setdefault(dataset, {})[name] = probe
    return found


def everyone_probes(plan: Plan, catalog: Catalog, profile: DataProfile | None = None) -> Probes:
    """Return what to ask of all members of a ranking or threshold, shown or not; empty for other plans."""
    asked = Asked(plan, catalog, profile)
    found: Probes = {}
    for dataset, name, probe in missing.everyone_probes(asked) if is_ranked(plan) else ():
        found.setdefault(dataset, {})[name] = probe
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
    return tuple(sorted(found.values(), key=lambda caveat: SEVERITIES.index(caveat.severity)))


def apart(
    plan: Plan, catalog: Catalog, shown: Shown | None = None, evidence: Evidence | None = None
) -> frozenset[MetricRef]:
    """Return the metrics of a plan whose figures lie on two sides of a break over which they cannot be compared."""
    alone = ((ref, replace(plan, metrics=(ref,))) for ref in plan.metrics)
    return frozenset(ref for ref, one in alone if break_between(one, catalog, shown, evidence) is not None)


def break_between(
    plan: Plan, catalog: Catalog, shown: Shown | None = None, evidence: Evidence | None = None
) -> Break | None:
    """Return the break over which this plan's figures may not be compared, if the used rows cross one."""
    return breaks.not_comparable(Asked(plan, catalog), shown, evidence)
