"""Reading and writing the YAML of a catalogue: 1.2 core rules, so that ``no``, ``off`` and ``0344`` stay texts."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import yaml

from assistant.catalog.yamlfile import YamlFile
from assistant.errors import SourceError

_NUMBER_LIKE = re.compile(r"[-+]?(\d[\d_.]*([eE][-+]?\d+)?|\.\d+|0o\d+|0x[0-9a-fA-F]+)")


class _Loader(yaml.SafeLoader):
    """A safe loader for which only ``true`` and ``false`` are truth values."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false|True|False"), list("tfTF"))


class _Dumper(yaml.SafeDumper):
    """A dumper without anchors that quotes every text another reader could take for a number."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    if "\n" in value:
        style: str | None = "|"
    else:
        style = "'" if _NUMBER_LIKE.fullmatch(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def parse(text: str, name: str) -> Any:
    """Read YAML; ``name`` is the file that a message speaks of."""
    if "&" in text and "*" in text:
        # Aliases may stand for far more than is written; the catalogue's own reader counts before it gives way.
        _, _, problems = YamlFile(name, text).read()
        if problems:
            raise SourceError(f"{problems[0]}")
    try:
        return yaml.load(text, _Loader)  # _Loader is a SafeLoader
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceError(f"{name} is no readable YAML: {' '.join(str(error).split())}") from error


def read(path: Path) -> dict[str, Any]:
    """Read a YAML file that holds one mapping; an empty one is an empty mapping."""
    try:
        found = parse(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read: {error}") from error
    if found is not None and not isinstance(found, dict):
        raise SourceError(f"{path} holds no keys", hint="a catalogue file is a list of key: value")
    return found or {}


def dump(document: dict[str, Any], heading: str) -> str:
    """Write a mapping as YAML under a comment."""
    comment = "".join(f"# {line}\n" for line in heading.splitlines())
    return comment + yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def today() -> dt.date:
    """Return today's date, for ``retrieved``."""
    return dt.datetime.now(tz=dt.UTC).date()
