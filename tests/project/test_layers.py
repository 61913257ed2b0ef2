"""The rooms import upwards only, and heavy libraries stay in their rooms."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.layers import Import, broken_edges, broken_walls, imports_of, rank


@pytest.fixture(scope="module")
def imports(root: Path) -> list[Import]:
    return list(imports_of(root))


def test_a_room_imports_only_rooms_above_it(imports: list[Import]) -> None:
    broken = broken_edges(imports)
    assert not broken, "\n".join(broken)


def test_a_heavy_library_is_imported_in_its_own_rooms_only(imports: list[Import]) -> None:
    broken = broken_walls(imports)
    assert not broken, "\n".join(broken)


def test_a_language_model_is_made_in_one_file(imports: list[Import]) -> None:
    """Being a tool of LangChain's is not calling a model."""
    files = {item.where.split(":")[0] for item in imports if item.module.startswith("langchain")}
    assert files <= {"assistant/planning/model/chat_model.py", "assistant/tools/chain.py"}, files


def test_every_room_has_its_place_in_the_order(root: Path) -> None:
    rooms = {path.stem for path in (root / "assistant").iterdir() if path.suffix == ".py" or any(path.glob("**/*.py"))}
    unknown = {room for room in rooms - {"__init__", "__main__"} if rank(room) is None}
    assert not unknown, f"rooms without a place in tests/project/layers.py: {sorted(unknown)}"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("from assistant.cli import main", "catalog → cli"),
        ("import assistant.plan", "catalog → plan"),
        ("from assistant import plan", "catalog → plan"),
        ("from ..chat import app", "catalog → chat"),
        ("def f():\n    from assistant.sql.query import Query", "catalog → sql"),
        ("from assistant.errors import InputError\nfrom . import field\nimport json", None),
    ],
)
def test_the_rule_sees_every_way_to_import(tmp_path: Path, source: str, said: str | None) -> None:
    (tmp_path / "assistant" / "catalog").mkdir(parents=True)
    (tmp_path / "assistant" / "catalog" / "any.py").write_text(source, encoding="utf-8")
    broken = broken_edges(list(imports_of(tmp_path)))
    assert (said in broken[0]) if said else not broken
