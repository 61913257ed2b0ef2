"""The tools by the Model Context Protocol: a server that another program starts and talks to over its own pipes."""

from __future__ import annotations

from typing import Annotated, Any

from mcp.server.fastmcp import FastMCP
from mcp.types import ToolAnnotations
from pydantic import Field

from assistant.catalog.text import Language
from assistant.tools.toolbox import Toolbox, argument, instructions, tool

#: Nothing that a caller can reach changes anything, nor asks anything of another machine.
_READS = ToolAnnotations(readOnlyHint=True, destructiveHint=False, idempotentHint=True, openWorldHint=False)
_Language = Annotated[Language | None, Field(default=None, description=argument("language"))]


def server(box: Toolbox) -> FastMCP[Any]:
    """Return the server of the three tools; ``run("stdio")`` serves until the other side hangs up."""
    made: FastMCP[Any] = FastMCP("duiding", instructions=instructions(), log_level="WARNING")

    def ask(
        question: Annotated[str, Field(description=argument("question"))],
        conversation: Annotated[str | None, Field(default=None, description=argument("conversation"))] = None,
        language: _Language = None,
    ) -> dict[str, Any]:
        return box.ask(question, conversation, language)

    def search_catalog(
        text: Annotated[str, Field(description=argument("text"))], language: _Language = None
    ) -> dict[str, Any]:
        return box.search_catalog(text, language)

    def check_sql(
        sql: Annotated[str, Field(description=argument("sql"))], language: _Language = None
    ) -> dict[str, Any]:
        return box.check_sql(sql, language or "nl")

    for one in (ask, search_catalog, check_sql):
        made.add_tool(one, name=one.__name__, description=tool(one.__name__).description, annotations=_READS)
    return made
