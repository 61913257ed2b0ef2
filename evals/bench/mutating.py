"""Random but repeatable mutations of SQL queries: what typing errors, bad merges and hostile readers make of them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

_TOKENS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\w+|\s+|[^\w\s]", re.UNICODE)
_WRAPPERS = (
    "SELECT * FROM ({0}) AS x",
    "WITH x AS ({0}) SELECT * FROM x",
    "SELECT ({0}) AS x",
    "SELECT count(*) FROM ({0}) AS x",
    "{0} UNION ALL {0}",
    "SELECT 1 WHERE EXISTS ({0})",
    "SELECT * FROM ({0}) AS x CROSS JOIN ({0}) AS y",
    "SELECT x FROM ({0}) AS x",
)


def mutated(queries: Sequence[str], names: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Yield ``count`` mutations of the queries; ``names`` are put in the place of names, to try what lies hidden."""
    chance = random.Random(seed)
    for _ in range(count):
        tokens = _TOKENS.findall(chance.choice(queries))
        for _ in range(chance.randint(1, 3)):
            tokens = _step(tokens, queries, names, chance)
        yield "".join(tokens)[:4_000]


def _step(tokens: list[str], queries: Sequence[str], names: Sequence[str], chance: random.Random) -> list[str]:
    if not tokens:
        return _TOKENS.findall(chance.choice(queries))
    at, to = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    match chance.randrange(7):
        case 0:
            return tokens[:at] + tokens[at + 1 :]
        case 1:
            tokens[at], tokens[to] = tokens[to], tokens[at]
            return tokens
        case 2:
            return tokens[: at + 1] + tokens[at:]
        case 3:
            return _TOKENS.findall(chance.choice(_WRAPPERS).format("".join(tokens)))
        case 4:
            other = _TOKENS.findall(chance.choice(queries))
            return tokens[:at] + other[chance.randrange(len(other)) :]
        case 5:
            words = [index for index, token in enumerate(tokens) if token.isidentifier()]
            if words:
                tokens[chance.choice(words)] = chance.choice(names)
            return tokens
        case _:
            start, end = sorted((at, to))
            return tokens[:end] + tokens[start:]
