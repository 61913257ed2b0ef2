"""The demo that the package brings can be asked from any place, and is built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.errors import OperatorError
from assistant.settings import Settings
from assistant.workbench import bundled


@pytest.fixture
def package(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for an installed package: documentation without data, and a generator that counts."""
    folder = tmp_path / "package" / "catalog"
    shutil.copytree(root / "catalog", folder, ignore=shutil.ignore_patterns("data"))
    monkeypatch.setattr(bundled, "demo_catalog", lambda: folder)
    return folder


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Watch the generator instead of running it."""
    targets: list[Path] = []

    def build(target: Path) -> None:
        target.mkdir()
        (target / "table.csv").write_text("a\n1\n", encoding="utf-8")
        targets.append(target)

    monkeypatch.setattr(bundled.demo, "build", build)
    return targets


def test_an_own_catalogue_is_used_as_it_is(package: Path, built: list[Path], tmp_path: Path, home: Path) -> None:
    own = tmp_path / "own"
    assert bundled.ready_catalog(Settings(catalog=own)) == own
    assert not built
    assert not list(home.iterdir())


def test_a_demo_with_data_is_used_in_place(package: Path, built: list[Path]) -> None:
    (package / "data").mkdir()
    assert bundled.ready_catalog(Settings(catalog=package)) == package
    assert not built


def test_a_demo_without_data_is_built_once_in_the_state_folder(package: Path, built: list[Path], home: Path) -> None:
    ready = bundled.ready_catalog(Settings(catalog=package))
    assert ready.is_relative_to(home)
    assert (ready / "catalog.yaml").read_bytes() == (package / "catalog.yaml").read_bytes()
    assert (ready / "data" / "table.csv").is_file()
    assert bundled.ready_catalog(Settings(catalog=package)) == ready
    assert len(built) == 1
    assert not (package / "data").exists()


def test_a_newer_demo_is_built_beside_the_older_one(package: Path, built: list[Path]) -> None:
    older = bundled.ready_catalog(Settings(catalog=package))
    with (package / "catalog.yaml").open("a", encoding="utf-8") as file:
        file.write("# newer\n")
    newer = bundled.ready_catalog(Settings(catalog=package))
    assert newer != older
    assert older.is_dir()


def test_of_two_that_build_at_once_the_second_uses_what_the_first_built(
    package: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    build = bundled.demo.build

    def overtaken(target: Path) -> None:
        monkeypatch.setattr(bundled.demo, "build", build)
        bundled.ready_catalog(Settings(catalog=package))
        build(target)

    monkeypatch.setattr(bundled.demo, "build", overtaken)
    ready = bundled.ready_catalog(Settings(catalog=package))
    assert (ready / "data" / "table.csv").is_file()
    assert [path.name for path in ready.parent.iterdir()] == [ready.name]


def test_a_build_that_breaks_off_leaves_nothing(package: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(target: Path) -> None:
        target.mkdir()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundled.demo, "build", full)
    with pytest.raises(OperatorError, match="No space left on device"):
        bundled.ready_catalog(Settings(catalog=package))
    assert not list((home / "demo").iterdir())
