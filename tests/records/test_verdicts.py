"""What readers thought of an answer is kept in the order it was said."""

from __future__ import annotations

import pytest

from assistant.errors import InputError
from assistant.records import Records
from assistant.records.verdicts import MOST_WHY


def test_a_verdict_is_kept_with_its_word_of_why(records: Records) -> None:
    records.verdicts.say("a1", False, "  Dit gaat over een ander jaar. ", "janneke")
    records.verdicts.say("a1", True)
    records.verdicts.say("a2", True)
    found = records.verdicts.of("a1")
    assert [(one.good, one.why, one.user) for one in found] == [
        (False, "Dit gaat over een ander jaar.", "janneke"),
        (True, "", None),
    ]


def test_a_word_of_why_is_no_letter(records: Records) -> None:
    with pytest.raises(InputError, match="characters"):
        records.verdicts.say("a1", False, "x" * (MOST_WHY + 1))
