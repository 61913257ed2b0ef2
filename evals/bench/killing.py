"""Whether an answer that somebody saw is still there, whole, when the server is killed while fifty people ask.

    python -m evals.bench.killing

`kill -9` in the middle of answers, start again on the same records; then each person opens their conversation as their
page does, and every card that they saw must be in it with the same sentence, rows and caveats.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

from assistant.records import Records
from evals.bench.crowd import LOST, Seen, Server, people, prepared, questions, use

#: What of a card must be as it was; what stands beside it (news, notes of others) may have grown.
_SAME = ("text", "reading", "table", "caveats", "sources")


def main() -> None:
    """Measure and print one line of JSON for each round."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20.0, help="until it is killed")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, prepared(Path(scratch)) as settings:
        asking = questions(settings)
        cookies = people(settings, wanted.people)
        server = Server(settings)
        server.start()
        try:
            for number in range(wanted.rounds):
                seen = asyncio.run(_killed(server, cookies, asking, wanted.seconds, number))
                back = server.start()
                print(json.dumps(_found(server.address, settings.database_url, cookies, seen, back)), flush=True)
        finally:
            server.stop()


async def _killed(
    server: Server, cookies: list[str], questions_: Sequence[str], seconds: float, number: int
) -> list[Seen]:
    seen = [Seen() for _ in cookies]
    asking = [
        asyncio.create_task(
            use(
                server.address,
                cookie,
                questions_,
                one,
                seconds=LOST,
                think=1.0,
                chance=random.Random(1000 * number + place),
            )
        )
        for place, (cookie, one) in enumerate(zip(cookies, seen, strict=True))
    ]
    await asyncio.sleep(seconds)
    # At a moment when answers are being made.
    while sum(len(one.asked) - len(one.seconds) for one in seen) < 5:
        await asyncio.sleep(0.001)
    await asyncio.to_thread(server.kill)
    for one in asking:
        one.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    return seen


def _found(address: str, database: str, cookies: list[str], seen: list[Seen], back: float) -> dict[str, Any]:
    saw = sum(len(one.answers) for one in seen)
    under_way = sum(len(one.asked) - len(one.seconds) for one in seen)
    gone: list[str] = []
    changed: list[str] = []
    with Records.open(database) as records:
        for cookie, one in zip(cookies, seen, strict=True):
            if not one.conversation:
                continue
            with httpx.Client(base_url=address, headers={"Cookie": cookie}, timeout=LOST) as browser:
                thread = browser.get(f"/project/thread/{one.conversation}").json()
            shown = {card["kept"]: card for card in map(_card, thread["elements"])}
            for name, card in one.answers.items():
                if name not in shown or records.get(name) is None:
                    gone.append(name)
                elif any(shown[name].get(key) != card.get(key) for key in _SAME):
                    changed.append(name)
    return {
        "people": len(seen),
        "answers_seen": saw,
        "being_answered": under_way,
        "gone": len(gone),
        "not_whole": len(changed),
        "seconds_to_start_again": round(back, 1),
    }


def _card(element: Mapping[str, Any]) -> Mapping[str, Any]:
    props = element["props"]
    return json.loads(props) if isinstance(props, str) else props


if __name__ == "__main__":
    main()
