"""What a person may do."""

from __future__ import annotations

import pytest

from assistant.entrance import ADMIN, ANALYST, LOCAL, MANAGER, ROLES, Barred, Person
from assistant.entrance.person import local_person

KIM = Person("kim", "Kim", (ANALYST, MANAGER))


def test_the_first_role_is_acted_in_and_another_of_theirs_can_be_chosen() -> None:
    assert (KIM.acting(), KIM.acting(MANAGER), KIM.user) == (ANALYST, MANAGER, "kim")


def test_a_role_of_somebody_else_cannot_be_acted_in() -> None:
    with pytest.raises(Barred, match="admin") as caught:
        KIM.acting(ADMIN)
    assert caught.value.status == 403
    assert "niet een van uw rollen" in caught.value.said("nl")


def test_a_door_needs_one_of_its_roles() -> None:
    KIM.needs(ADMIN, ANALYST)
    with pytest.raises(Barred, match="admin"):
        KIM.needs(ADMIN)


def test_on_ones_own_machine_every_role_is_theirs_and_they_act_as_a_manager() -> None:
    me = local_person("jo")
    assert (me.id, me.user, me.roles) == (LOCAL, None, ROLES)
    assert (me.acting(), me.acting("controller")) == (MANAGER, "controller")
    me.needs(ADMIN)
