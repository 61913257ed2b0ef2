"""``python -m assistant.workbench.demo TARGET``: build the data of the demo catalogue."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.errors import DuidingError
from assistant.workbench.demo import build


def main(arguments: list[str]) -> int:
    """Build into the one folder that is named; return the exit code."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m assistant.workbench.demo TARGET", file=sys.stderr)
        return 2
    target = Path(arguments[0])
    try:
        build(target)
    except DuidingError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"demo data built in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
