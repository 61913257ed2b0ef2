"""What the planner may ask of the data: in which periods there are figures, by the same validated path as an answer."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from assistant.answering.permitting import datasets_read
from assistant.catalog.catalog import Catalog
from assistant.catalog.period import Period
from assistant.engines.base import Engine, ResultTable
from assistant.plan import Plan
from assistant.sql.ask import Setting
from assistant.sql.compile import stored_periods
from assistant.sql.coverage import coverage_query
from assistant.sql.query import CompiledQuery
from assistant.validation import ValidatedQuery, validate_plan
from assistant.validation.rowrights import predicate_of, sees_nothing

_MOST = 512


class DataFacts:
    """Looks up covered periods in the served data; what was looked up is remembered, for the data do not change."""

    def __init__(self, catalog: Catalog, engine: Engine, limit: int) -> None:
        self._catalog = catalog
        self._engine = engine
        self._limit = limit
        self._known: OrderedDict[str, tuple[Period, ...]] = OrderedDict()
        self._asked: OrderedDict[tuple[Plan, str], tuple[Period, ...]] = OrderedDict()
        self._lock = Lock()

    def periods(self, plan: Plan, role: str) -> tuple[Period, ...]:
        """Return the periods, ascending, in which every metric of ``plan`` has a value for an asked member.

        They are those of the rows that ``role`` sees. Who sees none gets the stored ones: which periods exist is no
        secret of a dataset, and what is asked of them is refused with its reason.
        """
        # What is said about a plan, and in which order it is shown, changes nothing about the periods there are.
        asked = (replace(plan, order=None, limit=None, premise=None, chart=False, assumptions=(), words=()), role)
        with self._lock:
            if asked in self._asked:
                return self._asked[asked]
        found = self._looked_up(plan, role)
        with self._lock:
            self._asked[asked] = found
            while len(self._asked) > _MOST:
                self._asked.popitem(last=False)
        return found

    def _looked_up(self, plan: Plan, role: str) -> tuple[Period, ...]:
        if not self._sees(plan, role):
            return self._stored(plan)
        compiled = coverage_query(plan, self._catalog, self._engine.profile)
        if not isinstance(compiled, CompiledQuery):
            # Compiling will refuse for a reason of its own, a level that is not there: no period must hide that.
            return self._stored(plan)
        query = validate_plan(compiled, self._catalog, binder=None, role=role, limit=self._limit)
        if not isinstance(query, ValidatedQuery):
            return ()
        with self._lock:
            if query.sql in self._known:
                return self._known[query.sql]
        table = self._engine.run(query, self._limit)
        if not isinstance(table, ResultTable):
            return ()
        found = tuple(sorted((Period.parse(str(row[0])) for row in table.rows), key=lambda period: period.start))
        with self._lock:
            self._known[query.sql] = found
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return found

    def _stored(self, plan: Plan) -> tuple[Period, ...]:
        """Return the periods that the leading metric is stored for, whoever they are about."""
        return stored_periods(Setting(self._catalog, self._engine.profile, plan.language), plan.metrics[0])

    def _sees(self, plan: Plan, role: str) -> bool:
        """Whether a role sees rows of every dataset that a plan reads."""
        datasets = [self._catalog.by_name[name] for name in datasets_read(plan, self._catalog)]
        return all(
            (not dataset.access or role in dataset.access) and not sees_nothing(predicate_of(dataset, role))
            for dataset in datasets
        )
