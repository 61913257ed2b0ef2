"""The documentation shows commands that work, links that lead somewhere, and every dependency with its reason."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))

#: Commands that start a server, read from the network or read a file of one's own: only their options are parsed.
ONLY_PARSED = (("chat",), ("serve",), ("mcp",), ("users", "password"), ("catalog", "import"), ("catalog", "add"))


def shown() -> list[str]:
    """Return every line that the documentation shows in a ``console`` block behind a ``$``, each once."""
    blocks = (
        block for file in DOCUMENTS for block in re.findall(r"```console\n(.*?)```", file.read_text("utf-8"), re.S)
    )
    return list(dict.fromkeys(line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")))


def commands(name: str) -> list[list[str]]:
    """Return the arguments of each shown command called ``name``."""
    return [words[1:] for words in map(shlex.split, shown()) if words[0] == name]


def test_only_our_own_commands_are_shown() -> None:
    assert {shlex.split(line)[0] for line in shown()} == {"make", "duiding"}


@pytest.mark.parametrize("arguments", commands("make"), ids=" ".join)
def test_a_shown_make_target_exists(arguments: list[str]) -> None:
    if shutil.which("make") is None:
        pytest.skip("no make on this machine")
    tried = subprocess.run(["make", "--dry-run", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr


@pytest.mark.parametrize("arguments", commands("duiding"), ids=" ".join)
def test_a_shown_duiding_command_works(
    arguments: list[str],
    demo_catalog_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Run as a reader would, in a checkout with its demo data built; ``ANSWER`` is an answer just given."""
    from assistant.cli import main

    monkeypatch.chdir(tmp_path if "ANSWER" in arguments else demo_catalog_dir.parent)
    # What analysts decide is written into the catalogue: into a copy here.
    reviewed = arguments[0] == "review"
    own = ["--catalog", str(shutil.copytree(demo_catalog_dir, tmp_path / "catalog"))] if reviewed else []
    if "ANSWER" in arguments:
        assert _run(main, ["ask", "Hoeveel inwoners had Voorbeeldstad in 2024?", *own], monkeypatch) == 0
        kept = capsys.readouterr().out.split()[-1]
        arguments = [kept if word == "ANSWER" else word for word in arguments]
        if reviewed and arguments[1] != "ask":
            assert _run(main, ["review", "ask", kept, *own], monkeypatch) == 0
    arguments = [*arguments, *own]
    if arguments[0] == "records" and arguments[1] in ("backup", "restore"):
        copy = str(tmp_path / arguments[2])
        assert _run(main, ["users", "add", "sam"], monkeypatch) == 0
        if arguments[1] == "restore":
            assert _run(main, ["records", "backup", copy], monkeypatch) == 0
        arguments = [*arguments[:2], copy]
    if arguments[0] == "users" and arguments[1] not in ("add", "list"):
        assert _run(main, ["users", "add", arguments[2]], monkeypatch) == 0
    parsed_only = any(tuple(arguments[: len(start)]) == start for start in ONLY_PARSED)
    code = _run(main, [*arguments, "--help"] if parsed_only else arguments, monkeypatch)
    assert code == 0, capsys.readouterr()


def _run(main: Any, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["duiding", *arguments])
    try:
        return int(main() or 0)
    except SystemExit as ended:
        return int(ended.code or 0)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_the_project_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8"))
    assert not [link for link in links if not (document.parent / link).exists()]


@pytest.mark.parametrize("document", ["docs/dependencies.md", "THIRD_PARTY.md"])
def test_every_dependency_is_named_and_nothing_else(document: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    required = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=!~ ]", entry)[0].lower() for entry in required}
    rows = re.findall(r"^\| ([a-z0-9, -]+) \|", (ROOT / document).read_text("utf-8"), re.M)
    assert {name for row in rows for name in row.split(", ")} - {"package"} == names


@pytest.mark.parametrize("target", ["chat", "test", "test-heavy", "test-model", "lint", "lock", "demo"])
def test_make_offers_what_is_promised(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.M)
