"""The process that holds the open database: locked down, told what to run over a pipe, killed when it is late.

Started as a program by :mod:`assistant.engines.process`; it reads and writes length-prefixed JSON. Nothing of the
program is imported here: what a query could reach in this process is the serving database and no more.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import math
import signal
import struct
import sys
from decimal import Decimal
from typing import Any, BinaryIO

_MEGABYTE = 1024 * 1024
#: Address space that the engine needs beside its memory limit: libraries, thread stacks, buffers not counted by it.
_OVERHEAD = 1536 * _MEGABYTE
#: Seconds beyond the time limit after which a process ends itself; its parent kills it before that.
_ALARM = 2.0
_MAX_CELL = 10_000
#: Before the optimizer, which drops what it does not need; without the many parts of a plan that hold nothing.
_PLANS = "SELECT json_serialize_plan(?, optimize := false, skip_null := true, skip_empty := true)"
_MAX_BYTES = 64 * _MEGABYTE
#: The steps of a plan that reads and works out, and changes nothing.
_READING = frozenset(
    f"LOGICAL_{name}"
    for name in (
        *("GET", "DELIM_GET", "EXPRESSION_GET", "DUMMY_SCAN", "EMPTY_RESULT", "CTE_REF"),
        *("PROJECTION", "FILTER", "AGGREGATE_AND_GROUP_BY", "WINDOW", "UNNEST", "DISTINCT", "PIVOT"),
        *("LIMIT", "ORDER_BY", "TOP_N", "UNION", "EXCEPT", "INTERSECT", "RECURSIVE_CTE", "MATERIALIZED_CTE"),
        *("JOIN", "DELIM_JOIN", "COMPARISON_JOIN", "ANY_JOIN", "CROSS_PRODUCT", "ASOF_JOIN", "DEPENDENT_JOIN"),
    )
)


def main() -> int:
    """Serve requests until the pipe closes."""
    options = json.loads(sys.argv[1])
    pipe_in, pipe_out = sys.stdin.buffer, sys.stdout.buffer
    unheld = [name for name, hold in (("network", _leave_network), ("memory", lambda: _limit(options))) if not hold()]
    duckdb = _engine()
    try:
        connection = _open(duckdb, options)
    except duckdb.Error as error:
        _send(pipe_out, {"failure": "open", "log": str(error)})
        return 1
    _send(pipe_out, {"ready": True, "unheld": unheld})
    while (request := _receive(pipe_in)) is not None:
        handle = _bind if request["do"] == "bind" else _run
        _alarm(options["seconds"] + _ALARM)
        try:
            reply = handle(connection.cursor(), request)
        except duckdb.InterruptException as error:
            reply = {"failure": "timeout", "log": str(error)}
        except (duckdb.OutOfMemoryException, MemoryError) as error:
            reply = {"failure": "too_large", "log": str(error)}
        except duckdb.Error as error:
            reply = {"failure": "broken", "log": str(error)}
        _alarm(0)
        _send(pipe_out, reply)
    return 0


def _engine() -> Any:
    """Return the engine without what the package adds for programs that build queries: a worker starts in a third of
    the time, which counts most when many are started at once."""
    try:
        import _duckdb
    except ImportError:  # a version that is built otherwise
        import duckdb

        return duckdb
    return _duckdb


def _alarm(seconds: float) -> None:
    """Let the system end this process when the parent is no longer there to do it; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _open(duckdb: Any, options: dict[str, Any]) -> Any:
    config = {
        "access_mode": "READ_ONLY",
        "enable_external_access": "false",
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
        "memory_limit": f"{options['memory']}MB",
        "threads": str(options["threads"]),
        "temp_directory": "",
    }
    connection = duckdb.connect(options["path"], config=config)
    for setting in (
        f"SET max_execution_time = {int(options['seconds'] * 1000)}",
        "SET disabled_filesystems = 'LocalFileSystem'",
        "SET lock_configuration = true",
    ):
        connection.execute(setting)
    return connection


def _leave_network() -> bool:
    """Move into a network namespace without interfaces, where the system lets an ordinary user do so."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    new_user, new_net = 0x10000000, 0x40000000
    return bool(ctypes.CDLL(None, use_errno=True).unshare(new_user | new_net) == 0)


def _limit(options: dict[str, Any]) -> bool:
    """Bound memory, files and core dumps of this process, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return False
    bounds = {
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_AS": options["memory"] * _MEGABYTE + _OVERHEAD,
    }
    held = True
    for name, bound in bounds.items():
        try:
            resource.setrlimit(getattr(resource, name), (bound, bound))
        except (AttributeError, ValueError, OSError):
            held = False
    return held and sys.platform.startswith("linux")


def _run(cursor: Any, request: dict[str, Any]) -> dict[str, Any]:
    limit = request["limit"]
    cursor.execute(request["sql"])
    kinds = [_kind(str(column[1])) for column in cursor.description]
    rows = cursor.fetchmany(limit + 1)
    truncated = len(rows) > limit
    cut = [False]
    cells = [[_cell(value, cut) for value in row] for row in rows[:limit]]
    names = [column[0] for column in cursor.description]
    return {"columns": names, "kinds": kinds, "rows": cells, "truncated": truncated or cut[0]}


def _kind(sql_type: str) -> str:
    if sql_type == "DATE":
        return "date"
    return "datetime" if sql_type.startswith("TIMESTAMP") else ""


def _cell(value: Any, cut: list[bool]) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        if len(value) > _MAX_CELL:
            cut[0] = True
            return value[: _MAX_CELL - 1] + "…"
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return _cell(json.dumps(_plain(value), ensure_ascii=False), cut)
    return _cell(str(value), cut)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return _cell(value, [False])


def _bind(cursor: Any, request: dict[str, Any]) -> dict[str, Any]:
    row = cursor.execute(_PLANS, [request["sql"]]).fetchone()
    plan = json.loads(row[0])
    if plan["error"]:
        return {"failure": str(plan.get("error_type", "binder")), "log": str(plan.get("error_message"))}
    plans = plan.get("plans", ())
    tables: set[str] = set()
    columns: set[tuple[str, str]] = set()
    steps: set[str] = set()
    _collect(plans, tables, columns, steps)
    return {
        "statements": len(plans),
        "is_select": steps <= _READING,
        "tables": sorted(tables),
        "columns": sorted(columns),
    }


def _collect(node: Any, tables: set[str], columns: set[tuple[str, str]], steps: set[str]) -> None:
    """Gather from a bound plan its steps and what it scans: tables, and of each table the columns. Anything else that
    is scanned is named by its function, so that it can never pass for a documented table."""
    waiting = [node]
    for item in waiting:  # it grows while it is walked: a plan of a page of SQL has ten thousands of nodes
        if item.__class__ is dict:
            kind = item.get("type")
            if kind.__class__ is str and kind.startswith("LOGICAL_"):
                steps.add(kind)
                if kind == "LOGICAL_GET":
                    _collect_scan(item, tables, columns)
            item = item.values()
        waiting += [child for child in item if child.__class__ is dict or child.__class__ is list]


def _collect_scan(scan: dict[str, Any], tables: set[str], columns: set[tuple[str, str]]) -> None:
    data = scan.get("function_data")
    data = data if isinstance(data, dict) else {}
    name = data.get("table")
    if not isinstance(name, str) or data.get("schema") != "main":
        path = scan.get("qname", {}).get("path") or ["unknown"]
        tables.add(f"{path[-1]}()")
        return
    tables.add(name)
    names = scan["names"]
    for column in scan.get("column_indexes", ()):
        index = column["index"]
        if index < len(names):
            columns.add((name, names[index]))


def _receive(pipe: BinaryIO) -> dict[str, Any] | None:
    head = pipe.read(4)
    if len(head) < 4:
        return None
    request: dict[str, Any] = json.loads(pipe.read(struct.unpack(">I", head)[0]))
    return request


def _send(pipe: BinaryIO, reply: dict[str, Any]) -> None:
    body = json.dumps(reply, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
    if len(body) > _MAX_BYTES:
        body = json.dumps({"failure": "too_large", "log": f"{len(body)} bytes"}).encode()
    pipe.write(struct.pack(">I", len(body)) + body)
    pipe.flush()


if __name__ == "__main__":
    logging.disable()
    sys.exit(main())
