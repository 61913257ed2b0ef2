"""The assistant as tools for other programs: by the Model Context Protocol and as LangChain tools, same checks."""

from assistant.tools.toolbox import TOOLS, Tool, Toolbox

__all__ = ["TOOLS", "Tool", "Toolbox"]
