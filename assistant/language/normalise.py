"""The text as it is read: one Unicode form, single spaces, no emoji or control characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
#: "Top3" is "top 3".
_GLUED = re.compile(r"\b(top)(\d{1,3})\b", re.IGNORECASE)
_KEPT_SYMBOLS = frozenset("°©®№™")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "So"})
_PLAIN = str.maketrans({**dict.fromkeys("’‘`´ʼ", "'"), **dict.fromkeys("–—‐‑−", "-")})
_GAPS = str.maketrans({"'": None, "-": " ", "_": " ", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l"})

_ASCII_GAPS = str.maketrans({"'": None, "`": None, "-": " ", "_": " "})


def normalise(text: str) -> str:
    """Return ``text`` in NFC with single spaces; what cannot be read (emoji, controls) becomes a space."""
    if not text.isascii():
        composed = unicodedata.normalize("NFC", text)
        text = "".join(" " if _unreadable(char) else char for char in composed)
    else:
        text = "".join(char if char.isprintable() else " " for char in text)
    return _GLUED.sub(r"\1 \2", _SPACES.sub(" ", text).strip())


def plain(text: str) -> str:
    """Return ``text`` in lower case with plain quotes and dashes; accents stay."""
    return text.lower().translate(_PLAIN)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return one form for all spellings: lower case, no accents or apostrophes, hyphens as spaces."""
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_GAPS).split())
    apart = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in apart if not unicodedata.combining(char))
    return _SPACES.sub(" ", plain(text).translate(_GAPS)).strip()


def _unreadable(char: str) -> bool:
    if char.isascii():
        return not char.isprintable()
    if "\U0001f3fb" <= char <= "\U0001f3ff" or "\ufe00" <= char <= "\ufe0f":
        return True  # skin tones and variation selectors go with the emoji they follow
    return unicodedata.category(char) in _DROPPED and char not in _KEPT_SYMBOLS
