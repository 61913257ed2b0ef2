"""How fast reviews are: the page of 10,000 that wait, and a question held against 5,000 verified ones.

    python evals/bench/reviewing.py

The catalogue is the demo with verified questions written into a copy of it; most of the questions that are asked are
not among them, as in use.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import random
import shutil
import statistics
import tempfile
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient

from assistant.answering import Assistant
from assistant.answering.approving import verified_plan
from assistant.entrance import Login, Policy, entrance_for
from assistant.plan import Plan
from assistant.records import Author, Why
from assistant.review import Book
from assistant.review.files import name_of, write
from assistant.settings import Settings, demo_catalog
from assistant.web.app import application
from assistant.workbench.bundled import ready_catalog

HERE = "http://127.0.0.1"
ANA = Author("ana", "Ana")
TODAY = dt.date(2026, 11, 25)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--waiting", type=int, default=10_000)
    parser.add_argument("--verified", type=int, default=5_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        ready = ready_catalog(Settings(catalog=demo_catalog(), home=home))
        settings = Settings(catalog=Path(shutil.copytree(ready, home / "catalog")), home=home / "home")
        with Assistant.open(settings) as assistant:
            queue(assistant, wanted.waiting)
            matching(assistant, settings.catalog, wanted.verified)


def queue(assistant: Assistant, many: int) -> None:
    """Fill the queue with copies of one answer, and time its page."""
    record = assistant.records.get(str(assistant.ask("Hoeveel inwoners had Voorbeeldstad in 2023?").kept))
    assert record is not None
    chance = random.Random(1)
    for number in range(many):
        name = f"bench-{number}"
        assistant.records.save(replace(record, id=name, question=f"{record.question} ({number})", conversation_id=None))
        reviews = assistant.records.reviews
        if chance.random() < 0.2:
            reviews.ask(name, ANA, "Klopt dit?")
        else:
            reviews.signal(name, chance.choice((Why.OFTEN, Why.THUMBS_DOWN, Why.FREE_SQL)), chance.randint(1, 90))
    entrance = entrance_for(Policy(Login.LOCAL), assistant.records, "127.0.0.1")
    with TestClient(application(lambda: nullcontext(assistant), entrance), HERE, client=("127.0.0.1", 5)) as browser:
        for address in ("/review/", f"/review/?page={max(1, many // 50)}"):
            _told(f"{address} of {many}", [_timed(lambda at=address: _read(browser, at)) for _ in range(100)])


def matching(assistant: Assistant, root: Path, many: int) -> None:
    """Write verified questions and time how a question is held against them."""
    names = [one.label or one.value for one in _regions(assistant)]
    metrics = [(one.name, name) for one in assistant.catalog.datasets for name in one.metrics]
    chance = random.Random(2)
    plan = assistant.read("Hoeveel inwoners had Voorbeeldstad in 2023?", language="nl", as_of=TODAY)
    record = assistant.records.get(str(assistant.ask("Hoeveel inwoners had Voorbeeldstad in 2023?").kept))
    assert isinstance(plan, Plan)
    assert record is not None
    written = 0
    while written < many:
        dataset, metric = chance.choice(metrics)
        year = chance.randint(2015, 2025)
        asked = chance.choice(("Hoeveel", "Wat is het aantal", "Geef de", "Hoe staat het met"))
        question = f"{asked} {metric.replace('_', ' ')} {dataset} nummer {written} in Voorbeeldstad in {year}?"
        one = verified_plan(assistant, record, ANA, question, plan)
        write(root, replace(one, name=name_of(question, "nl")))
        written += 1
    started = time.perf_counter()
    book = Book(root, assistant.catalog, assistant.engine.profile)
    print(f"reading {many} files: {time.perf_counter() - started:.1f} s")
    known = [one.question for one in book.all()]
    asked_ = [chance.choice(known) for _ in range(300)]
    asked_ += [one.replace("Voorbeeldstad", chance.choice(names)) for one in asked_]
    asked_ += [f"Hoeveel inwoners had {chance.choice(names)} in {chance.randint(2015, 2025)}?" for _ in range(1400)]
    chance.shuffle(asked_)
    _told(f"a question against {many}", [_timed(lambda text=one: book.find(text, TODAY)) for one in asked_])


def _regions(assistant: Assistant) -> tuple:  # type: ignore[type-arg]
    return assistant.engine.profile.datasets["regio"].fields["regio_code"].members


def _read(browser: TestClient, address: str) -> None:
    assert browser.get(address).status_code == 200


def _timed(do) -> float:  # type: ignore[no-untyped-def]
    started = time.perf_counter()
    do()
    return (time.perf_counter() - started) * 1000


def _told(what: str, times: list[float]) -> None:
    ordered = sorted(times)
    ninety_fifth = ordered[math.ceil(len(ordered) * 0.95) - 1]
    told = f"median {statistics.median(ordered):.2f} ms, 95th {ninety_fifth:.2f} ms, slowest {ordered[-1]:.2f} ms"
    print(f"{what}: {told}; the first {times[0]:.2f} ms")


if __name__ == "__main__":
    main()
