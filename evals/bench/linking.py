"""What a large catalogue costs the translator: building and opening its index, linking and planning, and memory.

``python evals/bench/linking.py [DATASETS …]`` (default 100 and 1,000) writes an invented catalogue of each size (20
fields and 200 members a dataset), opens it twice, asks some two hundred questions and prints the figures, then how they
grow from the first size to the last. Each size is measured in a process of its own, and its memory once more in one
that finds data and index kept.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from wide_catalog import FIGURES, places, subjects, write

from assistant.answering.facts import DataFacts
from assistant.catalog.loading import load_catalog
from assistant.engines import open_engine
from assistant.linking.lexicon import entries
from assistant.linking.match import link
from assistant.linking.stored import open_index
from assistant.linking.topics import topics
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.reading import read
from assistant.planning.translator import Knowledge, Request
from assistant.settings import Settings

AS_OF = dt.date(2026, 11, 25)
T = TypeVar("T")
FRAMES = [
    "Hoeveel {f} waren er in 2023?",
    "{f} per soort {s} in 2022",
    "wat was {f} in {p} in 2024",
    "Welke gemeente had in 2023 de meeste {f}?",
    "hoeveel {f} waren er in 2021 in {p} voor team 3",
    "is {f} gestegen sinds 2020?",
    "Hoevele {f} zijn er eigenlijk bij ons, en hoeveel waren dat er in 2020?",
    "{s}",
    "Hoeveel eenhoorns en draken wonen er in {p}?",
    "Hoeveel {t} waren er?",
]


def questions(datasets: int) -> Iterator[str]:
    """Yield questions about figures, dimensions and places of the catalogue, and some that it cannot answer."""
    made = random.Random(11)
    said = subjects(datasets)
    named = [row["naam"] for row in places(datasets)]
    for at in range(200):
        subject = made.choice(said)
        figure = made.choice(FIGURES).format(s=subject)
        wrong = subject[:4] + subject[5:]
        yield FRAMES[at % len(FRAMES)].format(f=figure, s=subject, p=made.choice(named), t=wrong)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what ``work`` gives and the seconds that it took."""
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def measure(folder: Path, datasets: int) -> dict[str, float]:
    """Return the figures of one size, in seconds, milliseconds and megabytes."""
    settings = Settings(catalog=folder, home=folder / "home")
    loaded, loading = timed(lambda: load_catalog(folder))
    engine, serving = timed(lambda: open_engine(loaded, settings))
    engine.close()
    engine, again = timed(lambda: open_engine(loaded, settings))
    kept = settings.home / "index"

    def opened() -> Knowledge:
        index = open_index(
            kept, engine.digest, lambda: entries(loaded.catalog, engine.profile), lambda: topics(loaded.catalog)
        )
        return Knowledge(loaded.catalog, engine.profile, index)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _, building = timed(opened)
    knowledge, opening = timed(opened)
    translator = GrammarTranslator(knowledge, DataFacts(loaded.catalog, engine, settings.row_limit))
    linked, planned = [], []
    for text in questions(datasets):
        request = Request(text, AS_OF)
        linked.append(timed(lambda one=request: link(read(one, knowledge.index).analysis, knowledge.index))[1])
        planned.append(timed(lambda one=request: translator.translate(one))[1])
    engine.close()
    return {
        "load_catalogue_s": loading,
        "build_serving_s": serving,
        "open_serving_s": again,
        "build_index_s": building,
        "open_index_s": opening,
        **_spread("link", linked),
        **_spread("link_and_plan", planned),
        "before_index_mb": before / 1024,
        "most_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _spread(name: str, seconds: list[float]) -> dict[str, float]:
    ordered = sorted(1000 * one for one in seconds)
    return {f"{name}_p50_ms": statistics.median(ordered), f"{name}_p95_ms": ordered[int(0.95 * len(ordered))]}


def _in_a_process(folder: str, size: int) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, __file__, "--measure", folder, str(size)], check=True, capture_output=True, text=True
    )
    measured: dict[str, float] = json.loads(ran.stdout)
    return measured


def main(sizes: list[int]) -> None:
    """Measure every size in a process of its own and print them side by side."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), size)
            first, again = _in_a_process(folder, size), _in_a_process(folder, size)
            found.append(first | {"kept_memory_mb": again["most_memory_mb"]})
    print(f"{'':<24}" + "".join(f"{size:>12,}" for size in sizes) + f"{'growth':>12}")
    for name in found[0]:
        values = [one[name] for one in found]
        growth = f"{values[-1] / values[0]:>11.1f}x" if values[0] else ""
        print(f"{name:<24}" + "".join(f"{value:>12.2f}" for value in values) + growth)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        main([int(one) for one in sys.argv[1:]] or [100, 1000])
