"""What a language model may be told of a dataset is the house's to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.catalog.catalog import FieldRef
from assistant.errors import OperatorError
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.calls import Failure
from assistant.planning.model.entries import known
from assistant.planning.model.tables import tables
from assistant.planning.model.translator import ModelTranslator
from assistant.settings import Leaves, Leaving, ModelSettings, Settings, configured_model
from tests.planning.model.conftest import Scripted, asked

ILL = "hoeveel collega's liggen thuis met griep"
NAGGED = "hoe vaak wordt er gezeurd per buurt"


def told(question: str, grammar: GrammarTranslator, **leaving: Leaves) -> str:
    model = Scripted(Failure.TIMEOUT)
    ModelTranslator(grammar, model, leaving=Leaving(tuple(leaving.items()))).translate(asked(question))
    (prompt,) = model.heard
    return prompt.system


def test_of_a_dataset_that_stays_in_nothing_is_told(grammar: GrammarTranslator) -> None:
    assert "ziekteverzuim" in told(ILL, grammar)
    assert "ziekteverzuim" not in told(ILL, grammar, ziekteverzuim=Leaves.NOTHING)
    kept = Leaving((("ziekteverzuim", Leaves.NOTHING),))
    draft = grammar.draft(asked(ILL))
    assert "ziekteverzuim" in tables(draft, known(draft))
    assert "ziekteverzuim" not in tables(draft, known(draft), kept)


def test_members_of_the_data_are_told_where_a_setting_says_so(grammar: GrammarTranslator) -> None:
    places = FieldRef("regio", "regio_code")
    documented = {doc.value for doc in grammar._knowledge.catalog.field(places).members}
    profile = grammar._knowledge.profile.field(places)
    assert profile is not None
    stored = [f"={one.value} | " for one in profile.members if one.value not in documented]
    assert stored, "the demo documents every place"
    assert not [one for one in stored if one in told(NAGGED, grammar)]
    assert [one for one in stored if one in told(NAGGED, grammar, regio=Leaves.MEMBERS)]


def test_members_of_a_personal_field_are_never_told(grammar: GrammarTranslator) -> None:
    catalog = grammar._knowledge.catalog
    every = {dataset.name: Leaves.FIGURES for dataset in catalog.datasets}
    personal = [str(FieldRef(d.name, f.name)) for d in catalog.datasets for f in d.fields if f.personal]
    assert personal, "the demo has no personal field to keep in"
    for question in (ILL, NAGGED, "hoeveel keer is er gezeurd over troep"):
        assert not [name for name in personal if name in told(question, grammar, **every)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ()),
        ("ziekteverzuim=nothing", (("ziekteverzuim", Leaves.NOTHING),)),
        ("ziekteverzuim=nothing, regio=members", (("ziekteverzuim", Leaves.NOTHING), ("regio", Leaves.MEMBERS))),
    ],
)
def test_the_setting(text: str, read: tuple[tuple[str, Leaves], ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIDING_MODEL", "openai:m")
    monkeypatch.setenv("DUIDING_MODEL_DATASETS", text)
    model = configured_model()
    assert model is not None
    assert model.leaving.by_dataset == read


@pytest.mark.parametrize("text", ["ziekteverzuim", "ziekteverzuim=none", "=nothing=", "ziekteverzuim = nothing"])
def test_a_slip_in_the_setting_stops_the_program(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIDING_MODEL", "openai:m")
    monkeypatch.setenv("DUIDING_MODEL_DATASETS", text)
    with pytest.raises(OperatorError, match="DUIDING_MODEL_DATASETS"):
        configured_model()


def test_a_dataset_that_is_not_there_stops_the_program(demo_catalog_dir: Path, tmp_path: Path) -> None:
    leaving = Leaving((("ziektverzuim", Leaves.NOTHING),))
    model = ModelSettings("openai:m", "http://127.0.0.1:9/v1", "k", leaving=leaving)
    with pytest.raises(OperatorError, match="ziektverzuim") as raised:
        Assistant.open(Settings(catalog=demo_catalog_dir, home=tmp_path, model=model))
    assert "ziekteverzuim" in str(raised.value.hint)
