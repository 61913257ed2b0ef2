"""Joins made as trees are those that the parser's library makes from text."""

from __future__ import annotations

import pytest
from sqlglot import exp

from assistant.sql.joined import Side, crossed, joined

ON = exp.EQ(this=exp.column("a", table="x"), expression=exp.column("a", table="y"))


def start() -> exp.Select:
    return exp.select("a").from_("x")


@pytest.mark.parametrize("side", ["left", "full"])
def test_rows_that_meet(side: Side) -> None:
    ours = joined(start(), exp.to_table("y"), ON.copy(), side)
    assert repr(ours) == repr(start().join(exp.to_table("y"), on=ON.copy(), join_type=side))


def test_every_row_beside_every_other() -> None:
    assert repr(crossed(start(), exp.to_table("y"))) == repr(start().join(exp.to_table("y"), join_type="cross"))
