"""Pieces of a YAML document as people write them in a catalogue."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq


def flow(value: dict[str, Any] | list[Any]) -> Any:
    """Return a mapping or list that is written on one line, with the lists in it."""
    made: Any
    if isinstance(value, dict):
        made = CommentedMap({key: flow(one) if isinstance(one, list) else one for key, one in value.items()})
    else:
        made = CommentedSeq(value)
    made.fa.set_flow_style()
    return made


def after_name(node: CommentedMap) -> int:
    """Return where words about a thing are put: beside its label, else at the end of a member or under its name."""
    keys = list(node)
    beside = next((key for key in ("label", "title") if key in keys), None)
    return keys.index(beside) + 1 if beside else min(len(keys), 1)
