"""A change to the documentation that an analyst proposes: a patch for the maintainer, and what it would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.answering.assistant import Assistant
from assistant.answering.evaluating.drifting import Drifted, drifted_by_catalog
from assistant.answering.filled import Unsaid
from assistant.catalog.editing import Edit, add_caveat, add_synonym, set_definition
from assistant.catalog.loaded import LoadedCatalog
from assistant.catalog.loading import load_catalog
from assistant.catalog.text import Language
from assistant.errors import CatalogError
from assistant.review import Verified, ground_of, rests_on

#: What can be proposed, and how that is written.
KINDS: Mapping[str, Callable[[LoadedCatalog, str, str, Language], Edit]] = {
    "synonym": add_synonym,
    "caveat": add_caveat,
    "definition": set_definition,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change as a patch; ``moved`` are the verified questions that would have to be looked at again.

    ``cases`` are the evaluation cases that would no longer come out as they should.
    """

    edit: Edit
    moved: tuple[Verified, ...]
    cases: tuple[Drifted, ...] = ()


def suggest(assistant: Assistant, kind: str, target: str, text: str, language: Language) -> Suggestion:
    """Return what a change would be; nothing is written. Raises :class:`Unsaid` for what is no change."""
    if kind not in KINDS:
        raise Unsaid("kind", f"{kind[:40]!r} cannot be proposed", f"one of {', '.join(KINDS)}")
    try:
        edit = KINDS[kind](assistant.loaded, target, text, language)
        changed = load_catalog(edit.root, {edit.file: edit.after})
    except CatalogError as error:
        raise Unsaid("suggestion", f"the catalogue could not be used with it: {error}", "say it otherwise") from error
    profile = assistant.engine.profile
    moved = tuple(
        one
        for one in assistant.book.all()
        if assistant.book.stands(one)
        and ground_of(one.plan, rests_on(one.ground), changed.catalog, profile) != one.ground
    )
    return Suggestion(edit, moved, drifted_by_catalog(assistant, changed))
