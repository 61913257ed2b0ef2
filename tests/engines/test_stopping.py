"""Whoever asked may stop waiting: the query ends at once, and the next one has a worker of its own."""

from __future__ import annotations

import contextvars
import threading
from typing import Any

import pytest

from assistant.engines.pool import Pool
from assistant.stopping import Stop, Stopped, check_stopped, on_stop, stoppable
from tests.engines.conftest import dataset
from tests.engines.test_pool import BOMB
from tests.engines.test_running import FILES

LONG = 600.0


def test_a_query_that_is_stopped_ends_long_before_its_time(load: Any, opened: Any) -> None:
    engine = opened(load(dataset(), files=FILES), time_limit=LONG, memory_limit=512)
    pool = Pool(engine._pool._options, size=1)
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            pool.ask({"do": "run", "sql": BOMB, "limit": 1})
        except Stopped as stopped:
            ended.append(stopped)

    with stoppable() as stop:
        thread = threading.Thread(target=contextvars.copy_context().run, args=(ask,))
        thread.start()
        while not pool._busy:
            pass
        stop.stop()
        thread.join(60)
    assert not thread.is_alive()
    assert len(ended) == 1
    assert pool.ask({"do": "run", "sql": "SELECT 1", "limit": 1})["rows"] == [[1]]
    pool.close()


def test_what_begins_after_the_stop_ends_at_once() -> None:
    ended = []
    with stoppable() as stop:
        stop.stop()
        with on_stop(lambda: ended.append("query")):
            pass
        with pytest.raises(Stopped):
            check_stopped()
    assert ended == ["query"]


def test_what_was_finished_before_the_stop_is_left_alone() -> None:
    ended = []
    with stoppable() as stop:
        with on_stop(lambda: ended.append("query")):
            pass
        stop.stop()
    assert not ended


def test_one_question_is_stopped_and_not_another() -> None:
    ended = []
    with stoppable() as one:
        with stoppable(), on_stop(lambda: ended.append("other")):
            one.stop()
        check = Stop()
        assert not check.wanted
    assert not ended
    check_stopped()
    with on_stop(lambda: ended.append("nobody")):
        check_stopped()
