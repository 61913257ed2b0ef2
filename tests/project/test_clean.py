"""The project holds no secret, no path of somebody's machine and no registry address."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

#: What must not be in a tracked file → what it is.
FORBIDDEN = {
    r"-----BEGIN [A-Z ]*PRIVATE KEY": "a private key",
    r"\b(?:sk|pk)-[A-Za-z0-9_-]{20,}": "an API key",
    r"\bgh[pousr]_[A-Za-z0-9]{30,}": "an access token",
    r"\bAKIA[0-9A-Z]{16}\b": "an access key",
    r"(?:^|[\s\"'`(=:])/(?:home|root|Users)/[a-z]": "a path of somebody's machine",
    r"(?:^|[\s\"'`(=:])/" + r"work/": "a path of somebody's machine",
    r"[A-Za-z]:\\Users\\": "a path of somebody's machine",
    r"(?i)\bhttps?://[^\s\"')]*(?:pypi\.org/simple|pythonhosted\.org|registry\.npmjs\.org|artifactory|/simple/)":
        "the address of a package index",
    r"(?i)^\s*--(?:index-url|extra-index-url|find-links|trusted-host)\b": "a package index option",
}  # fmt: skip

SELF = "tests/project/test_clean.py"


def tracked(root: Path) -> list[Path]:
    """Return the files that git tracks, or skip where there is no git (an unpacked source archive)."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: no list of tracked files")
    return [root / name for name in listed.stdout.split("\0") if name and name != SELF and (root / name).is_file()]


def lines_of(file: Path) -> list[str]:
    """Return the lines of a text file; none for a picture or other binary."""
    content = file.read_bytes()
    return [] if b"\0" in content else content.decode("utf-8").splitlines()


def test_no_tracked_file_holds_what_must_not_leave_a_machine(root: Path) -> None:
    patterns = [(re.compile(pattern), what) for pattern, what in FORBIDDEN.items()]
    found = [
        f"{file.relative_to(root)}:{number}: {what}"
        for file in tracked(root)
        for number, line in enumerate(lines_of(file), start=1)
        for pattern, what in patterns
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-model.lock"])
def test_every_locked_package_has_a_hash(name: str, root: Path) -> None:
    lock = (root / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", lock)[1:]
    assert entries
    unpinned = [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
    assert not unpinned, unpinned


def test_built_data_is_not_tracked(root: Path) -> None:
    assert not [file for file in tracked(root) if file.is_relative_to(root / "catalog" / "data")]
