"""Records with people in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.records import Records


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with Records.open(f"sqlite:///{tmp_path / 'records.db'}") as opened:
        opened.users.set_roles("kim", ["analyst", "manager"])
        yield opened
