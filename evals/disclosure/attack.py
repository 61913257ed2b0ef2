"""Tries to work out small counts from the answers to many allowed questions and pasted queries.

``python -m evals.disclosure.attack`` asks, in one conversation, tables at every level and split, complements, groups of
members, single figures, shares, changes and running totals; pastes queries among them (rows, sums, columns with a
FILTER, parts of a UNION, differences, windows, means); writes each shown figure down as an equation over the finest
counts; and lets linear programming tell how large every small count can still be. A count is *recovered* when it
cannot reach the minimum any more: then it is known exactly, or known to be small. With secondary suppression switched
off the same program must recover some, and so it must where the queries do not share the memory of the questions, or
it would prove nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.answering.withholding import Guard, Judgement
from assistant.catalog.catalog import MetricRef
from assistant.plan import Plan
from assistant.settings import Settings, demo_catalog
from assistant.validation.disclosure import resting, small_cells
from evals.disclosure.knowledge import Knowledge
from evals.disclosure.queries import Pasted, Queries
from evals.disclosure.tables import generate
from evals.disclosure.world import Questions, World, read_world

DEMO_YEARS = ("2022", "2023", "2024")
#: What a query may be refused for: it would answer yes or no about a small count.
_MAY_BE_REFUSED = frozenset({"telling_query"})


@dataclass
class Outcome:
    """What one attack gave."""

    table: str
    secondary: bool
    together: bool
    steps: int
    answered: int
    refused: int
    figures: int
    small: int
    withheld: int
    recovered: int
    seconds: float


class PrimaryOnly(Guard):
    """Withholds small counts and nothing else: what the product would be without secondary suppression."""

    def judge(self, plan: Any, columns: Any, rows: Any, role: str, seen: Any = ()) -> Judgement:
        """Return the small cells and what rests on them in the same row."""
        small = small_cells(columns, rows, self._catalog)
        return Judgement(resting(columns, rows, self._catalog, small))


def attack(
    name: str,
    catalog: Path,
    world: World,
    *,
    seed: int,
    most: int,
    home: Path,
    secondary: bool = True,
    together: bool = True,
) -> Outcome:
    """Ask, paste, learn and solve.

    A third of the steps are pasted queries. With ``together`` off they are asked by somebody else, who shares no
    memory with the one who asks in words.
    """
    started = time.monotonic()
    knowledge = Knowledge(world)
    answered = refused = 0
    with Assistant.open(Settings(catalog=catalog, home=home)) as assistant:
        if not secondary:
            assistant._guard = PrimaryOnly(assistant.catalog, assistant.engine)
        for step in _steps(world, seed, most):
            if isinstance(step, Pasted):
                told = assistant.query(step.sql, conversation="attack" if together else "queries").to_json()
                if told["ok"]:
                    answered += 1
                    knowledge.learn_from(step, told)
                elif {issue["rule"] for issue in told["issues"]} <= _MAY_BE_REFUSED:
                    refused += 1
                else:
                    raise RuntimeError(f"{told['issues']}: {step.sql}")
                continue
            answer = assistant.again(step, reader=assistant.reader(conversation="attack"))
            if answer.outcome == "answer" and answer.shown is not None:
                answered += 1
                knowledge.learn(step, answer.shown)
            elif answer.outcome == "error":
                raise RuntimeError(f"{answer.error}: {step}")
    recovered = knowledge.recovered()
    for cell, (least, largest) in list(recovered.items())[: 3 if secondary and together else 0]:
        print(f"  {cell}: {world.cells[cell]:g} is between {least:g} and {largest:g}", file=sys.stderr)
    return Outcome(
        name,
        secondary,
        together,
        most,
        answered,
        refused,
        knowledge.shown,
        len(world.small),
        len(knowledge.withheld),
        len(recovered),
        round(time.monotonic() - started, 1),
    )


def _steps(world: World, seed: int, most: int) -> list[Plan | Pasted]:
    """Return questions and pasted queries, mixed."""
    queries: list[Plan | Pasted] = list(Queries(world, seed).all(most // 3))
    found = [*Questions(world, seed).all(most - len(queries)), *queries]
    random.Random(seed).shuffle(found)
    return found


def demo_worlds(folder: Path) -> dict[str, World]:
    """Return the counts of persons of the demo that have small ones."""
    data = folder / "data"
    worlds = {
        "demo: uitkeringen": read_world(
            data, MetricRef("bijstand", "uitkeringen"), "uitkeringen", {"leeftijd": "totaal"}, DEMO_YEARS
        ),
        "demo: instroom": read_world(
            data, MetricRef("bijstand", "instroom"), "instroom", {"leeftijd": "totaal"}, DEMO_YEARS, flow=True
        ),
        "demo: huishoudens": read_world(
            data, MetricRef("huishoudens", "huishoudens"), "huishoudens", {"soort": "totaal"}, DEMO_YEARS
        ),
        "demo: inwoners": read_world(
            data,
            MetricRef("bevolking", "inwoners"),
            "inwoners",
            {"leeftijd": "totaal", "geslacht": "totaal"},
            DEMO_YEARS[-1:],
        ),
        "demo: wmo": read_world(
            data, MetricRef("wmo", "clienten"), "clienten", {}, DEMO_YEARS, fixed=(("voorziening", "begeleiding"),)
        ),
    }
    return worlds


GENERATED: dict[str, Callable[[Path], World]] = {
    "generated: 2 dimensions": lambda folder: generate(folder, 1, towns=2, districts=4, quarters=8, dims=(4,), years=3),
    "generated: 3 dimensions": lambda folder: generate(
        folder, 2, towns=2, districts=3, quarters=6, dims=(4, 2), years=2
    ),
    "generated: sparse": lambda folder: generate(folder, 3, towns=3, districts=5, quarters=10, dims=(6,), years=1),
}


def main(arguments: list[str] | None = None) -> int:
    """Run the attacks and print one line of JSON each; return 1 when something was recovered or nothing could be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--questions", type=int, default=500, metavar="N", help="questions and queries in one conversation"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", metavar="TEXT", help="tables whose name holds this text")
    chosen = parser.parse_args(arguments)
    wrong = apart = 0
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        worlds: dict[str, tuple[Path, World]] = {
            title: (demo_catalog(), world) for title, world in demo_worlds(demo_catalog()).items()
        }
        for number, (title, make) in enumerate(GENERATED.items()):
            folder = base / f"catalog{number}"
            worlds[title] = (folder, make(folder))
        for title, (folder, world) in worlds.items():
            if chosen.only not in title:
                continue
            for secondary, together in ((True, True), (True, False), (False, True)):
                outcome = attack(
                    title,
                    folder,
                    world,
                    seed=chosen.seed,
                    most=chosen.questions,
                    secondary=secondary,
                    together=together,
                    home=base / "home",
                )
                print(json.dumps(asdict(outcome)), flush=True)
                if together:
                    wrong += bool(outcome.recovered) if secondary else not outcome.recovered
                apart += 0 if together else outcome.recovered
    return 1 if wrong or not apart else 0


if __name__ == "__main__":
    sys.exit(main())
