"""The command ``duiding``. Each command is one small file; whatever happens, the reader sees one clear line."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

from assistant.cli.arguments import parser
from assistant.cli.logfile import log_place, log_to
from assistant.errors import CatalogError, DuidingError
from assistant.settings import default_home

log = logging.getLogger("duiding")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 the input was at fault, 2 wrong usage, 3 our fault."""
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 2
    log_to(default_home())
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except CatalogError as error:
        for problem in error.problems or (error,):
            print(f"duiding: {problem}", file=sys.stderr)
        return error.exit_code
    except DuidingError as error:
        print(f"duiding: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("duiding: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`duiding … | head`): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        # The one place for everything nobody foresaw: the log gets all of it, the reader one line.
        log.exception("a command failed")
        print(
            f"duiding: something went wrong on our side; the details are in {log_place(default_home())}",
            file=sys.stderr,
        )
        return 3
