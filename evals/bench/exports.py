"""What it takes to hand an answer on: as the card of the chat, and as each file that can be taken along.

``python -m evals.bench.exports [CATALOGUE CASES…]`` asks the questions of the cases, keeps a part of the answers,
spread evenly over them, and makes the card and every file of each: the sheet as HTML and Word, the table as Excel and
CSV, the chart as SVG and PNG. It prints the median, the 95th percentile and the slowest, with a chart and without.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from assistant.answering import Assistant
from assistant.answering.reopening import reopen
from assistant.chat.beside import beside
from assistant.chat.card import card, has_chart
from assistant.explanation.answer import Answer
from assistant.settings import Settings
from assistant.web.answers import DRAWINGS, TYPES, content
from evals.bench.rendering import AS_OF, ROOT, questions

#: Answers that are measured.
MOST = 60


def spent(made: Callable[[], object]) -> float:
    """Return how many milliseconds it took."""
    started = time.perf_counter()
    made()
    return (time.perf_counter() - started) * 1000


def measured(answer: Answer, assistant: Assistant) -> dict[str, float]:
    """Return the milliseconds of the card and of each file of one answer."""
    found = {"card": spent(lambda: card(answer, assistant.catalog, beside=beside(assistant, answer)))}
    opened = reopen(assistant, str(answer.kept))
    assert opened is not None
    for form in TYPES:
        if form not in DRAWINGS or has_chart(answer):
            found[form] = spent(lambda form=form: content(assistant, opened, form, "http://localhost/answers/1"))
    return found


def main(arguments: list[str]) -> None:
    """Ask, make, print."""
    catalog = Path(arguments[0]) if arguments else ROOT / "catalog"
    paths = [Path(one) for one in arguments[1:]] or sorted((ROOT / "evals" / "cases" / "demo").glob("*.yaml"))
    took: dict[tuple[str, bool], list[float]] = defaultdict(list)
    with (
        tempfile.TemporaryDirectory() as home,
        Assistant.open(Settings(catalog=catalog, home=Path(home))) as assistant,
    ):
        asked = questions(paths)
        given = [assistant.ask(text, language=language, as_of=AS_OF) for text, language in asked]
        able = [answer for answer in given if answer.shown is not None]
        chosen = able[:: max(1, len(able) // MOST)]
        measured(next(answer for answer in able if has_chart(answer)), assistant)  # what is loaded once is loaded now
        for answer in chosen:
            for name, ms in measured(answer, assistant).items():
                took[name, has_chart(answer)].append(ms)
    for (name, drawn), values in sorted(took.items()):
        ordered = sorted(values)
        late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        told = f"median {statistics.median(ordered):7.1f}   95 % within {late:7.1f}   slowest {ordered[-1]:7.1f} ms"
        print(f"{name:<5} {'with a chart' if drawn else 'without one':<13} {len(ordered):>4} answers   {told}")


if __name__ == "__main__":
    main(sys.argv[1:])
