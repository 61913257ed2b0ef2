"""A rebuild that goes wrong, or two at once: the serving database that stands is whole."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from assistant.engines import open_engine
from assistant.engines.build import build
from assistant.engines.sources import find_files
from assistant.errors import DataError
from assistant.settings import Settings
from tests.engines.conftest import Loaded, dataset
from tests.engines.test_running import unchecked

FILES = {"t.csv": "code,jaar,aantal\n" + "".join(f"c{n},2024,{n}\n" for n in range(2000))}

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
import duckdb
from assistant.catalog.catalog import Catalog
from assistant.engines import open_engine
from assistant.errors import OperatorError
from assistant.settings import Settings
from tests.engines.conftest import Loaded
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
loaded = Loaded(Catalog.model_validate_json(sys.argv[2]), Path(sys.argv[1]), "digest")
try:
    open_engine(loaded, Settings(home=Path(sys.argv[3])))
except OperatorError as error:
    print(f"told: {error}")
"""


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


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is POSIX's")
def test_a_disk_that_is_full_is_told_and_leaves_nothing_half(load: Any, home: Path) -> None:
    loaded: Loaded = load(dataset(), files=FILES)
    arguments = [str(loaded.root), loaded.catalog.model_dump_json(exclude_unset=True, by_alias=True), str(home)]
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert "told: the serving database cannot be built" in done.stdout, done.stderr[-600:]
    left = [path.name for path in (home / "serving").rglob("*") if path.suffix in (".duckdb", ".building", ".wal")]
    assert left == []


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
