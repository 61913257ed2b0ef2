"""What one question tells a language model: ours, beside a LangChain SQL agent and Vanna over the same tables.

    python evals/bench/prompt_tokens.py --to peers.json
    python evals/bench/prompt_tokens_peers.py peers.json

The first counts what Duiding would send for each evaluation question of the demo (prompt and shape of the reply), and
how many questions reach a model at all. It writes the tables and questions for the second, which runs in an environment
of its own with ``langchain langchain-community sqlalchemy "vanna<1"`` (none of them is needed here). All are counted in
letters, four to a token: it is the ratio that counts.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from assistant.answering import Assistant
from assistant.answering.permitting import datasets_read
from assistant.plan import Plan
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.calls import Allowance, CallLog, Failure, Prompt
from assistant.planning.model.entries import known
from assistant.planning.model.prompt import plan_prompt
from assistant.planning.model.translator import ModelTranslator
from assistant.planning.translator import Request
from assistant.settings import Settings, demo_catalog
from assistant.sql.compile import compile_plan
from assistant.sql.query import CompiledQuery

CASES = Path(__file__).parents[1] / "cases" / "demo"
#: Rows of each table that the peers get: they show samples of them to the model.
ROWS = 20


class Silent:
    """A model that never answers, and counts how often it is asked."""

    name = "bench:silent"

    def __init__(self) -> None:
        self.asked = 0

    def say(self, prompt: Prompt, seconds: float) -> Failure:
        """Count."""
        self.asked += 1
        return Failure.TIMEOUT


def main() -> None:
    """Measure, and write what the peers need."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, metavar="FILE", help="write tables and questions for the peers")
    wanted = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as home,
        Assistant.open(Settings(catalog=demo_catalog(), home=Path(home))) as assistant,
    ):
        grammar = assistant._translator
        assert isinstance(grammar, GrammarTranslator)
        questions = list(_questions(assistant, grammar))
        letters = [one["letters"] for one in questions]
        reached = sum(one["reached"] for one in questions)
        mean = sum(one["letters"] for one in questions if one["reached"]) / len(questions)
        print(f"questions: {len(questions)}, of which {reached} would reach a model")
        print(f"letters a prompt: median {statistics.median(letters):,.0f}, most {max(letters):,}")
        print(f"letters a question, over all of them: {mean:,.0f}")
        if wanted.to:
            told = {"questions": questions, "tables": list(_tables(assistant))}
            wanted.to.write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _questions(assistant: Assistant, grammar: GrammarTranslator) -> Iterator[dict[str, Any]]:
    """Yield each question that stands alone and has an answer: its tables, and the letters that we would send."""
    silent = Silent()
    beside = ModelTranslator(grammar, silent)
    for path in sorted(CASES.glob("*.yaml")):
        file = yaml.safe_load(path.read_text("utf-8"))
        for case in file["cases"]:
            text = case.get("question", "")
            if not text or case.get("before") or case.get("repeat"):
                continue
            plan = grammar.translate(Request(text, file["as_of"], case.get("lang")))
            if not isinstance(plan, Plan):
                continue
            before = silent.asked
            log = CallLog(Allowance(10**6, 10**6, 10**6), 10.0)
            beside.translate(Request(text, file["as_of"], case.get("lang"), calls=log))
            draft = grammar.draft(Request(text, file["as_of"], case.get("lang")))
            prompt = plan_prompt(text, draft.language, known(draft))
            yield {
                "question": text,
                "tables": sorted(datasets_read(plan, assistant.catalog)),
                "letters": prompt.length + len(json.dumps(prompt.schema)),
                "reached": silent.asked > before,
                "sql": _sql(plan, assistant),
            }


def _sql(plan: Plan, assistant: Assistant) -> str:
    """Return the query that answers a question: an example to train Vanna with."""
    compiled = compile_plan(plan, assistant.catalog, assistant.engine.profile)
    return compiled.tree.sql("duckdb") if isinstance(compiled, CompiledQuery) else ""


def _tables(assistant: Assistant) -> Iterator[dict[str, Any]]:
    """Yield each table as the peers are told of it: its rows, and its documentation as texts."""
    folder = assistant.loaded.data_folder
    assert folder is not None
    for dataset in assistant.catalog.datasets:
        with (folder / dataset.source).open(encoding="utf-8", newline="") as opened:
            dialect = csv.Sniffer().sniff(opened.readline(), ",;\t|")
            opened.seek(0)
            rows = csv.reader(opened, dialect)
            head = next(rows)
            first = [row for _, row in zip(range(ROWS), rows, strict=False)]
        texts = [dataset.title.say("nl")] if dataset.title else []
        for part in (*dataset.fields, *dataset.metrics.values()):
            told = part.definition.say("nl") if part.definition else ""
            texts.append(f"{part.label.say('nl') if part.label else part.name}: {told}")
        yield {"name": dataset.name, "columns": head, "rows": first, "texts": texts}


if __name__ == "__main__":
    main()
