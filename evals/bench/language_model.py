"""What our part of a call to a language model costs: entries, prompt, reply, and holding it to the question.

``python evals/bench/language_model.py [DATASETS …]`` (default 100 and 1,000) asks some two hundred questions over an
invented catalogue of each size, with a model that replies at once, and prints milliseconds a call and letters a prompt,
the shape of the reply included; then the same letters over the demo.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from linking import AS_OF, questions
from wide_catalog import write

from assistant.answering.facts import DataFacts
from assistant.catalog.loading import load_catalog
from assistant.engines import open_engine
from assistant.linking.lexicon import entries
from assistant.linking.stored import open_index
from assistant.linking.topics import topics
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.calls import Allowance, CallLog, Prompt, Reply
from assistant.planning.model.translator import ModelTranslator
from assistant.planning.translator import Knowledge, Request
from assistant.settings import Settings, demo_catalog


class AtOnce:
    """Proposes the first figure it was offered, at once."""

    name = "bench:at-once"

    def __init__(self) -> None:
        self.letters: list[int] = []

    def say(self, prompt: Prompt, seconds: float) -> Reply:
        """Return the first figure that was offered."""
        self.letters.append(prompt.length + len(json.dumps(prompt.schema)))
        metric = prompt.schema["$defs"].get("metric", {"enum": [""]})["enum"][0]
        value = {"form": "figure", "metrics": [metric], "glosses": []}
        return Reply(value, json.dumps(value))


def measure(folder: Path, asked: list[str]) -> dict[str, float]:
    """Return milliseconds of our part of a call beyond the grammar's own, and letters of a prompt."""
    settings = Settings(catalog=folder, home=Path(tempfile.mkdtemp()))
    loaded = load_catalog(folder)
    engine = open_engine(loaded, settings)
    index = open_index(
        settings.home / "index",
        engine.digest,
        lambda: entries(loaded.catalog, engine.profile),
        lambda: topics(loaded.catalog),
    )
    grammar = GrammarTranslator(
        Knowledge(loaded.catalog, engine.profile, index), DataFacts(loaded.catalog, engine, settings.row_limit)
    )
    model = AtOnce()
    beside = ModelTranslator(grammar, model)
    took = []
    for text in asked:
        log = CallLog(Allowance(10**6, 10**6, 10**6), 10.0)
        request = Request(text, AS_OF, calls=log)
        grammar.translate(request)  # what is looked up once is known now, both times
        started = time.perf_counter()
        beside.translate(request)
        whole = time.perf_counter() - started
        if not log.calls:
            continue
        started = time.perf_counter()
        grammar.translate(request)
        took.append(1000 * (whole - (time.perf_counter() - started)))
    engine.close()
    ordered = sorted(took)
    return {
        "calls": len(ordered),
        "ours_p50_ms": statistics.median(ordered),
        "ours_p95_ms": ordered[int(0.95 * len(ordered))],
        "prompt_p50_letters": statistics.median(model.letters),
        "prompt_most_letters": max(model.letters),
    }


def strange(asked: list[str]) -> list[str]:
    """Return the questions with a word in each that no catalogue knows, so that a model is asked."""
    return [f"{text.rstrip('?')} van gnurfels?" for text in asked]


def main(sizes: list[int]) -> None:
    """Measure every size in a process of its own, then the demo."""
    found = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), size)
            ran = subprocess.run(
                [sys.executable, __file__, "--measure", folder, str(size)], check=True, capture_output=True, text=True
            )
            found[f"{size:,}"] = json.loads(ran.stdout)
    demo = ["Hoeveel boeven telde Noord in 2024?", "hoeveel kids krijgen jeugdzorg", "waar wordt het meest ingebroken"]
    found["demo"] = measure(demo_catalog(), demo)
    print(f"{'':<24}" + "".join(f"{name:>12}" for name in found))
    for name in next(iter(found.values())):
        print(f"{name:<24}" + "".join(f"{one[name]:>12.1f}" for one in found.values()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(Path(sys.argv[2]), strange(list(questions(int(sys.argv[3])))))))
    else:
        main([int(one) for one in sys.argv[1:]] or [100, 1000])
