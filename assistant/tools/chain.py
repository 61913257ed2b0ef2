"""The tools for a program that is built with LangChain."""

from __future__ import annotations

import json
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, Field

from assistant.catalog.text import Language
from assistant.tools.toolbox import Toolbox, argument, tool


class _Question(BaseModel):
    question: str = Field(description=argument("question"))
    conversation: str | None = Field(default=None, description=argument("conversation"))
    language: Language | None = Field(default=None, description=argument("language"))


class _Words(BaseModel):
    text: str = Field(description=argument("text"))
    language: Language | None = Field(default=None, description=argument("language"))


class _Query(BaseModel):
    sql: str = Field(description=argument("sql"))
    language: Language = Field(default="nl", description=argument("language"))


def langchain_tools(box: Toolbox) -> list[BaseTool]:
    """Return the tools, to give to ``bind_tools`` or an agent. Each returns one JSON object as text."""

    def ask(question: str, conversation: str | None = None, language: Language | None = None) -> str:
        return _text(box.ask(question, conversation, language))

    def search_catalog(text: str, language: Language | None = None) -> str:
        return _text(box.search_catalog(text, language))

    def check_sql(sql: str, language: Language = "nl") -> str:
        return _text(box.check_sql(sql, language))

    made = ((ask, _Question), (search_catalog, _Words), (check_sql, _Query))
    return [
        StructuredTool.from_function(
            one, name=one.__name__, description=tool(one.__name__).description, args_schema=schema
        )
        for one, schema in made
    ]


def _text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, allow_nan=False)
