"""What a LangChain SQL agent and Vanna tell a language model for one question: letters, over the tables of the demo.

Run as ``prompt_tokens.py`` says, in an environment of its own. Nothing is sent anywhere: a scripted model takes the
shortest way that leads to an answer (the agent lists the tables, reads the schema of those that the question needs,
has its query checked, runs it and answers), so a real model sends at least this. Vanna is trained as its guide says,
with the definition of every table, the documentation and fifty examples; its own embedding model comes from the
network, so here the texts nearest by words are retrieved, as many as it retrieves by default (ten of each kind).
"""

from __future__ import annotations

import json
import re
import sqlite3
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

#: Questions that are run through the agent; the rest differ in nothing but their words.
MOST = 40
#: Questions with their query that Vanna is trained with.
EXAMPLES = 50


def main(path: Path) -> None:
    """Measure both, each where it is installed."""
    told = json.loads(path.read_text("utf-8"))
    questions = told["questions"][:: max(1, len(told["questions"]) // MOST)][:MOST]
    ours = statistics.median(one["letters"] for one in questions)
    print(f"{'ours':<22} median {ours:>9,.0f} letters a question")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "demo.db"
        _fill(database, told["tables"])
        for name, measure in (
            ("LangChain SQL agent", _agent),
            ("Vanna", _vanna),
            ("Vanna, no examples", _untrained),
        ):
            try:
                letters = [measure(database, told, one) for one in questions]
            except ImportError as error:
                print(f"{name:<22} not installed here ({error.name})")
                continue
            median = statistics.median(letters)
            print(f"{name:<22} median {median:>9,.0f} letters a question; ours is {ours / median:.2f} of that")


def _fill(database: Path, tables: list[dict[str, Any]]) -> None:
    with sqlite3.connect(database) as opened:
        for one in tables:
            names = ", ".join(f'"{name}" TEXT' for name in one["columns"])
            opened.execute(f'CREATE TABLE "{one["name"]}" ({names})')
            marks = ", ".join("?" for _ in one["columns"])
            opened.executemany(f'INSERT INTO "{one["name"]}" VALUES ({marks})', one["rows"])


def _agent(database: Path, told: dict[str, Any], one: dict[str, Any]) -> int:
    """Return the letters that the agent sends over all calls: messages and the definitions of its tools."""
    from langchain_community.agent_toolkits import SQLDatabaseToolkit, create_sql_agent
    from langchain_community.utilities import SQLDatabase
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage
    from langchain_core.outputs import ChatGeneration, ChatResult

    sql = f'SELECT COUNT(*) FROM "{one["tables"][0]}"'
    steps = [
        ("sql_db_list_tables", {"tool_input": ""}),
        ("sql_db_schema", {"table_names": ", ".join(one["tables"])}),
        ("sql_db_query_checker", {"query": sql}),
        ("sql_db_query", {"query": sql}),
    ]

    class Scripted(BaseChatModel):
        """Takes the steps in order; the checker asks it a text of its own, which it repeats."""

        sent: int = 0
        at: int = 0
        tools: str = ""

        @property
        def _llm_type(self) -> str:
            return "scripted"

        def bind_tools(self, tools: Any, **_: Any) -> Any:
            from langchain_core.utils.function_calling import convert_to_openai_tool

            self.tools = json.dumps([convert_to_openai_tool(tool) for tool in tools])
            return self

        def _generate(self, messages: Any, stop: Any = None, run_manager: Any = None, **_: Any) -> ChatResult:
            text = sum(len(str(message.content)) + len(str(message.additional_kwargs or "")) for message in messages)
            if len(messages) == 1:  # the checker's own prompt
                self.sent += text
                return ChatResult(generations=[ChatGeneration(message=AIMessage(content=sql))])
            self.sent += text + len(self.tools)
            if self.at < len(steps):
                name, given = steps[self.at]
                self.at += 1
                call = {"name": name, "args": given, "id": f"c{self.at}", "type": "tool_call"}
                return ChatResult(generations=[ChatGeneration(message=AIMessage(content="", tool_calls=[call]))])
            return ChatResult(generations=[ChatGeneration(message=AIMessage(content="20"))])

    model = Scripted()
    opened = SQLDatabase.from_uri(f"sqlite:///{database}")
    toolkit = SQLDatabaseToolkit(db=opened, llm=model)
    create_sql_agent(llm=model, toolkit=toolkit, agent_type="tool-calling").invoke({"input": one["question"]})
    if model.at < len(steps):
        raise AssertionError("the agent ended before its last step")
    return model.sent


def _untrained(database: Path, told: dict[str, Any], one: dict[str, Any]) -> int:
    """Return the same without any example."""
    return _vanna(database, told, one, trained=False)


def _vanna(database: Path, told: dict[str, Any], one: dict[str, Any], trained: bool = True) -> int:
    """Return the letters of the one prompt for the query; those for a chart and a summary are not counted."""
    from vanna.base import VannaBase

    ddl = [
        f'CREATE TABLE "{table["name"]}" (' + ", ".join(f'"{name}" TEXT' for name in table["columns"]) + ")"
        for table in told["tables"]
    ]
    texts = [f"{table['name']}. {text}" for table in told["tables"] for text in table["texts"]]
    others = [other for other in told["questions"] if other["sql"] and other["question"] != one["question"]]
    examples = [{"question": other["question"], "sql": other["sql"]} for other in others[:EXAMPLES]] if trained else []

    class Nearest(VannaBase):
        """Vanna with what is nearest by words in memory, and no model."""

        def __init__(self) -> None:
            super().__init__(config={})

        def get_related_ddl(self, question: str, **_: Any) -> list[str]:
            return _nearest(question, ddl, str)

        def get_related_documentation(self, question: str, **_: Any) -> list[str]:
            return _nearest(question, texts, str)

        def get_similar_question_sql(self, question: str, **_: Any) -> list[Any]:
            return _nearest(question, examples, lambda example: example["question"])

        def system_message(self, message: str) -> Any:
            return {"role": "system", "content": message}

        def user_message(self, message: str) -> Any:
            return {"role": "user", "content": message}

        def assistant_message(self, message: str) -> Any:
            return {"role": "assistant", "content": message}

        def _none(self, *_: Any, **__: Any) -> Any:
            raise AssertionError("this is not asked of it")

        add_ddl = add_documentation = add_question_sql = get_training_data = remove_training_data = _none
        generate_embedding = submit_prompt = _none

    vanna = Nearest()
    prompt = vanna.get_sql_prompt(
        initial_prompt=None,
        question=one["question"],
        question_sql_list=vanna.get_similar_question_sql(one["question"]),
        ddl_list=vanna.get_related_ddl(one["question"]),
        doc_list=vanna.get_related_documentation(one["question"]),
    )
    return sum(len(message["content"]) for message in prompt)


def _nearest(question: str, known: list[Any], text: Any, most: int = 10) -> list[Any]:
    words = set(re.findall(r"\w+", question.casefold()))
    return sorted(known, key=lambda one: -len(words & set(re.findall(r"\w+", text(one).casefold()))))[:most]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
