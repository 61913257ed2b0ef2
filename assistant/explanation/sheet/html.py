"""The sheet as one HTML file that needs nothing else and prints well on A4."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from assistant.explanation.periods import day
from assistant.explanation.sheet.build import MOST_ROWS
from assistant.explanation.sheet.sheet import Sheet
from assistant.explanation.sheet.together import together
from assistant.explanation.sheet.words import sheet_words

_FOLDER = Path(__file__).parent / "templates"


def page(sheets: Sequence[Sheet]) -> str:
    """Return a page of one answer, or of all answers of a conversation in their order.

    Everything from data and people is escaped; the chart is an image, in which no script can run.
    """
    language = sheets[0].language
    say = sheet_words(language)
    return _template().render(
        sheets=sheets,
        language=language,
        say=say.say,
        day=lambda when: day(when, language),
        image=_image,
        most=MOST_ROWS,
        style=(_FOLDER / "sheet.css").read_text(encoding="utf-8"),
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("sheet.html.jinja")


def _finished(value: object) -> object:
    return together(value) if type(value) is str else value


def _image(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
