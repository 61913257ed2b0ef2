"""A rebuild that goes wrong, or two at once: the serving database that stands is whole."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from assistant.engines import build as building
from assistant.engines import open_engine
from assistant.engines.build import build
from assistant.engines.sources import content_digest, find_files
from assistant.errors import DataError
from assistant.settings import Settings
from tests.engines.conftest import Loaded, dataset
from tests.engines.test_running import unchecked

FILES = {"t.csv": "code,jaar,aantal\n" + "".join(f"c{n},2024,{n}\n" for n in range(2000))}

#: Enough rows that a database is larger than the blocks in which it is written.
MANY = {
    name: "code,jaar,aantal\n" + "".join(f"{name}{n},2024,{n * 7919 % 100003}\n" for n in range(30_000))
    for name in ("t.csv", "u.csv")
}

OPENING = """
import logging, sys
from pathlib import Path
import duckdb
from assistant.catalog.catalog import Catalog
from assistant.engines import open_engine
from assistant.errors import OperatorError
from assistant.settings import Settings
from tests.engines.conftest import Loaded
from tests.engines.test_running import unchecked
logging.basicConfig()
loaded = Loaded(Catalog.model_validate_json(sys.argv[2]), Path(sys.argv[1]), "digest")
if len(sys.argv) > 4:
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
try:
    with open_engine(loaded, Settings(home=Path(sys.argv[3]), memory_limit=256)) as engine:
        print(f"served: {engine.run(unchecked('SELECT sum(aantal) FROM t'), 1)}")
except OperatorError as error:
    print(f"told: {error}")
"""


def opening(loaded: Loaded, home: Path, *limit: int) -> subprocess.Popen[str]:
    """Open the data in another process; with a ``limit`` no file may become larger, as on a disk that is full."""
    catalog = loaded.catalog.model_dump_json(exclude_unset=True, by_alias=True)
    return subprocess.Popen(
        [sys.executable, "-c", OPENING, str(loaded.root), catalog, str(home), *map(str, limit)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def serving(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "serving").rglob("*.duckdb")}


def test_two_rebuilds_at_once_both_serve(load: Any, home: Path) -> None:
    loaded = load(dataset(), files=FILES)
    sums: list[Any] = []

    def open_and_ask() -> None:
        with open_engine(loaded, Settings(home=home, memory_limit=256)) as engine:
            sums.append(engine.run(unchecked("SELECT sum(aantal) FROM t"), 1).rows)

    threads = [threading.Thread(target=open_and_ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sums == [((1999000,),)] * 3


def test_two_processes_rebuild_at_once(load: Any, home: Path) -> None:
    loaded = load(dataset(), files=FILES)
    running = [opening(loaded, home) for _ in range(3)]
    told = [process.communicate() for process in running]
    assert all("1999000" in out for out, _ in told), told
    assert len(serving(home)) == 1
    assert not list((home / "serving").rglob("*.building*"))


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is POSIX's")
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_disk_that_is_full_leaves_the_old_database_and_nothing_half(load: Any, home: Path, share: float) -> None:
    """At whatever moment the disk is full: when the first byte is written, when it commits, when it is about to end."""
    both = (dataset(), dataset("u.csv", name="u"))
    with open_engine(load(*both, files=MANY), Settings(home=home, memory_limit=256)):
        before = serving(home)
    more = {name: content + "nieuw,2024,1\n" for name, content in MANY.items()}
    limit = 4096 + int(share * sum(len(content) for content in before.values()))
    out, log = opening(load(*both, files=more), home, limit).communicate()
    assert "told: the serving database cannot be built" in out, log[-600:]
    assert "is the disk full" in out
    assert "ERROR:assistant.engines.build:building" in log
    assert serving(home) == before
    left = [path.name for path in (home / "serving").rglob("*") if path.suffix in (".building", ".wal", ".tmp")]
    assert left == []
    out, _ = opening(load(*both, files=more), home).communicate()
    assert "served" in out


def test_what_does_not_fit_beside_the_data_costs_time_and_no_answer(load: Any, tmp_path: Path) -> None:
    loaded = load(dataset(), files=FILES)
    files = find_files(loaded)
    assert content_digest(loaded, files, tmp_path / "gone" / "files.json") == content_digest(
        loaded, files, tmp_path / "files.json"
    )


@pytest.mark.parametrize("change", ["longer", "half", "other", "gone"])
def test_a_file_that_changes_while_others_are_read(
    load: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, change: str
) -> None:
    loaded = load(dataset(), dataset("u.csv", name="u"), files=FILES | {"u.csv": FILES["t.csv"]})
    files = find_files(loaded)
    target = tmp_path / "serving.duckdb"
    build(files, target, 256).close()
    before = target.read_bytes()
    first, last = (file.path for file in files)

    def changing(connection: Any, readings: Any) -> Any:
        content = FILES["t.csv"]
        match change:
            case "longer":
                last.write_text(content + "nieuw,2024,1\n")
            case "half":
                last.write_text(content[: len(content) // 2 - 3])
            case "other":
                last.write_text("iets;anders\n")
            case "gone":
                last.unlink(missing_ok=True)
        return table(connection, readings)

    table = building._table
    monkeypatch.setattr(building, "_table", changing)
    with caplog.at_level(logging.ERROR), pytest.raises(DataError, match="changed while it was read") as told:
        build(files, target, 256)
    assert [problem.rule for problem in told.value.problems] == ["changed"]
    assert "u.csv" in caplog.text
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("*.building*"))
    assert first.exists()


def test_a_file_that_is_gone_before_it_is_read(load: Any, tmp_path: Path) -> None:
    loaded = load(dataset(), files=FILES)
    files = find_files(loaded)
    files[0].path.unlink()
    with pytest.raises(DataError, match="changed while it was read"):
        content_digest(loaded, files, tmp_path / "files.json")


def test_a_file_that_changes_while_it_is_read_is_not_served(
    load: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load(dataset(), files=FILES)
    files = find_files(loaded)
    target = tmp_path / "serving.duckdb"
    build(files, target, 256).close()
    before = target.read_bytes()
    with files[0].path.open("a") as stream:
        stream.write("nieuw,2024,1\n")
    with pytest.raises(DataError, match="changed while it was read"):
        build(files, target, 256)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.glob("*.building")] == []
