"""Which words leave a question the same when they are passed over, and which never do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.language import light
from assistant.language.tokens import tokenise

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "light.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"][:40])
def test_only_words_that_limit_nothing_are_passed_over(case: dict[str, Any]) -> None:
    tokens = tokenise(case["question"])
    passed = {tokens[at].text for at in light(tokens)}
    assert set(case["passed"]) <= passed
    assert not passed & set(case["kept"])
