"""How the server holds when many ask at once: 1, 10, 50 and 100 people in the chat, each with five seconds to think.

    python -m evals.bench.load

One process with SQLite. Each person logs in, has a conversation of their own and looks whether what came answers what
they asked. The people are another process on the same machine, so they take processor time from the server: what is
measured is the worse for it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.bench.crowd import Seen, Server, crossed, people, prepared, questions, use


def main() -> None:
    """Measure and print one line of JSON for each size of the crowd."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[1, 10, 50, 100])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--think", type=float, default=5.0)
    parser.add_argument("--single", action="store_true", help="only questions that one figure answers")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, prepared(Path(scratch)) as settings:
        asking = questions(settings, single=wanted.single)
        cookies = people(settings, max(wanted.people))
        server = Server(settings)
        server.start()
        try:
            # Once round, so that workers run and every question was read before.
            asyncio.run(crowd(server.address, cookies[:1], asking, 20.0, 0.1))
            for many in wanted.people:
                seen = asyncio.run(crowd(server.address, cookies[:many], asking, wanted.seconds, wanted.think))
                print(json.dumps(told(many, seen, settings.database_url)), flush=True)
        finally:
            server.stop()


async def crowd(address: str, cookies: list[str], asking: Sequence[str], seconds: float, think: float) -> list[Seen]:
    """Let everybody use the chat at once; return what each saw."""
    seen = [Seen() for _ in cookies]
    await asyncio.gather(
        *(
            use(address, cookie, asking, one, seconds=seconds, think=think, chance=random.Random(number))
            for number, (cookie, one) in enumerate(zip(cookies, seen, strict=True))
        )
    )
    return seen


def told(many: int, seen: list[Seen], database: str) -> dict[str, Any]:
    """Return the figures of one crowd; an answer that somebody else got as well is crossed too."""
    times = sorted(1000 * one for person in seen for one in person.seconds)
    names = [name for person in seen for name in person.answers]
    return {
        "people": many,
        "questions": sum(len(person.asked) for person in seen),
        "median_ms": round(statistics.median(times)) if times else None,
        "p95_ms": round(times[int(0.95 * (len(times) - 1))]) if times else None,
        "most_ms": round(times[-1]) if times else None,
        "lost": sum(person.lost for person in seen),
        "crossed": crossed(database, seen) + len(names) - len(set(names)),
    }


if __name__ == "__main__":
    main()
