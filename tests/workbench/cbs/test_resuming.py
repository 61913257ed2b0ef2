"""An import that was broken off goes on where it stopped, in either version of the service."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.errors import OperatorError, SourceError
from assistant.workbench.cbs import import_cbs
from tests.workbench.cbs import odata3_server
from tests.workbench.cbs.odata_server import Answer, Served, Spoil, Table, serve

VERSIONS: dict[str, Answer | None] = {"version 3": odata3_server.answer, "version 4": None}


def after(requests: int) -> Spoil:
    """Fail every request for figures after the first few."""
    seen: list[str] = []

    def spoil(path: str, query: str, sound: bytes) -> tuple[int, bytes] | None:
        if path.endswith(("/Observations", "/TypedDataSet")):
            seen.append(query)
        return (500, b"oops") if len(seen) > requests else None

    return spoil


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def run(version: str, tables: dict[str, Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Import the invented table, keeping what was read; return the report and the pages of figures asked for."""
    monkeypatch.setattr("assistant.workbench.cbs.service_v3._TOP", 5)
    answer = VERSIONS[version]
    served_tables = tables if answer is None else {k: odata3_server.as_version_3(t) for k, t in tables.items()}
    # The address is part of what an import is known by, and a test server has another port each time.
    port: list[int] = []

    def go(spoil: Spoil | None = None, where: str | None = None):
        with serve(served_tables, page=10, spoil=spoil, answer=answer, port=port[0] if port else 0) as served:
            port[:] = [served.port]
            report = import_cbs(
                "90001ned", tmp_path / "catalog", base_url=served.base_url, pause=lambda seconds: None,
                keep=tmp_path / "keep", where=where,
            )  # fmt: skip
            return report, pages(served)

    go.tables = served_tables
    return go


def pages(served: Served) -> list[str]:
    return [path for path in served.asked if "/Observations" in path or "/TypedDataSet?" in path]


def kept(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "keep").glob("*"))


def test_a_second_run_asks_only_for_what_is_missing(run, tmp_path):
    whole, all_pages = run()
    with pytest.raises(SourceError, match="answered 500"):
        run(after(3))
    report, rest = run()
    assert len(rest) == len(all_pages) - 3
    assert any("afgebroken" in line for line in report.brought)
    assert [line for line in report.brought if "rijen" in line] == [line for line in whole.brought if "rijen" in line]


def test_nothing_is_kept_of_an_import_that_is_done(run, tmp_path):
    with pytest.raises(SourceError):
        run(after(3))
    assert len(kept(tmp_path)) == 1
    run()
    assert kept(tmp_path) == []


def test_a_table_that_changed_meanwhile_is_read_afresh(run, tmp_path):
    _, all_pages = run()
    with pytest.raises(SourceError):
        run(after(3))
    infos = run.tables["90001ned"].get("Properties") or run.tables["90001ned"]["TableInfos"][0]
    infos["Modified"] = "2025-05-05T00:00:00"
    report, again = run()
    assert len(again) == len(all_pages)
    assert not any("afgebroken" in line for line in report.brought)


def test_another_filter_is_another_import(run):
    with pytest.raises(SourceError):
        run(after(2))
    report, _ = run(where="startswith(Soort,'A01')")
    assert not any("afgebroken" in line for line in report.brought)


def test_figures_that_are_at_fault_are_not_kept(run, tmp_path):
    name = "Observations" if "Observations" in run.tables["90001ned"] else "TypedDataSet"
    records = run.tables["90001ned"][name]
    records.append(records[0] | ({"ID": len(records)} if name == "TypedDataSet" else {}))
    with pytest.raises(SourceError, match="more than once"):
        run()
    assert kept(tmp_path) == []


def test_a_file_that_cannot_be_used_is_said(run, tmp_path):
    with pytest.raises(SourceError):
        run(after(3))
    (kept(tmp_path)[0] / "work.duckdb").write_bytes(b"no database")
    with pytest.raises(OperatorError, match="cannot be used"):
        run()


KILLED = """
import sys
from pathlib import Path
from assistant.workbench.cbs import import_cbs
import_cbs("90001ned", Path(sys.argv[1]), base_url=sys.argv[2], keep=Path(sys.argv[3]), progress=print)
"""


def test_an_import_that_is_killed_goes_on_where_it_stopped(tables, tmp_path):
    reached, seen = threading.Event(), []

    def halt(path: str, query: str, sound: bytes) -> tuple[int, bytes] | None:
        if path.endswith("/Observations"):
            seen.append(query)
            if len(seen) == 3:
                reached.set()
                gone.wait(30)
        return None

    gone = threading.Event()
    with serve(tables, page=10, spoil=halt) as served:
        place = [str(tmp_path / "catalog"), served.base_url, str(tmp_path / "keep")]
        process = subprocess.Popen([sys.executable, "-c", KILLED, *place], stdout=subprocess.DEVNULL)
        assert reached.wait(60)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(30)
        gone.set()
        assert not (tmp_path / "catalog" / "catalog.yaml").exists()
        report = import_cbs("90001ned", tmp_path / "catalog", base_url=served.base_url, keep=tmp_path / "keep")
    assert any("20 cijfers" in line for line in report.brought)
    assert any("24 rijen" in line for line in report.brought)


def test_what_a_killed_import_left_is_taken_away_later(run, tmp_path):
    left, fresh, kept_long = (
        tmp_path / "catalog/.import-old",
        tmp_path / "catalog/.import-new",
        tmp_path / "keep" / ("0" * 16),
    )
    for folder in (left, fresh, kept_long):
        folder.mkdir(parents=True)
        (folder / "work.duckdb").write_bytes(b"x")
    for folder in (left, kept_long):
        os.utime(folder, (0, 0))
    run()
    assert [folder.exists() for folder in (left, fresh, kept_long)] == [False, True, False]


def test_nothing_but_folders_of_imports_is_taken_away(run, tmp_path):
    own = tmp_path / "catalog" / "notes"
    own.mkdir(parents=True)
    os.utime(own, (0, 0))
    run()
    assert own.exists()
