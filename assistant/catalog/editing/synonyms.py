"""Adding a word that people use to what the catalogue documents."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from assistant.catalog.catalog import FieldRef
from assistant.catalog.complaints import did_you_mean
from assistant.catalog.editing.edit import Edit, propose
from assistant.catalog.editing.nodes import after_name, flow
from assistant.catalog.loaded import CATALOG_FILE, LoadedCatalog
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.errors import InputError

#: What in catalog.yaml has a name and synonyms.
_NAMED = ("concepts", "groups", "denominators")


def add_synonym(
    loaded: LoadedCatalog, target: str, word: str, language: Language, profile: DataProfile | None = None
) -> Edit:
    """Return the edit that makes ``word`` a synonym of ``target``; nothing is written.

    A target is a dataset (``meldingen``), a field or metric of it (``meldingen.aantal``), a member
    (``meldingen.categorie=afval``), or a concept, group or denominator by its name. Raises
    :class:`~assistant.errors.InputError` when there is no such thing; with ``profile`` also when a member is neither
    documented nor in the data.
    """
    word = " ".join(word.split())
    if not word:
        raise InputError("there is no word to add", hint='write it between quotes: "zwerfvuil"')
    name, _, value = target.partition("=")
    dataset, _, part = name.partition(".")
    default = loaded.catalog.language
    if dataset in loaded.catalog.by_name:
        file = loaded.files[f"dataset:{dataset}"].name
        if part and value and profile is not None:
            _check_member(loaded, profile, FieldRef(dataset, part), value)
        return propose(loaded, file, lambda top: _add(_inside(top, part, value, name), word, language, default))
    if not part and not value and any(one.name == name for one in _named(loaded)):
        return propose(loaded, CATALOG_FILE, lambda top: _add(_by_name(top, name), word, language, default))
    raise _unknown(name, [*loaded.catalog.by_name, *(one.name for one in _named(loaded))])


def _check_member(loaded: LoadedCatalog, profile: DataProfile, ref: FieldRef, value: str) -> None:
    """Refuse a member that nobody has: a typing error would become a word for nothing."""
    documented = loaded.catalog.by_name[ref.dataset].fields_by_name.get(ref.field)
    held = profile.field(ref)
    if documented is None or held is None or not held.complete or value in held.by_value:
        return
    known = [one.value for one in documented.members]
    if value in known:
        return
    labels = {one.label.casefold(): one.value for one in held.members if one.label}
    same = labels.get(value.casefold())
    hint = f"its code is {same}: {ref}={same}" if same else did_you_mean(value, [*held.by_value, *known])
    raise InputError(
        f"the data of '{ref}' hold no '{value}'", hint=hint or "`duiding catalog show` lists what there is"
    )


def _named(loaded: LoadedCatalog) -> list[Any]:
    return [one for kind in _NAMED for one in getattr(loaded.catalog, kind)]


def _by_name(top: CommentedMap, name: str) -> CommentedMap:
    found: CommentedMap = next(one for kind in _NAMED for one in top.get(kind) or () if one["name"] == name)
    return found


def _inside(top: CommentedMap, part: str, value: str, name: str) -> CommentedMap:
    """Return the mapping of a dataset, of a field or metric of it, or of a member of that."""
    if not part:
        return top
    parts = {one["name"]: one for kind in ("fields", "metrics") for one in top.get(kind) or ()}
    if part not in parts:
        raise _unknown(name, [f"{top['name']}.{one}" for one in parts])
    found: CommentedMap = parts[part]
    return _member(found, value) if value else found


def _member(field: CommentedMap, value: str) -> CommentedMap:
    """Return what is documented of a member; one that only stands in the data gets its place."""
    members = field.setdefault("members", CommentedSeq())
    for one in members:
        if str(one["value"]) == value:
            found: CommentedMap = one
            return found
    made: CommentedMap = flow({"value": value})
    members.append(made)
    return made


def _add(node: CommentedMap, word: str, language: Language, default: Language) -> None:
    told = node.get("synonyms")
    if told is None:
        node.insert(after_name(node), "synonyms", flow({language: flow([word])}))
        return
    if not isinstance(told, CommentedMap):
        # A plain list, or a single word, is in the language of the catalogue.
        told = flow({default: told if isinstance(told, CommentedSeq) else flow([told])})
        node["synonyms"] = told
    words = told.setdefault(language, flow([]))
    if not isinstance(words, CommentedSeq):
        words = flow([words])
        told[language] = words
    if any(str(one).casefold() == word.casefold() for one in words):
        raise InputError(f"'{word}' is already a word for this", hint="there is nothing to add")
    words.append(word)


def _unknown(name: str, known: list[str]) -> InputError:
    hint = did_you_mean(name, known) or "`duiding catalog show` lists what there is"
    return InputError(f"the catalogue has no '{name}'", hint=hint)
