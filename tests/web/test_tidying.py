"""A server that runs on lets go what is older than records are kept for, and goes on when that cannot be done."""

from __future__ import annotations

import logging
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.errors import OperatorError
from assistant.records import Gone
from assistant.web.tidying import tidying


class Pruned:
    """Counts how often it was asked to prune, and lets a test wait for it."""

    def __init__(self, *outcomes: Any) -> None:
        self.outcomes, self.done = list(outcomes), threading.Event()
        self.days: list[int] = []
        self.records: Any = SimpleNamespace(retention=self)

    def prune(self, days: int) -> Gone:
        self.days.append(days)
        outcome = self.outcomes.pop(0) if self.outcomes else Gone()
        if not self.outcomes:
            self.done.set()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def test_it_is_done_at_the_start_and_again_also_after_it_failed(caplog: pytest.LogCaptureFixture) -> None:
    pruned = Pruned(OperatorError("the disk is full"), Gone(1, 2, 0), Gone())
    with caplog.at_level(logging.INFO, "duiding.web"), tidying(pruned.records, 30, every=0.0):
        assert pruned.done.wait(60)
    assert set(pruned.days) == {30}
    assert "the disk is full" in caplog.messages[0]
    assert caplog.messages[1] == "older than 30 days: 1 conversations, 2 answers"


def test_for_ever_is_for_ever() -> None:
    pruned = Pruned()
    with tidying(pruned.records, None):
        pass
    assert pruned.days == []


def test_it_ends_with_the_server() -> None:
    pruned = Pruned(Gone())
    with tidying(pruned.records, 30):
        assert pruned.done.wait(60)
    assert not [one for one in threading.enumerate() if one.name == "tidying"]
