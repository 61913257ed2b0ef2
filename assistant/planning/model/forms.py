"""The forms of question that a model may choose from; the texts stand in ``forms.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.catalog.text import Language
from assistant.language import CueKind, CueSpan
from assistant.own_yaml import read_own


@dataclass(frozen=True, slots=True)
class Form:
    """One form: what it asks, how it is said in words of the catalogue, and which operators it does justice to."""

    name: str
    about: str
    nl: str
    en: str
    cues: frozenset[CueKind]
    needs: frozenset[str]
    end: str | None = None
    asks: frozenset[CueKind] = frozenset()

    def does(self, cue: CueSpan) -> bool:
        """Whether the form does justice to an operator of the question."""
        return cue.kind in self.cues and (self.end is None or cue.args.get("direction", self.end) == self.end)

    def template(self, language: Language) -> str:
        """Return the question with its slots."""
        return self.en if language == "en" else self.nl


@cache
def forms() -> Mapping[str, Form]:
    """Return the forms by name."""
    text = (resources.files("assistant.planning.model") / "forms.yaml").read_text(encoding="utf-8")
    return {
        name: Form(
            name,
            one["about"],
            one["nl"],
            one["en"],
            frozenset(map(CueKind, one.get("cues", ()))),
            frozenset(one.get("needs", ())),
            one.get("end"),
            frozenset(map(CueKind, one.get("asks", ()))),
        )
        for name, one in read_own(text).items()
    }
