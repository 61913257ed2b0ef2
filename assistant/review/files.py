"""The files of ``verified/``: read with file and line, and written whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from assistant.catalog.reading import parse
from assistant.catalog.yamlfile import YamlFile
from assistant.errors import InputError, Location, OperatorError, Problem
from assistant.language import fold
from assistant.review.verified import Slot, Verified, VerifiedFile

FOLDER = "verified"
#: Characters of a question that its file is called by.
_NAMED = 48


def files_of(root: Path) -> Iterator[Path]:
    """Yield the files of verified questions of a catalogue, by name."""
    folder = root / FOLDER
    if folder.is_dir():
        yield from (path for path in sorted(folder.glob("*.yaml")) if not path.name.startswith("."))


def read(path: Path) -> Verified | tuple[Problem, ...]:
    """Return what a file says, or what is wrong with it."""
    name = f"{FOLDER}/{path.name}"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return (Problem("files", f"the file cannot be read: {error.strerror or error}", Location(name), None),)
    except UnicodeDecodeError:
        return (Problem("yaml", "the file is not UTF-8 text", Location(name), "save it as UTF-8"),)
    found = parse(YamlFile(name, text), VerifiedFile, "nl")
    if found.value is None:
        return found.problems
    one = found.value
    return Verified(
        question=one.question,
        language=one.language,
        by=one.by,
        on=one.on,
        ground=one.ground,
        kept=json.loads(one.plan) if one.plan else None,
        sql=one.sql,
        paraphrases=one.paraphrases,
        slots=tuple(Slot(slot.text, slot.field, slot.value) for slot in one.slots),
        answer=one.answer,
        remark=one.remark,
        name=path.stem,
    )


def name_of(question: str, language: str) -> str:
    """Return what the file of a question is called; the same question has the same file."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(question).encode("ascii", "ignore").decode()).strip("-")
    digest = hashlib.sha256(f"{language}\x1f{fold(question)}".encode()).hexdigest()[:8]
    return f"{plain[:_NAMED].rstrip('-') or 'question'}-{digest}"


def written(one: Verified) -> str:
    """Return the text of a file."""
    told: dict[str, object] = {"question": one.question}
    if one.paraphrases:
        told["paraphrases"] = list(one.paraphrases)
    told |= {"language": one.language, "by": one.by, "on": one.on.isoformat()}
    told |= {key: value for key, value in (("answer", one.answer), ("remark", one.remark)) if value}
    if one.slots:
        told["slots"] = [_slot(slot) for slot in one.slots]
    told["ground"] = dict(one.ground)
    if one.kept is not None:
        told["plan"] = LiteralScalarString(json.dumps(one.kept, ensure_ascii=False, indent=1) + "\n")
    else:
        told["sql"] = LiteralScalarString((one.sql or "").strip() + "\n")
    yaml = YAML()
    yaml.width = 1_000_000
    out = io.StringIO()
    yaml.dump(told, out)
    return out.getvalue()


def _slot(slot: Slot) -> dict[str, str]:
    place = {"field": slot.field, "value": slot.value} if slot.field and slot.value else {}
    return {"text": slot.text} | place


def write(root: Path, one: Verified) -> Callable[[], None]:
    """Write a verified question; what is returned takes that back. Another's file of that name is replaced."""
    path = root / FOLDER / f"{one.name or name_of(one.question, one.language)}.yaml"
    try:
        path.parent.mkdir(exist_ok=True)
        before = path.read_bytes() if path.exists() else None
        _replace(path, written(one).encode())
    except OSError as error:
        raise OperatorError(
            f"{path} cannot be written: {error.strerror or error}",
            hint="what analysts approve becomes a file of the catalogue: make its folder writable for this program",
        ) from error

    def back() -> None:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            _replace(path, before)

    return back


def remove(root: Path, name: str) -> None:
    """Take a verified question away; a name that is not there is gone already."""
    if not re.fullmatch(r"[\w.-]+", name):
        raise InputError(f"{name!r} is no name of a verified question")
    with suppress(FileNotFoundError):
        (root / FOLDER / f"{name}.yaml").unlink()


def _replace(path: Path, data: bytes) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)
        raise
