"""``duiding mcp`` as another program uses it: started by it, over its pipes, by the Model Context Protocol."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from assistant.tools import TOOLS

SQL = "SELECT * FROM read_csv('/etc/passwd')"


async def _use(server: StdioServerParameters) -> dict[str, Any]:
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        begun = await session.initialize()
        listed = await session.list_tools()
        calls = {
            "answer": ("ask", {"question": "Hoeveel inwoners had Voorbeeldstad in 2024?"}),
            "role": ("ask", {"question": "Hoeveel inwoners waren er?", "role": "admin"}),
            "found": ("search_catalog", {"text": "bijstand"}),
            "checked": ("check_sql", {"sql": SQL}),
            "unknown": ("run_sql", {"sql": "SELECT 1"}),
            "wrong": ("ask", {"question": 7}),
        }
        told = {name: await session.call_tool(*call) for name, call in calls.items()}
        return told | {"instructions": begun.instructions, "tools": listed.tools}


def test_a_program_lists_the_tools_asks_searches_and_checks(demo_catalog_dir: Path, home: Path, root: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant.cli", "mcp", "--catalog", str(demo_catalog_dir), "--as-of", "2026-01-31"],
        env=os.environ | {"PYTHONPATH": str(root), "DUIDING_HOME": str(home)},
    )
    told = asyncio.run(_use(server))
    assert "must_be_said" in told["instructions"]
    assert tuple(one.name for one in told["tools"]) == TOOLS
    assert all(one.annotations.readOnlyHint for one in told["tools"])
    assert told["answer"].structuredContent["outcome"] == "answer"
    assert "rows" in told["role"].structuredContent, "a role that a caller names is passed over"
    assert told["found"].structuredContent["found"]
    assert told["checked"].structuredContent["ok"] is False
    assert told["unknown"].isError
    assert told["wrong"].isError
    assert "Traceback" not in str(told)
