"""The assistant over the demo catalogue, opened once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import Assistant
from assistant.explanation.answer import Answer
from assistant.settings import Settings

AS_OF = dt.date(2026, 11, 25)


@pytest.fixture(scope="session")
def demo(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = Settings(catalog=demo_catalog_dir, home=tmp_path_factory.mktemp("answering-home"))
    with Assistant.open(settings) as assistant:
        yield assistant


@pytest.fixture
def ask(demo: Assistant) -> Any:
    def asked(question: str, **options: Any) -> Answer:
        return demo.ask(question, as_of=AS_OF, **options)

    return asked
