"""Chainlit's own colours from the shared look, so that its page and our cards are of one piece."""

from __future__ import annotations

import colorsys
import json
import re

from assistant.explanation.look import variables

#: Chainlit's variables (shadcn's names), each with ours that it takes its colour from.
_FROM = {
    "background": "ground",
    "foreground": "ink",
    "card": "paper",
    "card-foreground": "ink",
    "popover": "paper",
    "popover-foreground": "ink",
    "primary": "accent",
    "primary-foreground": "on-accent",
    "secondary": "raised",
    "secondary-foreground": "ink",
    "muted": "raised",
    "muted-foreground": "soft",
    "accent": "raised",
    "accent-foreground": "ink",
    "border": "line",
    "input": "line",
    "ring": "accent",
    "sidebar-background": "raised",
    "sidebar-foreground": "ink",
    "sidebar-accent": "paper",
    "sidebar-accent-foreground": "ink",
    "sidebar-border": "line",
    "sidebar-ring": "accent",
}
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def theme(css: str) -> str:
    """Return Chainlit's theme as JSON; no font is fetched from anywhere."""
    named = {"light": variables(css), "dark": variables(css, dark=True)}
    return json.dumps({"custom_fonts": [], "variables": {name: _theirs(found) for name, found in named.items()}})


def _theirs(found: dict[str, str]) -> dict[str, str]:
    colours = {f"--{theirs}": hsl for theirs, ours in _FROM.items() if (hsl := _hsl(found.get(ours, "")))}
    return colours | ({"--font-sans": found["font"]} if "font" in found else {})


def _hsl(colour: str) -> str | None:
    """Return ``#00568b`` as Chainlit writes it, ``203 100% 27%``; None for a colour that is written another way."""
    if not _HEX.fullmatch(colour):
        return None
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    return f"{hue * 360:.1f} {saturation * 100:.1f}% {light * 100:.1f}%"
