"""Figures that the data miss, with the documented reason; in a ranking also who was left out for it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.field import Field
from assistant.catalog.graph import local_field
from assistant.catalog.vocabulary import FieldRole
from assistant.explanation import names
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.evidence import Probe
from assistant.explanation.caveats.forms import is_ranked
from assistant.explanation.caveats.window import literal, quoted
from assistant.explanation.words import sentence_case


def probes(asked: Asked) -> Iterator[tuple[str, str, Probe]]:
    """Yield per measure: is a used row missing, and for which documented reason."""
    for dataset, field, about in _measures(asked):
        column, codes = quoted(field.name), [code for code in field.missing if code != "null"]
        yield dataset, f"missing_{field.name}", Probe(f"{column} IS NULL", about)
        for index, code in enumerate(field.missing):
            if code == "null":
                plain = f" AND {quoted(field.name + '__missing')} IS NULL" if codes else ""
                yield dataset, f"missing_{field.name}_{index}", Probe(f"{column} IS NULL{plain}", about)
            else:
                reason = f"{quoted(field.name + '__missing')} = {literal(code)}"
                yield dataset, f"missing_{field.name}_{index}", Probe(reason, about)


def everyone_probes(asked: Asked) -> Iterator[tuple[str, str, Probe]]:
    """Yield what tells whether a ranking left out members without a figure, or rows without a member."""
    yield from probes(asked)
    for dataset, field in _split_fields(asked):
        yield dataset, f"unknown_{field.name}", Probe(f"{quoted(field.name)} IS NULL")


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat where a used row, a shown cell or a member left out has no figure."""
    for dataset in case.asked.facts:
        text = _used(case, dataset) or _left_out(case, dataset)
        if text:
            yield CaveatShown(f"{dataset}.missing", "important", "computed", text)


def _used(case: Case, dataset: str) -> str | None:
    fields = [field for name, field, _ in _measures(case.asked) if name == dataset]
    met = [field for field in fields if case.evidence.met(dataset, f"missing_{field.name}")]
    label, language = case.asked.label(dataset), case.asked.plan.language
    reasons = [
        text.say(language)
        for field in met
        for index, text in enumerate(field.missing.values())
        if case.evidence.met(dataset, f"missing_{field.name}_{index}")
    ]
    if reasons:
        reason = case.say.join(list(dict.fromkeys(reasons)))
        return case.say.say("caveat.missing", label=label, reason=reason)
    return case.say.say("caveat.missing_plain", label=label) if met or _empty_cell(case, dataset) else None


def _empty_cell(case: Case, dataset: str) -> bool:
    shown = case.shown
    own = [column for column in shown.metrics if shown.metric_of(column).dataset == dataset]
    return any(
        shown.value(row, column) is None and (row, column) not in shown.withheld
        for row in range(len(shown.rows))
        for column in own
    )


def _left_out(case: Case, dataset: str) -> str | None:
    if not is_ranked(case.asked.plan):
        return None
    language = case.asked.plan.language
    for owner, field in _split_fields(case.asked):
        if owner == dataset and case.evidence.left_out(dataset, f"unknown_{field.name}"):
            reason = field.missing.get("null")
            said = reason.say(language) if reason else case.say.say("missing.member")
            label = field.label.say(language) if field.label else field.name
            return case.say.say("caveat.missing_members", field=label, reason=said)
    for owner, field, _ in _measures(case.asked):
        if owner == dataset and case.evidence.left_out(dataset, f"missing_{field.name}"):
            split = case.asked.plan.splits[0] if case.asked.plan.splits else None
            field_ref = split.field if split else case.asked.dimensions[0]
            members = names.members_word(case.asked.catalog, field_ref, split.level if split else None, language)
            return case.say.say("caveat.left_out", members=sentence_case(members), label=case.asked.label(dataset))
    return None


def _measures(asked: Asked) -> Iterator[tuple[str, Field, frozenset[str]]]:
    """Yield dataset, measure field and the keys of the components that read it."""
    found: dict[tuple[str, str], set[str]] = {}
    for _, part in asked.components:
        known = asked.catalog.by_name[part.dataset].fields_by_name
        for name in part.fields:
            if name in known and known[name].role is FieldRole.MEASURE:
                found.setdefault((part.dataset, name), set()).add(part.key)
    for (dataset, name), keys in found.items():
        yield dataset, asked.catalog.by_name[dataset].fields_by_name[name], frozenset(keys)


def _split_fields(asked: Asked) -> Iterator[tuple[str, Field]]:
    for dataset in asked.facts:
        for split in asked.plan.splits:
            if (own := local_field(asked.catalog, dataset, split.field)) is not None:
                yield dataset, asked.catalog.field(own)
