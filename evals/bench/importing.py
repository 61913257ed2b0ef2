"""Import of a table of ten million figures from a server on this machine, killed half-way and started again.

    python -m evals.bench.importing [--figures 10000000] [--version 4]

The server makes up pages as it goes, in a process of its own, so that its memory is not counted. Printed are the
seconds of the import, beside merely reading the same pages and parsing their JSON, and the most memory it held.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import signal
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from assistant.workbench.cbs import import_cbs

TABLE = "99999ned"
REGIONS, AGES, MEASURES = 340, 100, 10
PAGE = {3: 10_000, 4: 100_000}
BASE = "/odata/CBS"


def main() -> None:
    """Serve, import with a kill half-way, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=10_000_000)
    parser.add_argument("--version", type=int, choices=(3, 4), default=4)
    given = parser.parse_args()
    years = -(-given.figures // (REGIONS * AGES * MEASURES))
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(theirs, years, given.version), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{mine.recv()}{BASE}"
    figures = years * REGIONS * AGES * MEASURES
    print(f"{figures:,} figures, version {given.version}, pages of {PAGE[given.version]:,} records or rows")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        plain = _read_only(url, given.version)
        print(f"merely reading the pages and parsing them: {plain:.0f} s")
        started = time.perf_counter()
        killed = _killed_half_way(context, url, place, figures)
        print(f"killed after {time.perf_counter() - started:.0f} s, with about {killed:,} figures read")
        again = context.Process(target=_import, args=(url, place, None))
        again.start()
        again.join()
        took = time.perf_counter() - started
        held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        print(f"both runs together: {took:.0f} s, {took / plain:.1f} times merely reading; at most {held:.0f} MB held")
        print(f"on disk: {sum(f.stat().st_size for f in place.rglob('*.parquet')) / 1e6:.0f} MB")
    server.terminate()


def _killed_half_way(context: Any, url: str, place: Path, figures: int) -> int:
    told, says = context.Pipe()
    process = context.Process(target=_import, args=(url, place, says))
    process.start()
    received = 0
    while received < figures // 2:
        received = int(told.recv())
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    return received


def _import(url: str, place: Path, says: Connection | None) -> None:
    pages = 0

    def progress(line: str) -> None:
        nonlocal pages
        pages += 1
        if says is not None:
            says.send(int("".join(c for c in line.split(" ")[0] if c.isdigit())))

    report = import_cbs(TABLE, place / "catalog", base_url=url, keep=place / "keep", progress=progress)
    print(f"  {pages} pages in this run; {'; '.join(report.brought)}")


def _read_only(url: str, version: int) -> float:
    started = time.perf_counter()
    with httpx.Client(timeout=60) as client:
        entity = "Observations" if version == 4 else "TypedDataSet"
        address: str | None = f"{url}/{TABLE}/{entity}?$skip=0&$top={PAGE[version]}"
        while address:
            body = json.loads(client.get(address).content)
            address = body.get("@odata.nextLink") or body.get("odata.nextLink")
    return time.perf_counter() - started


class _Made:
    """The invented table: pages are written as text, for a server must not be what is measured."""

    def __init__(self, years: int, version: int) -> None:
        self.version = version
        self.years = [str(2024 - number) for number in range(years)]
        self.regions = [f"GM{1000 + number}" for number in range(REGIONS)]
        self.ages = [f"{10000 + 100 * number}" for number in range(AGES)]
        self.measures = [f"M{number:06d}" for number in range(MEASURES)]
        self.rows = years * REGIONS * AGES

    def list_of(self, name: str) -> Any:
        """Return an entity that is not figures, in the shape of the version."""
        fourth = self.version == 4
        ident = "Identifier" if fourth else "Key"
        codes = {
            "RegioS": [{ident: one, "Title": one, "Description": ""} for one in self.regions],
            "Leeftijd": [
                {ident: one, "Title": f"{int(one) // 100 - 100} jaar", "Description": ""} for one in self.ages
            ],
            "Perioden": [
                {ident: f"{one}JJ00", "Title": one, "Description": "", "Status": "Definitief"} for one in self.years
            ],
        }
        kinds = {"RegioS": "GeoDimension", "Leeftijd": "Dimension", "Perioden": "TimeDimension"}
        dimensions = [
            {
                ident: key,
                "Title": key,
                "Description": "",
                "Kind" if fourth else "Type": kind,
                "odata.type": f"Cbs.{kind}",
            }
            for key, kind in kinds.items()
        ]
        topics = [
            {ident: one, "Title": f"Cijfer {one}", "Description": "", "Unit": "aantal", "Decimals": 0}
            | {"odata.type": "Cbs.OData.Topic", "Type": "Topic"}
            for one in self.measures
        ]
        about = {"Title": "Tien miljoen cijfers", "Language": "nl", "Modified": "2026-01-01T00:00:00"}
        if fourth:
            known = {"Properties": about | {"ObservationCount": self.rows * MEASURES}, "Dimensions": dimensions}
            known |= {"MeasureCodes": topics} | {f"{key}Codes": found for key, found in codes.items()}
        else:
            known = {"TableInfos": [about], "DataProperties": dimensions + topics} | codes
        return known.get(name)

    def page(self, skip: int, top: int) -> str:
        """Return the records of one page as JSON, without the brackets."""
        if self.version == 4:
            return ",".join(self._figure(number) for number in range(skip, min(skip + top, self.rows * MEASURES)))
        return ",".join(self._row(number) for number in range(skip, min(skip + top, self.rows)))

    def _members(self, row: int) -> str:
        rest, age = divmod(row, AGES)
        year, region = divmod(rest, REGIONS)
        return f'"RegioS":"{self.regions[region]}","Leeftijd":"{self.ages[age]}","Perioden":"{self.years[year]}JJ00"'

    def _figure(self, number: int) -> str:
        row, measure = divmod(number, MEASURES)
        return (
            f'{{"Id":{number},"Measure":"{self.measures[measure]}","ValueAttribute":"None","Value":{number % 9973}.0,'
            f'"StringValue":null,{self._members(row)}}}'
        )

    def _row(self, number: int) -> str:
        figures = ",".join(f'"{one}":{(number * MEASURES + at) % 9973}' for at, one in enumerate(self.measures))
        return f'{{"ID":{number},{self._members(number)},{figures}}}'


def _serve(says: Connection, years: int, version: int) -> None:
    made = _Made(years, version)
    link = "@odata.nextLink" if version == 4 else "odata.nextLink"
    total = made.rows * (MEASURES if version == 4 else 1)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            name = parts.path.rsplit("/", 1)[-1]
            status, body = 200, b""
            if name in ("Observations", "TypedDataSet"):
                asked = parse_qs(parts.query)
                skip = int(asked.get("$skip", ["0"])[0])
                end = skip + PAGE[version]
                more = f',"{link}":"http://{self.headers["Host"]}{parts.path}?$skip={end}"' if end < total else ""
                body = f'{{"value":[{made.page(skip, PAGE[version])}]{more}}}'.encode()
            elif name == "$count":
                body = str(made.rows).encode()
            elif (found := made.list_of(name)) is None:
                status = 404
            else:
                body = json.dumps(found if isinstance(found, dict) else {"value": found}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except ConnectionError:
                self.close_connection = True  # the import that asked was killed, as was meant

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    says.send(server.server_address[1])
    server.serve_forever()


if __name__ == "__main__":
    main()
