"""Values that the documentation does not expect: members it does not list, figures outside their range."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.errors import Problem
from assistant.workbench.checking.base import Checked, quoted

_SHOWN = 5


def undocumented_members(checked: Checked) -> Iterator[Problem]:
    """A field that lists its members holds one that is not in the list."""
    for field in checked.dataset.fields:
        found = checked.profile.fields.get(field.name)
        if not field.members or found is None or field.personal:
            continue
        known = {member.value for member in field.members}
        new = [member.value for member in found.members if member.value not in known]
        # Where only a few are listed, the list gives them other words and was never meant to be whole.
        if 0 < len(new) <= len(found.members) / 2:
            named = ", ".join(f"'{value}'" for value in new[:_SHOWN]) + (" …" if len(new) > _SHOWN else "")
            message = f"{len(new)} member(s) in the data are not documented: {named}"
            mend = "add them to members, with the words people use"
            yield checked.problem("members", field.name, "members", message, "warning", mend)


def out_of_range(checked: Checked) -> Iterator[Problem]:
    """A figure lies outside the range that is called plausible."""
    for field in checked.dataset.fields:
        if field.range is None or field.personal:
            continue
        column, (low, high) = quoted(field.name), field.range
        outside = f"({column} < {low!r}::DOUBLE OR {column} > {high!r}::DOUBLE)".replace("inf::", "'inf'::")
        outside = outside.replace("-'inf'", "'-inf'")
        count, least, most = checked.query(
            f"SELECT count(*), min({column}), max({column}) FROM {checked.table} WHERE {outside}"
        )[0]
        if count:
            message = f"{count} value(s) lie outside {low:g} to {high:g} (from {least} to {most})"
            mend = "mend the data, or widen range when such values are right"
            yield checked.problem("range", field.name, "range", message, "error", mend)
