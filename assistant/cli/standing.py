"""``duiding standing``: a figure that was kept, beside other places, other years and its own parts."""

from __future__ import annotations

import argparse

from assistant.answering import Assistant
from assistant.answering.standing.kept import standing
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.cli.render import say
from assistant.explanation.standing import Standing


def run(arguments: argparse.Namespace) -> int:
    """Print where the figure of a kept answer stands."""
    write_utf8()
    with Assistant.open(settings_of(arguments)) as assistant:
        found = standing(
            assistant, arguments.answer, language=arguments.lang, role=arguments.role, as_of=arguments.as_of
        )
    print(as_json({"answer": arguments.answer, "standing": found.to_json()}) if arguments.json else _said(found))
    return 0


def _said(found: Standing) -> str:
    """Return it as lines; a caveat that holds for several comparisons is said once."""
    lines = [f"{one.heading}\n  {one.answer.text}" for one in found.comparisons]
    lines += [part.text for part in found.parts]
    lines += [found.no_cause] if found.no_cause else []
    caveats = [caveat for one in found.comparisons for caveat in one.answer.caveats]
    caveats += [caveat for part in found.parts for caveat in part.caveats]
    told = {caveat.id: caveat for caveat in caveats}
    lines += [say(caveat.severity, found.language, text=caveat.text) for caveat in told.values()]
    return "\n".join(lines) or say("standing_nothing", found.language)
