"""What is shipped to run it as a service: read as those programs read it, and true of this program."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from assistant.cli.arguments import parser
from tests.conftest import missing_system_part

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SETTING = re.compile(r"DUIDING_[A-Z]+(?:_[A-Z]+)*")
#: Only in tests, or the beginning of a name that is put together.
NO_SETTING = {"DUIDING_SHARED", "DUIDING_TEST_MODEL"}


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the container file, with lines that go on put together."""
    text = re.sub(r"\\\n", " ", (DEPLOY / "Containerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def unit() -> configparser.ConfigParser:
    found = configparser.ConfigParser(strict=True, interpolation=None, comment_prefixes=("#",))
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string((DEPLOY / "duiding.service").read_text("utf-8"))
    return found


def accepted(command: list[str]) -> bool:
    """Whether our command line takes these arguments."""
    return callable(parser().parse_args(command).run)


def test_the_unit_starts_what_there_is() -> None:
    program, *arguments = shlex.split(unit()["Service"]["ExecStart"])
    assert Path(program).name in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert accepted(arguments)


def test_a_stop_gives_answers_under_way_the_time_that_the_program_takes() -> None:
    from assistant.web import serving

    service = unit()["Service"]
    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) > 2 * serving._PATIENCE


def test_queries_may_still_leave_the_network() -> None:
    """What the worker of a query asks of the system must not be forbidden by the unit."""
    assert set(unit()["Service"]["RestrictNamespaces"].split()) == {"user", "net"}


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        missing_system_part("no systemd-analyze: install systemd to check the unit")
    there = (DEPLOY / "duiding.service").read_text("utf-8").replace("/opt/duiding/bin/duiding", sys.executable)
    (tmp_path / "duiding.service").write_text(there)
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / "duiding.service")]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in tried.stderr.splitlines() if "duiding" in line]
    assert (tried.returncode, ours) == (0, [])


def test_the_container_copies_files_that_are_there_and_starts_what_there_is() -> None:
    found = instructions()
    command = next(value for name, value in reversed(found) if name == "CMD")
    assert next(value for name, value in found if name == "ENTRYPOINT") == '["duiding"]'
    assert accepted(re.findall(r'"([^"]*)"', command))
    # The user is one without rights, and before anything runs.
    names = [name for name, _ in found]
    assert dict(found)["USER"] == "duiding"
    assert names.index("USER") < names.index("ENTRYPOINT")
    for ignored in (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines():
        if ignored.startswith("!"):
            assert (ROOT / ignored[1:]).exists(), ignored


def test_the_container_installs_what_the_lock_names() -> None:
    """The line that turns the lock into constraints leaves one exact version a package, and no hashes."""
    told = dict(line for line in instructions() if line[0] == "RUN")
    script = next(value for name, value in instructions() if name == "RUN" and "requirements.lock" in value)
    made = subprocess.run(
        ["bash", "-c", script.split(">")[0]], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told
    assert made
    assert all(re.fullmatch(r"[A-Za-z0-9_.\[\]-]+==\S+( *;.+)?", line) for line in made)


def test_every_setting_is_in_the_example_and_explained() -> None:
    example = {name.removesuffix("_FILE") for name in SETTING.findall((DEPLOY / "duiding.env.example").read_text())}
    code = {name for file in (ROOT / "assistant").rglob("*.py") for name in SETTING.findall(file.read_text("utf-8"))}
    code = {name.removesuffix("_FILE") for name in code} - NO_SETTING
    documents = {name for file in (ROOT / "docs").glob("*.md") for name in SETTING.findall(file.read_text("utf-8"))}
    assert code <= example
    assert example <= documents


@pytest.mark.parametrize("line", (DEPLOY / "duiding.env.example").read_text("utf-8").splitlines())
def test_every_line_of_the_example_can_be_read(line: str) -> None:
    assert not line or re.fullmatch(r"# .*|(# )?[A-Z_]+=.*", line)


def test_the_documentation_names_files_that_are_there() -> None:
    told = (ROOT / "docs" / "beheer.md").read_text("utf-8")
    assert all((ROOT / path).exists() for path in re.findall(r"deploy/[A-Za-z.]+[a-z]", told))
