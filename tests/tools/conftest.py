"""One assistant over the demo for all tests of the tools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answering.live import LiveAssistant
from assistant.settings import Settings
from assistant.tools import Toolbox

Box = Callable[..., Toolbox]


@pytest.fixture(scope="session")
def live(demo_catalog_dir: Path) -> Iterator[LiveAssistant]:
    with closing(LiveAssistant(Settings(catalog=demo_catalog_dir))) as made:
        yield made


@pytest.fixture
def box(live: LiveAssistant) -> Box:
    """Return a maker of toolboxes that ask on a fixed day."""

    def made(user: str | None = None, role: str = "manager") -> Toolbox:
        return Toolbox(live, user=user, role=role, as_of=dt.date(2026, 1, 31))

    return made
