"""What it takes to render an answer: everything from rows to JSON, the queries aside.

``python evals/bench/rendering.py [CATALOGUE CASES…]`` asks the questions of the cases once, then renders each
answer again several times: what is shown, the sentence and its check against the cells, caveats, questions to talk
about, interpretation, sources and JSON. It prints the median and the 95th percentile per answer and per part.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from assistant.answering import Assistant
from assistant.answering.texts import texts
from assistant.explanation.answer import Answer, answer_columns, answer_rows
from assistant.explanation.caveats import Evidence, caveats, probes
from assistant.explanation.interpretation import interpretation
from assistant.explanation.sources import sources
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TIMES = 5
AS_OF = dt.date(2026, 11, 25)


def questions(paths: list[Path]) -> list[tuple[str, Any]]:
    """Return the questions of the case files, those that follow another one left out."""
    found = [case for path in paths for case in yaml.safe_load(path.read_text("utf-8"))["cases"]]
    return [(case["question"], case.get("lang")) for case in found if "question" in case and not case.get("before")]


def rendered(answer: Answer, assistant: Assistant, clock: Callable[[str, float], None]) -> None:
    """Render one answer again, and tell how long each part took."""
    shown = answer.shown
    assert shown is not None
    plan, catalog = shown.plan, shown.catalog
    evidence = Evidence()

    def timed(name: str, made: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        result = made()
        clock(name, (time.perf_counter() - started) * 1000)
        return result

    timed("probes", lambda: probes(plan, catalog, shown.profile))
    timed("caveats", lambda: caveats(plan, catalog, shown.profile, evidence, shown, AS_OF))
    timed("texts", lambda: texts(shown, answer.caveats))
    timed("interpretation", lambda: interpretation(plan, catalog))
    timed("sources", lambda: sources(catalog, [ref.dataset for ref in plan.metrics], plan.language))
    timed("table", lambda: (answer_columns(shown), answer_rows(shown)))
    timed("json", lambda: json.dumps(answer.to_json(), ensure_ascii=False))


def main(arguments: list[str]) -> None:
    """Ask, render, print."""
    catalog = Path(arguments[0]) if arguments else ROOT / "catalog"
    paths = [Path(one) for one in arguments[1:]] or sorted((ROOT / "evals" / "cases" / "demo").glob("*.yaml"))
    parts: dict[str, list[float]] = defaultdict(list)
    whole: list[float] = []
    with (
        tempfile.TemporaryDirectory() as home,
        Assistant.open(Settings(catalog=catalog, home=Path(home))) as assistant,
    ):
        answers = [assistant.ask(text, language=language, as_of=AS_OF) for text, language in questions(paths)]
        for answer in answers:
            if answer.shown is None or answer.standing is not None:  # the latter has caveats of other figures too
                continue
            rounds = []
            for _ in range(TIMES):
                took: dict[str, float] = {}
                rendered(answer, assistant, took.__setitem__)
                rounds.append(took)
            best = min(rounds, key=lambda one: sum(one.values()))
            whole.append(sum(best.values()))
            for name, spent in best.items():
                parts[name].append(spent)
    print(f"{len(whole)} answers, ms to render one: median {_at(whole, 0.5):.2f}, 95 % within {_at(whole, 0.95):.2f}")
    for name, spent in sorted(parts.items(), key=lambda item: -statistics.median(item[1])):
        print(f"  {name:<15} median {_at(spent, 0.5):6.2f}   95 % within {_at(spent, 0.95):6.2f}")


def _at(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


if __name__ == "__main__":
    main(sys.argv[1:])
