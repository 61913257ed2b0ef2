"""Opens, locks and runs: the engine room takes only a validated query, never a string."""

from assistant.engines.base import Cell, Engine, EngineFailure, FailureKind, ResultTable
from assistant.engines.duckdb_engine import DuckDbEngine, open_engine

__all__ = ["Cell", "DuckDbEngine", "Engine", "EngineFailure", "FailureKind", "ResultTable", "open_engine"]
