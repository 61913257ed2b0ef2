"""Tiny worlds for the compiler: a catalogue as dicts, its tables as rows, and the answer to a plan as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pytest

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.engines.profiling import take_profile
from assistant.plan import Member, MemberFilter, Op, Origin, PeriodChoice, Plan, Refusal, Split
from assistant.sql.compile import compile_plan
from assistant.sql.coverage import coverage_query
from assistant.sql.evidence import Narrowing, evidence_query
from assistant.sql.query import ColumnRole, CompiledQuery
from assistant.validation.query import ValidatedQuery
from assistant.validation.validate import validate_plan

TYPES = {"Integer": "BIGINT", "Decimal": "DOUBLE", "Float": "DOUBLE", "Date": "DATE", "Boolean": "BOOLEAN"}


@dataclass
class World:
    """A catalogue with its data in memory."""

    catalog: Catalog
    profile: DataProfile
    connection: duckdb.DuckDBPyConnection

    def compile(self, **keys: Any) -> CompiledQuery | Refusal:
        return compile_plan(self.plan(**keys), self.catalog, self.profile)

    def plan(self, **keys: Any) -> Plan:
        keys["metrics"] = tuple(MetricRef.parse(name) for name in keys["metrics"].split())
        return Plan(**({"language": "nl"} | keys))

    def ask(self, **keys: Any) -> list[tuple[Any, ...]]:
        """Return the visible rows of a plan; the query must pass validation, and give the columns it describes."""
        compiled = self.compile(**keys)
        assert isinstance(compiled, CompiledQuery), compiled
        shown = [number for number, item in enumerate(compiled.columns) if item.role is not ColumnRole.SUPPORT]
        return [tuple(row[number] for number in shown) for row in self.run(compiled)]

    def run(self, compiled: CompiledQuery) -> list[tuple[Any, ...]]:
        checked = validate_plan(compiled, self.catalog, binder=None)
        assert isinstance(checked, ValidatedQuery), checked
        result = self.connection.execute(compiled.tree.sql("duckdb"))
        assert [item[0] for item in result.description] == [item.name for item in compiled.columns]
        return result.fetchall()

    def refused(self, **keys: Any) -> str:
        """Return the reason why a plan has no figures."""
        outcome = self.compile(**keys)
        assert isinstance(outcome, Refusal), outcome.tree.sql("duckdb")
        assert outcome.text
        return outcome.reason.value

    def evidence(self, dataset: str, probes: dict[str, str], shown: Any = None, **keys: Any) -> dict[str, Any] | None:
        compiled = evidence_query(
            self.plan(**keys), self.catalog, self.profile, dataset, probes, Narrowing(shown or {})
        )
        if compiled is None:
            return None
        return dict(zip([*probes, "rows"], self.run(compiled)[0], strict=True))

    def covered(self, grain: Any = None, **keys: Any) -> list[str]:
        compiled = coverage_query(self.plan(**keys), self.catalog, self.profile, grain)
        assert isinstance(compiled, CompiledQuery), compiled
        return [row[0] for row in self.run(compiled)]


@pytest.fixture
def world() -> Iterator[Callable[..., World]]:
    """Return a builder: ``world({dataset: {documentation}}, {dataset: [rows]}, **catalogue keys)``."""
    connection = duckdb.connect(config={"threads": "1"})

    def build(datasets: dict[str, dict[str, Any]], rows: dict[str, list[tuple[Any, ...]]], **keys: Any) -> World:
        documented = [{"name": name, "source": f"{name}.csv"} | told for name, told in datasets.items()]
        catalog = Catalog.model_validate({"datasets": documented} | keys)
        for dataset in catalog.datasets:
            columns = ", ".join(
                f'"{item.name}" {TYPES.get(item.datatype.value if item.datatype else "", "VARCHAR")}'
                for item in dataset.fields
            )
            connection.execute(f"CREATE OR REPLACE TABLE {dataset.name} ({columns})")
            if found := rows[dataset.name]:
                marks = ", ".join("?" for _ in dataset.fields)
                connection.executemany(f"INSERT INTO {dataset.name} VALUES ({marks})", found)
        return World(catalog, take_profile(connection, catalog, "test"), connection)

    yield build
    connection.close()


@pytest.fixture
def period() -> Callable[..., PeriodChoice]:
    """Return a period: ``period("2020", "2023")``, with ``compare_to`` for the base of a change."""

    def build(start: str, end: str | None = None, compare_to: str | None = None) -> PeriodChoice:
        first = Period.parse(start)
        base = Period.parse(compare_to) if compare_to else None
        return PeriodChoice(first, Period.parse(end) if end else first, first.grain, base)

    return build


@pytest.fixture
def only() -> Callable[..., MemberFilter]:
    """Return a member filter: ``only("regio.code", "A", "B", level="wijk")``."""

    def build(field: str, *values: str, level: str | None = None, op: Op = Op.IN, home: bool = False) -> MemberFilter:
        members = tuple(Member(value, value, level) for value in values)
        return MemberFilter(FieldRef.parse(field), op, members, Origin.HOME if home else Origin.QUESTION)

    return build


@pytest.fixture
def by() -> Callable[..., Split]:
    """Return a split: ``by("regio.code", "wijk")``."""
    return lambda field, level=None: Split(FieldRef.parse(field), level)
