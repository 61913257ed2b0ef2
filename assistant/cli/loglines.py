"""How one line of the log is written. What somebody asked is not in it: an exception's own text may hold a question."""

from __future__ import annotations

import json
import logging
import time
import traceback
from types import TracebackType
from typing import Any

from assistant.errors import InternalError, OperatorError

#: What a record of the standard library always has; anything else was added by whoever logged.
_ALWAYS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Plain(logging.Formatter):
    """Lines for people. With ``texts`` exceptions are written with all they say."""

    def __init__(self, texts: bool = False) -> None:
        super().__init__("%(asctime)s %(process)d %(levelname)s %(name)s %(message)s")
        self._texts = texts

    def formatException(self, ei: ExcInfo) -> str:
        """Return where an exception came from, and of its own text only what we wrote ourselves."""
        if self._texts:
            return super().formatException(ei)
        return "" if ei[1] is None else "\n".join(f"  {line}" for line in trail(ei[1]))


class JsonLines(logging.Formatter):
    """One JSON object a line, for a program that gathers logs; what was logged ``extra`` are keys of their own."""

    def __init__(self, texts: bool = False) -> None:
        super().__init__()
        self._texts = texts

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, Any] = {"time": f"{at}.{int(record.msecs):03d}Z", "level": record.levelname.lower()}
        line |= {"logger": record.name, "process": record.process, "message": record.getMessage()}
        line |= {key: value for key, value in vars(record).items() if key not in _ALWAYS}
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = type(error).__name__
            line["trail"] = traceback.format_exception(error) if self._texts else trail(error)
        return json.dumps(line, ensure_ascii=False, default=str)


def trail(error: BaseException) -> list[str]:
    """Return where an exception came from, the outermost call first, then the exceptions behind it in the same way."""
    lines: list[str] = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        frames = traceback.extract_tb(now.__traceback__)
        lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        # Whoever runs the program must read what we wrote for them; what others say may repeat what was asked.
        said = f": {now}" if isinstance(now, OperatorError | InternalError) else ""
        lines.append(f"{type(now).__name__}{said}")
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return lines
