"""What it costs to check a query, as a multiple of what the parser alone needs for it, and how many there are a second.

``python evals/bench/validation.py`` takes the demo catalogue, checks a query of ten lines and one as large as those of
TPC-DS, and prints the medians: parsing alone, the rules, the engine's second opinion in a worker process, all of it:
the engine looks while the rules do. A multiple of the parser's time says the same on a fast and on a slow machine.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlglot import parse

from assistant.catalog.loading import load_catalog
from assistant.engines import open_engine
from assistant.settings import Settings
from assistant.validation import Binder, ValidatedQuery, validate_text

CATALOG = Path(__file__).parents[2] / "catalog"
ROUNDS = 60
TEN_LINES = """
WITH u AS (
  SELECT regio_code, jaar, sum(uitkeringen) AS uitkeringen FROM bijstand
  WHERE leeftijd = 'totaal' AND jaar BETWEEN 2018 AND 2024 GROUP BY regio_code, jaar
), h AS (
  SELECT regio_code, jaar, sum(huishoudens) AS huishoudens FROM huishoudens
  WHERE soort = 'totaal' GROUP BY regio_code, jaar
)
SELECT r.naam, u.jaar, u.uitkeringen, round(100.0 * u.uitkeringen / h.huishoudens, 1) AS aandeel
FROM u JOIN h ON h.regio_code = u.regio_code AND h.jaar = u.jaar JOIN regio r ON r.regio_code = u.regio_code
WHERE r.grootteklasse IS NOT NULL ORDER BY u.jaar, aandeel DESC LIMIT 50
"""
YEARS = range(2016, 2022)


def large() -> str:
    """Return a query with six derived tables of three datasets each, a window, a CASE a year and an EXISTS."""
    parts = [
        f"""j{year} AS (
  SELECT b.regio_code, b.jaar, sum(b.inwoners) AS inwoners, sum(b.waarvan_65plus) AS ouderen,
    max(h.huishoudens) AS huishoudens,
    sum(CASE WHEN r.grootteklasse = '100k+' THEN b.inwoners END) AS groot, count(*) AS rijen
  FROM bevolking b JOIN huishoudens h ON h.regio_code = b.regio_code AND h.jaar = b.jaar AND h.soort = 'totaal'
  JOIN regio r ON r.regio_code = b.regio_code
  WHERE b.leeftijd = 'totaal' AND b.geslacht = 'totaal' AND b.jaar = {year} AND r.grootteklasse IS NOT NULL
  GROUP BY b.regio_code, b.jaar)"""
        for year in YEARS
    ]
    columns = [
        f"j{year}.inwoners AS n{year}, round(100.0 * j{year}.ouderen / j{year}.inwoners, 1) AS o{year}, "
        f"CASE WHEN j{year}.inwoners > 100000 THEN 'groot' WHEN j{year}.inwoners > 50000 THEN 'midden' "
        f"ELSE 'klein' END AS k{year}"
        for year in YEARS
    ]
    joins = [f"JOIN j{year} ON j{year}.regio_code = j2016.regio_code" for year in YEARS[1:]]
    return "\n".join(
        [
            "WITH " + ",\n".join(parts),
            "SELECT j2016.regio_code, "
            + ",\n  ".join(columns)
            + ",\n  rank() OVER (ORDER BY j2021.inwoners DESC) AS plek",
            "FROM j2016 " + "\n  ".join(joins),
            "WHERE j2016.inwoners > 1000 AND EXISTS (SELECT 1 FROM woningen w",
            "  WHERE w.regio_code = j2016.regio_code AND w.eigendom = 'totaal' AND w.jaar = 2021)",
            "ORDER BY plek LIMIT 100",
        ]
    )


def median(act: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return the median time of an act in milliseconds: of this process only, unless another clock is given."""
    act()
    times = []
    for _ in range(ROUNDS):
        start = clock()
        act()
        times.append(clock() - start)
    return 1000 * statistics.median(times)


def main() -> None:
    """Print the figures."""
    loaded = load_catalog(CATALOG)
    with tempfile.TemporaryDirectory() as home, open_engine(loaded, Settings(home=Path(home))) as engine:
        for name, sql in (("ten lines", TEN_LINES), ("as large as TPC-DS", large())):

            def rules(sql: str = sql, binder: Binder | None = None) -> ValidatedQuery:
                found = validate_text(sql, loaded.catalog, binder=binder, profile=engine.profile)
                assert isinstance(found, ValidatedQuery), found
                return found

            checked = rules()
            parsing, judging = median(lambda sql=sql: parse(sql, dialect="duckdb")), median(rules)
            binding = median(lambda query=checked: engine.begin(query.sql)(), time.perf_counter)
            whole = median(lambda check=rules: check(binder=engine), time.perf_counter)
            print(f"{name}: {len(sql.strip().splitlines())} lines, {len(sql.strip())} characters")
            print(f"  parsing alone    {parsing:7.2f} ms")
            print(f"  rules, parsing too {judging:5.2f} ms  {judging / parsing:5.1f} × parsing")
            print(f"  second opinion   {binding:7.2f} ms  {binding / parsing:5.1f} × parsing")
            print(f"  all              {whole:7.2f} ms  {whole / parsing:5.1f} × parsing, {1000 / whole:.0f} a second")


if __name__ == "__main__":
    main()
