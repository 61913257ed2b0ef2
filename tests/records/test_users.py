"""Users with their roles, and what each was shown today."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.records import Records

TODAY, YESTERDAY = date(2026, 11, 25), date(2026, 11, 24)


def test_roles_are_kept_in_order_and_can_be_changed(url: str) -> None:
    with Records.open(url) as records:
        records.users.set_roles("anna", ["controller", "manager"])
        records.users.set_roles("bert", ["manager"])
        records.users.set_roles("anna", ["analyst"])
    with Records.open(url) as records:
        assert records.users.all() == {"anna": ("analyst",), "bert": ("manager",)}
        assert records.users.roles("nobody") == ()


@pytest.mark.parametrize(("name", "roles"), [("", ["manager"]), ("anna", [])])
def test_a_user_has_a_name_and_a_role(url: str, name: str, roles: list[str]) -> None:
    with Records.open(url) as records, pytest.raises(ValueError, match="at least one role"):
        records.users.set_roles(name, roles)


def test_what_was_shown_is_of_one_person_one_day_and_one_state_of_the_data(url: str) -> None:
    with Records.open(url) as records:
        users = records.users
        users.note_shown("anna", TODAY, "d1", [["a"]])
        users.note_shown("bert", TODAY, "d1", [["b"]])
        users.note_shown("anna", TODAY, "d2", [["c"]])
        users.note_shown("anna", TODAY, "d1", [["d"]])
        first, second = users.shown("anna", TODAY, "d1")
        assert [first[1], second[1]] == [[["a"]], [["d"]]]
        assert users.shown("anna", TODAY, "d1", after=first[0]) == [second]
        assert users.shown("anna", YESTERDAY, "d1") == []


def test_it_is_forgotten_the_next_day(url: str) -> None:
    with Records.open(url) as records:
        records.users.note_shown("anna", YESTERDAY, "d1", [["a"]])
        records.users.note_shown("bert", TODAY, "d1", [["b"]])
        assert records.users.shown("anna", YESTERDAY, "d1") == []


def test_a_removed_user_leaves_nothing(url: str) -> None:
    with Records.open(url) as records:
        records.users.set_roles("anna", ["manager"])
        records.users.note_shown("anna", TODAY, "d1", [["a"]])
        records.users.remove("anna")
        assert records.users.all() == {}
        assert records.users.shown("anna", TODAY, "d1") == []
