"""One frozen set of settings, read once from arguments and environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import platformdirs

from assistant.errors import OperatorError

#: Longest question, in characters, that is read at all; longer ones are an honest error.
MAX_QUESTION = 10_000


def default_home() -> Path:
    """Return where state lives: ``DUIDING_HOME`` or the user's data folder."""
    configured = os.environ.get("DUIDING_HOME")
    return Path(configured) if configured else Path(platformdirs.user_data_dir("duiding", appauthor=False))


def configured_records() -> str | None:
    """Return the URL of another records database than the one in the state folder: ``DUIDING_RECORDS_URL``, if any."""
    return secret(os.environ, "DUIDING_RECORDS_URL")


def secret(environ: Mapping[str, str], name: str) -> str | None:
    """Return a secret: itself, or what is in the file that ``NAME_FILE`` names."""
    path = environ.get(f"{name}_FILE")
    if not path:
        return environ.get(name) or None
    try:
        return Path(path).read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"the file of {name}_FILE cannot be read", hint="give the path of a text file") from error


#: Days that records are kept when nothing is said.
KEEP_DAYS = 365


def configured_keeping() -> int | None:
    """Return how many days records are kept: ``DUIDING_KEEP_DAYS``; None for ``forever``."""
    text = os.environ.get("DUIDING_KEEP_DAYS") or str(KEEP_DAYS)
    if text == "forever":
        return None
    if not text.isdecimal() or not 0 < int(text) < 36_525:
        raise OperatorError(
            f"DUIDING_KEEP_DAYS is {text[:40]!r}", hint="give a number of days, such as 365, or forever"
        )
    return int(text)


def configured_look() -> Path | None:
    """Return a municipality's own CSS variables: the file that ``DUIDING_LOOK`` names, if any."""
    configured = os.environ.get("DUIDING_LOOK")
    return Path(configured) if configured else None


def demo_catalog() -> Path:
    """Return the demo catalogue: in the wheel beside the code, in a checkout beside the package."""
    package = Path(__file__).resolve().parent
    packaged = package / "resources" / "catalog"
    return packaged if packaged.is_dir() else package.parent / "catalog"


def configured_cases() -> Path | None:
    """Return the folder or file of evaluation cases that ``DUIDING_CASES`` names, if any."""
    configured = os.environ.get("DUIDING_CASES")
    if not configured:
        return None
    path = Path(configured).expanduser()
    if not path.exists():
        raise OperatorError(
            f"DUIDING_CASES names {configured!r}, and that is not there", hint="name a folder or a file"
        )
    return path


class Leaves(StrEnum):
    """What of a dataset a language model may be told; each holds those before it."""

    NOTHING = "nothing"
    TEXTS = "texts"  # its documentation, as it is for every dataset that no setting names
    MEMBERS = "members"  # also members that stand in the data only; never of fields that are personal
    FIGURES = "figures"  # also the figures of an answer, where it words the sentence about them


@dataclass(frozen=True, slots=True)
class Leaving:
    """What may leave the house, by dataset."""

    by_dataset: tuple[tuple[str, Leaves], ...] = ()

    def may(self, what: Leaves, *datasets: str) -> bool:
        """Whether a language model may be told ``what`` of every one of these datasets."""
        levels, told = list(Leaves), dict(self.by_dataset)
        return all(levels.index(told.get(name, Leaves.TEXTS)) >= levels.index(what) for name in datasets)


#: Documentation, and nothing else: as it is unless a setting says otherwise.
DOCUMENTED = Leaving()


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which language model may help where the grammar does not understand a question, and how much it may use.

    ``name`` is ``provider:model`` as LangChain has it; ``base_url`` the address of a server of one's own that speaks
    the OpenAI protocol. ``seconds`` bounds all calls for one question. Tokens count in and out together.
    ``most_wrong``: the model helps only when it was measured here and this part of its cases, at most, was answered
    wrongly. ``queries``: where no plan says what was asked, the model may write a query. ``words``: it may word the
    sentence of an answer. ``leaving``: what it may be told.
    """

    name: str
    base_url: str | None = None
    key: str | None = field(default=None, repr=False)
    seconds: float = 10.0
    question_tokens: int = 8_000
    person_tokens: int = 200_000
    day_tokens: int = 2_000_000
    most_wrong: float | None = None
    queries: bool = False
    words: bool = False
    leaving: Leaving = DOCUMENTED


def configured_model() -> ModelSettings | None:
    """Return the language model that ``DUIDING_MODEL`` names, with its ``DUIDING_MODEL_…`` settings; None: no model."""
    name = os.environ.get("DUIDING_MODEL")
    if not name:
        return None
    numbers: dict[str, float] = {}
    for key, kind in (
        ("SECONDS", float),
        ("QUESTION_TOKENS", int),
        ("PERSON_TOKENS", int),
        ("DAY_TOKENS", int),
        ("BAR", float),
    ):
        if text := os.environ.get(f"DUIDING_MODEL_{key}"):
            try:
                numbers["most_wrong" if key == "BAR" else key.lower()] = kind(text)
            except ValueError:
                raise OperatorError(f"DUIDING_MODEL_{key} is no number: {text!r}", hint="such as 10") from None
    return ModelSettings(
        name,
        os.environ.get("DUIDING_MODEL_URL") or None,
        secret(os.environ, "DUIDING_MODEL_KEY"),
        queries=os.environ.get("DUIDING_MODEL_QUERIES") == "yes",
        words=os.environ.get("DUIDING_MODEL_WORDS") == "yes",
        leaving=_leaving(os.environ.get("DUIDING_MODEL_DATASETS", "")),
        **numbers,  # type: ignore[arg-type]
    )


def _leaving(text: str) -> Leaving:
    """Read ``DUIDING_MODEL_DATASETS``: ``dataset=nothing``, several with a comma or space between."""
    found = {}
    for one in text.replace(",", " ").split():
        name, _, told = one.partition("=")
        if told not in list(Leaves):
            raise OperatorError(
                f"DUIDING_MODEL_DATASETS says {one!r}", hint=f"write DATASET={'|'.join(Leaves)}, such as {name}=nothing"
            )
        found[name] = Leaves(told)
    return Leaving(tuple(found.items()))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two runs of the same code.

    ``records_url`` is any SQLAlchemy URL; by default SQLite under ``home``. ``time_limit`` is in seconds and
    bounds one query; ``memory_limit`` is in megabytes and bounds one engine process; ``row_limit`` is the
    number of rows an answer may hold before it is cut and says so. ``look`` is a CSS file of a municipality's own
    colours. ``model`` is None where no language model helps, as it is by default. ``keep_days`` is how long a
    conversation is kept after its last question; None is for ever. ``cases`` are evaluation cases that no change may
    spoil unseen, besides those of the catalogue's own folder.
    """

    catalog: Path = field(default_factory=demo_catalog)
    home: Path = field(default_factory=default_home)
    records_url: str | None = field(default_factory=configured_records)
    time_limit: float = 10.0
    memory_limit: int = 1024
    row_limit: int = 10_000
    look: Path | None = field(default_factory=configured_look)
    model: ModelSettings | None = field(default_factory=configured_model)
    keep_days: int | None = field(default_factory=configured_keeping)
    cases: Path | None = field(default_factory=configured_cases)

    @property
    def database_url(self) -> str:
        """The URL of the records database."""
        return self.records_url or f"sqlite:///{self.home / 'records.db'}"

    def ensure_home(self) -> Path:
        """Create the state folder; raise :class:`OperatorError` when it cannot be made or written."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OperatorError(
                f"cannot make the state folder {self.home}: {error.strerror}",
                hint="set DUIDING_HOME to a folder that you may write",
            ) from error
        return self.home
