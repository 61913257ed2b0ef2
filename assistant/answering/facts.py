"""What the planner may ask of the data: in which periods there are figures, by the same validated path as an answer."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from assistant.catalog.catalog import Catalog
from assistant.catalog.period import Period
from assistant.engines.base import Engine, ResultTable
from assistant.plan import Plan
from assistant.sql.ask import Setting
from assistant.sql.compile import stored_periods
from assistant.sql.coverage import coverage_query
from assistant.sql.query import CompiledQuery
from assistant.validation import ValidatedQuery, validate_plan

_MOST = 512


class DataFacts:
    """Looks up covered periods in the served data; what was looked up is remembered, for the data do not change."""

    def __init__(self, catalog: Catalog, engine: Engine, limit: int) -> None:
        self._catalog = catalog
        self._engine = engine
        self._limit = limit
        self._known: OrderedDict[str, tuple[Period, ...]] = OrderedDict()
        self._asked: OrderedDict[Plan, tuple[Period, ...]] = OrderedDict()
        self._lock = Lock()

    def periods(self, plan: Plan) -> tuple[Period, ...]:
        """Return the periods, ascending, in which every metric of ``plan`` has a value for an asked member."""
        # What is said about a plan, and in which order it is shown, changes nothing about the periods there are.
        asked = replace(plan, order=None, limit=None, premise=None, chart=False, assumptions=(), words=())
        with self._lock:
            if asked in self._asked:
                return self._asked[asked]
        found = self._looked_up(plan)
        with self._lock:
            self._asked[asked] = found
            while len(self._asked) > _MOST:
                self._asked.popitem(last=False)
        return found

    def _looked_up(self, plan: Plan) -> tuple[Period, ...]:
        compiled = coverage_query(plan, self._catalog, self._engine.profile)
        if not isinstance(compiled, CompiledQuery):
            # Compiling will refuse for a reason of its own, a level that is not there: no period must hide that.
            return self._stored(plan)
        # Which periods exist is no secret of a dataset: whether the reader may see its figures is asked of the answer.
        query = validate_plan(compiled, self._catalog, binder=None, role=self._role(plan), limit=self._limit)
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

    def _role(self, plan: Plan) -> str:
        """Return a role that the leading dataset is open to."""
        access = self._catalog.by_name[plan.metrics[0].dataset].access
        return "manager" if not access or "manager" in access else access[0]
