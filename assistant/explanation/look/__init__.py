"""The look that every face shares: design tokens as CSS variables, with a municipality's own over them."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from assistant.errors import OperatorError

#: Characters that a municipality's own file may have; it is read on every start and sent with every page.
_MOST = 100_000
_BLOCK = re.compile(r"(?P<where>:root|\.dark)\s*\{(?P<inside>[^}]*)\}")
_VARIABLE = re.compile(r"--duiding-(?P<name>[a-z-]+)\s*:\s*(?P<value>[^;}]+?)\s*(?:;|$)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@lru_cache(maxsize=8)
def look(own: Path | None = None) -> str:
    """Return the variables as CSS; raises :class:`OperatorError` when a municipality's own file cannot be used."""
    ours = Path(__file__).with_name("tokens.css").read_text(encoding="utf-8")
    return ours if own is None else f"{ours}\n{_own(own)}\n"


def following_device(css: str) -> str:
    """Return the CSS with its dark theme for whoever's device is dark: a page has no switch of its own."""
    return _BLOCK.sub(_for_device, css)


def variables(css: str, *, dark: bool = False) -> dict[str, str]:
    """Return the variables by name without ``--duiding-``, as they are in the light or the dark theme."""
    found: dict[str, str] = {}
    for block in _BLOCK.finditer(_COMMENT.sub("", css)):
        if block["where"] == ":root" or dark:
            found |= {one["name"]: one["value"] for one in _VARIABLE.finditer(block["inside"])}
    return found


def _for_device(block: re.Match[str]) -> str:
    if block["where"] == ":root":
        return block[0]
    return f"@media (prefers-color-scheme: dark) {{ :root {{{block['inside']}}} }}"


def _own(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(
            f"the look in {path} cannot be read: {error}", hint="set DUIDING_LOOK to a CSS file, or to nothing"
        ) from error
    if len(text) > _MOST:
        raise OperatorError(f"the look in {path} is longer than {_MOST} characters", hint="set variables only")
    if re.search(r"@import|url\s*\(|expression\s*\(|</", text, re.IGNORECASE):
        raise OperatorError(
            f"the look in {path} fetches something from elsewhere",
            hint="leave out @import and url(): a page of Duiding asks nothing of another server",
        )
    return text
