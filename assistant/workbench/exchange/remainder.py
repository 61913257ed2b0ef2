"""What a standard form of a document cannot hold: exactly what has to be laid over it to get the document back.

A format keeps this in its own place for extensions. So nothing is lost on the way back, and what somebody changed
in the standard part meanwhile is kept: the extension never repeats it.
"""

from __future__ import annotations

from typing import Any

from assistant.errors import InternalError
from assistant.workbench.cbs.overlay import Document, identity, lay_over


def remainder(whole: Document, part: Document) -> Document:
    """Return what laid over ``part`` makes ``whole``; ``part`` may not say anything that ``whole`` does not."""
    rest: Document = _rest(whole, part)
    if lay_over(part, rest) != whole:
        raise InternalError(f"the extension of {whole.get('name')!r} does not give its documentation back")
    return rest


def _rest(whole: Any, part: Any) -> Any:
    if isinstance(whole, dict) and isinstance(part, dict):
        shared = {key: _rest(whole[key], part[key]) for key in part if key in whole and whole[key] != part[key]}
        return shared | {key: value for key, value in whole.items() if key not in part}
    if isinstance(whole, list) and isinstance(part, list) and (key := identity(whole + part, (whole, part))):
        known = {record[key]: record for record in part}
        return [
            {key: record[key]} | _rest(record, known[record[key]]) if record[key] in known else record
            for record in whole
            if record != known.get(record[key])
        ]
    return whole
