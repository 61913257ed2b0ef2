"""The embedded grammar over the demo catalogue, with the periods that its profile holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.catalog.catalog import Catalog
from assistant.catalog.formula import formula
from assistant.catalog.loading import load_catalog
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.engines import open_engine
from assistant.linking.index import PhraseIndex
from assistant.linking.lexicon import entries
from assistant.linking.topics import topics
from assistant.plan import Decision, Plan
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.translator import Knowledge, Request
from assistant.settings import Settings

Ask = Callable[..., Decision]
AS_OF = dt.date(2026, 11, 25)


class ProfileFacts:
    """Answers which periods have figures from the profile alone, without a place in mind."""

    def __init__(self, catalog: Catalog, profile: DataProfile) -> None:
        self._catalog = catalog
        self._profile = profile

    def periods(self, plan: Plan, role: str) -> tuple[Period, ...]:
        held: set[Period] | None = None
        for ref in plan.metrics:
            for part in formula(self._catalog, ref).components:
                data = self._profile.datasets[part.dataset]
                time = part.time or ""
                found = [data.covered[field, time] for field in part.fields if (field, time) in data.covered]
                own = set(found[0] if found else data.periods.get(time, ()))
                held = own if held is None else held & own
        return tuple(sorted(held or ()))


@pytest.fixture(scope="session")
def grammar(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GrammarTranslator]:
    """The translator, built once."""
    loaded = load_catalog(demo_catalog_dir)
    engine = open_engine(loaded, Settings(home=tmp_path_factory.mktemp("planning-home")))
    catalog, profile = loaded.catalog, engine.profile
    knowledge = Knowledge(catalog, profile, PhraseIndex.build(entries(catalog, profile), topics(catalog)))
    yield GrammarTranslator(knowledge, ProfileFacts(catalog, profile))
    engine.close()


@pytest.fixture(scope="session")
def ask(grammar: GrammarTranslator) -> Ask:
    """Ask one question, after another one or alone."""

    def one(question: str, *, after: Plan | None = None) -> Decision:
        return grammar.translate(Request(question, AS_OF, previous=after))

    return one
