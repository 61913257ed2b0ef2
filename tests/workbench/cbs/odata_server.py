"""A small OData service on the loopback address that serves tables in the shape of the CBS service."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

Record = dict[str, Any]
Table = dict[str, Any]

#: Answers a request: given all tables, path, query, base URL and size of a page it returns (status, body).
Answer = Callable[[dict[str, Table], str, str, str, int], tuple[int, bytes]]

#: Spoils a response: given path, query and body it returns (status, body), or None to leave it as it is.
Spoil = Callable[[str, str, bytes], tuple[int, bytes] | None]

_TERM = re.compile(
    r"(\w+) (eq|ne) '([^']*)'|startswith\((\w+),\s*'([^']*)'\)|contains\((\w+),\s*'([^']*)'\)|(\w+) in \(([^)]*)\)"
)


@dataclass
class Served:
    """A running service: its base URL, and the paths that were asked for."""

    base_url: str
    asked: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(urlsplit(self.base_url).port or 0)


@contextmanager
def serve(
    tables: dict[str, Table],
    *,
    page: int = 1000,
    spoil: Spoil | None = None,
    answer: Answer | None = None,
    port: int = 0,
) -> Iterator[Served]:
    """Serve ``tables`` (entity name → record, or list of records); lists are paged by ``page`` records.

    ``answer`` speaks another version of the protocol than the fourth; ``port`` is a free one unless given.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            parts = urlsplit(self.path)
            status, body = (answer or _answer)(tables, parts.path, parts.query, served.base_url, page)
            if spoil is not None and (spoilt := spoil(parts.path, parts.query, body)) is not None:
                status, body = spoilt
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the test output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    served = Served(f"http://127.0.0.1:{server.server_address[1]}/odata/v1/CBS")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(tables: dict[str, Table], path: str, query: str, base_url: str, page: int) -> tuple[int, bytes]:
    _, table, entity = path.rsplit("/", 2)
    found = tables.get(table, {}).get(entity)
    if found is None:
        return 404, b'{"error": {"message": "not found"}}'
    context = {"@odata.context": f"https://datasets.cbs.nl/odata/v1/CBS/{table}/$metadata#{entity}"}
    if isinstance(found, dict):
        return 200, json.dumps(context | found).encode()
    asked = parse_qs(query)
    where = asked.get("$filter", [None])[0]
    records = found if where is None else [record for record in found if meets(record, where)]
    skip = int(asked.get("$skip", ["0"])[0])
    body: Record = context | {"value": records[skip : skip + page]}
    if skip + page < len(records):
        kept = f"$filter={quote(where)}&" if where else ""
        body["@odata.nextLink"] = f"{base_url}/{table}/{entity}?{kept}$skip={skip + page}"
    return 200, json.dumps(body).encode()


def meets(record: Record, where: str) -> bool:
    """Just enough of ``$filter``: eq, ne, in, startswith, contains, joined by and, or and brackets."""
    python = _TERM.sub(lambda match: f" {_term(record, match)} ", where)
    return bool(eval(python, {"__builtins__": {}}))  # only True, False, and, or, not and brackets are left


def _term(record: Record, match: re.Match[str]) -> bool:
    if match[1]:
        return (record[match[1]] == match[3]) is (match[2] == "eq")
    if match[4]:
        return bool(record[match[4]].startswith(match[5]))
    if match[6]:
        return match[7] in record[match[6]]
    return record[match[8]] in re.findall(r"'([^']*)'", match[9])


def stored_table(folder: Path) -> Table:
    """Read the stored responses of one table into what :func:`serve` takes."""

    def read(name: str) -> Any:
        found = json.loads((folder / name).read_text("utf-8"))
        return found["value"] if "value" in found else {k: v for k, v in found.items() if k != "@odata.context"}

    table = {"Properties": read("properties.json"), "Dimensions": read("dimensions.json")}
    table["MeasureCodes"] = read("measure-codes.json")
    for file in folder.glob("codes-*.json"):
        table[f"{file.stem.removeprefix('codes-')}Codes"] = read(file.name)
    if (folder / "observations-page-1.json").exists():
        table["Observations"] = read("observations-page-1.json")
    return table
