"""What is published answers a question after nothing but an install."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with what is installed: no index is asked."""
    target = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (made,) = target.glob("*.whl")
    return made


@pytest.mark.heavy
def test_the_wheel_carries_documentation_and_licence_but_no_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "assistant/resources/catalog/catalog.yaml" in names
    assert any(name.startswith("assistant/resources/catalog/datasets/") for name in names)
    assert any(name.startswith("assistant/resources/catalog/presets/") for name in names)
    assert any(name.startswith("assistant/resources/prompts/") for name in names)
    assert "assistant/resources/chainlit.md" in names
    assert "assistant/resources/lint/labels.md" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert not [name for name in names if name.endswith(".csv") or name.startswith(("tests/", "catalog/"))]


@pytest.mark.heavy
def test_the_installed_wheel_answers_a_question(wheel: Path, tmp_path: Path, home: Path) -> None:
    """Into a new environment, with the dependencies that the tests run on and not the checkout."""
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = ["uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python", str(python), str(wheel)]
    subprocess.run([sys.executable, "-m", *install], check=True)
    packages = next(environment.glob("**/site-packages"))
    # A plain path, not a site folder: the .pth file of the editable install must not lead back to the checkout.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    asked = subprocess.run(
        [str(python.with_name("duiding")), "ask", "Hoeveel inwoners had Voorbeeldstad in 2024?", "--json"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"DUIDING_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    assert answer["outcome"] in {"answer", "clarify"}, answer
    assert answer["language"] == "nl"
