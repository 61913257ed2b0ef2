"""Which figures are asked for."""

from __future__ import annotations

from itertools import pairwise

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.levels import levels_of
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.index import split, stem
from assistant.linking.targets import (
    ConceptTarget,
    DatasetTarget,
    DenominatorTarget,
    Evidence,
    FieldTarget,
    GroupTarget,
    LevelTarget,
    MemberTarget,
    MetricTarget,
)
from assistant.plan import Per, Reason
from assistant.planning.draft import Draft, metric_reaches
from assistant.planning.names import metric_label
from assistant.planning.outcomes import ask_back, refuse, reworded
from assistant.planning.phrases import listing
from assistant.planning.steps.bracketed import metric_of_bracket
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words

_PREMISE_REASON = {"causal": Reason.CAUSAL, "opinion": Reason.OPINION, "forecast": Reason.FORECAST}
_MOST_OPTIONS = 6


def denominators(draft: Draft) -> Outcome:
    """Read "per 1.000 inwoners": the documented denominator after "per", never a split."""
    for cue in draft.cues(CueKind.PER_CAPITA, CueKind.SPLIT):
        if cue.target is None:
            continue
        mention = next((one for one in draft.open_mentions() if one.first <= cue.target <= one.last), None)
        found = draft.candidates(mention, DenominatorTarget) if mention else []
        if mention is None or not found:
            continue
        if cue.kind is CueKind.SPLIT and role_of(mention) in (LevelTarget, FieldTarget):
            continue
        documented = next(one for one in draft.knowledge.catalog.denominators if one.name == found[0][1].name)
        factor = cue.args.get("factor")
        ref = MetricRef.parse(documented.metric)
        draft.calculation = Per(ref, float(factor) if isinstance(factor, int | float) else 1.0, documented.name)
        draft.claim(cue.first, mention.last, f"per:{documented.name}")
    return None


def choose_metrics(draft: Draft) -> Outcome:
    """Take the metrics named; ask when a word fits several; infer one when only members or a dataset are named."""
    sure = _sure_subject(draft)
    for mention in sorted(draft.open_mentions(), key=lambda one: _readings(draft, one) > 1):
        role = role_of(mention)
        if sure and role is MetricTarget and _only_helps(draft, mention):
            draft.claim(mention.first, mention.last, "people")
            continue
        if sure and role is MetricTarget and mention.best.evidence is Evidence.PARTIAL:
            continue
        if role is ConceptTarget:
            return _which_reading(draft, mention)
        if role is not MetricTarget:
            continue
        refs = [target.ref for _, target in draft.candidates(mention, MetricTarget)]
        refs = _of_asked_kind(draft, mention, refs)
        refs = narrow(draft, list(dict.fromkeys(refs)))
        if len(refs) > 1:
            return _which_metric(draft, mention, refs, "which_metric")
        _take(draft, mention, refs[0])
    starts = {word.as_: word.start for word in reversed(draft.words)}
    draft.metrics.sort(key=lambda ref: starts.get(str(ref), 0))
    _drop_parts_of_names(draft)
    _drop_the_whole(draft)
    _drop_the_counted(draft)
    if len(draft.metrics) > 1 and not _meant_together(draft):
        labels = [metric_label(draft.knowledge.catalog, ref, draft.language) for ref in draft.metrics]
        figures = listing(labels, draft.language)
        return refuse(draft, Reason.OUT_OF_SCOPE, "several_figures", draft.metrics, figures=figures)
    if draft.metrics:
        return None
    return _inferred(draft)


def _readings(draft: Draft, mention: Mention) -> int:
    """How many metrics the words fit; those with one are taken first, so that they can settle the others."""
    return len({target.ref for _, target in draft.candidates(mention, MetricTarget)})


def _sure_subject(draft: Draft) -> bool:
    """Whether some metric or concept is named whole, by more than a word for people in general."""
    return any(
        role_of(mention) in (MetricTarget, ConceptTarget)
        and mention.best.evidence is not Evidence.PARTIAL
        and not _only_helps(draft, mention)
        for mention in draft.open_mentions()
    )


def _only_helps(draft: Draft, mention: Mention) -> bool:
    """ "Hoeveel mensen krijgen bijstand": "mensen" asks for no second figure."""
    return mention.first == mention.last and draft.analysis.tokens[mention.first].folded in words("people")


def _drop_the_counted(draft: Draft) -> None:
    """In "doorlooptijd van meldingen" the second metric only says what the first is a property of."""
    if len(draft.metrics) != 2 or draft.has(CueKind.COMPARE, CueKind.RATIO, CueKind.DIFFERENCE):
        return
    first, second = draft.metrics
    catalog = draft.knowledge.catalog
    places = {word.as_: (word.start, word.end) for word in draft.words}
    between = draft.analysis.text[places[str(first)][1] : places[str(second)][0]].split()
    joined = [word for word in between if word.casefold() in ("van", "of", "bij", "voor", "for")]
    if (joined or not between) and first.dataset == second.dataset and not formula(catalog, first).additive:
        draft.metrics.remove(second)


def _drop_parts_of_names(draft: Draft) -> None:
    """In "woningen … verkocht" the first word is part of the name of the second figure, "verkochte woningen"."""
    if draft.has(CueKind.COMPARE, CueKind.RATIO, CueKind.DIFFERENCE) or _joined(draft):
        return
    for word in list(draft.words):
        for ref in list(draft.metrics):
            if word.as_ == str(ref) and len(draft.metrics) > 1 and _inside_other(draft, ref, word.text):
                draft.metrics.remove(ref)


def _meant_together(draft: Draft) -> bool:
    """Whether the question itself puts its figures beside each other, or one of them is a condition on the other."""
    beside = (CueKind.COMPARE, CueKind.COMPARATIVE, CueKind.RATIO, CueKind.DIFFERENCE, CueKind.THRESHOLD, CueKind.SHARE)
    return draft.analysis.has(*beside) or _joined(draft)


def _joined(draft: Draft) -> bool:
    spoken = [(word.start, word.end) for word in draft.words if word.as_ in {str(ref) for ref in draft.metrics}]
    spoken.sort()
    between = [draft.analysis.text[one[1] : other[0]].split() for one, other in pairwise(spoken)]
    return any(set(words_between) & {"en", "and", "naast", ","} for words_between in between)


def _inside_other(draft: Draft, ref: MetricRef, text: str) -> bool:
    own = {stem(one) for one in split(text)}
    for other in draft.metrics:
        if other == ref:
            continue
        metric = draft.knowledge.catalog.metric(other)
        phrases = [*metric.synonyms.all(), *([metric.label.say(draft.language)] if metric.label else [])]
        if any(own < {stem(one) for one in split(phrase)} for phrase in phrases):
            return True
    return False


def _drop_the_whole(draft: Draft) -> None:
    """In "welk deel van de woningen is corporatiebezit" a documented share already holds the whole it is taken of."""
    if not draft.has(CueKind.SHARE, CueKind.PERCENT) or len(draft.metrics) < 2:
        return
    shares = [ref for ref in draft.metrics if _is_percentage(draft, ref)]
    for ref in list(draft.metrics):
        if ref not in shares and any(share.dataset == ref.dataset for share in shares):
            draft.metrics.remove(ref)


def _is_percentage(draft: Draft, ref: MetricRef) -> bool:
    unit = draft.knowledge.catalog.metric(ref).unit
    return bool(unit and unit.say("nl").startswith("%"))


def _take(draft: Draft, mention: Mention, ref: MetricRef) -> None:
    if ref not in draft.metrics:
        draft.metrics.append(ref)
    draft.claim(mention.first, mention.last, str(ref))
    link = next(one for one in mention.links if isinstance(one.target, MetricTarget) and one.target.ref == ref)
    label = metric_label(draft.knowledge.catalog, ref, draft.language)
    if link.evidence is Evidence.PARTIAL:
        draft.assume("word", "assume_word", word=draft.text(mention), meaning=label)


def narrow(draft: Draft, refs: list[MetricRef]) -> list[MetricRef]:
    """Keep the metrics that fit the rest of the question: its dataset, its members and levels, its kind of figure."""
    for keep in (_beside_chosen, _in_named_dataset, _reaches_mentions, _right_kind):
        kept = [ref for ref in refs if keep(draft, ref)] if len(refs) > 1 else refs
        refs = kept or refs
    return refs


def _of_asked_kind(draft: Draft, mention: Mention, refs: list[MetricRef]) -> list[MetricRef]:
    """ "Meer dan 8 % een laag inkomen": a percentage is asked, so a share that the words also fit goes first."""
    threshold = any(cue.args.get("unit") == "percent" for cue in draft.analysis.cues_of(CueKind.THRESHOLD))
    if not threshold or any(_is_percentage(draft, ref) for ref in refs):
        return refs
    wider = [one.target.ref for one in mention.links if isinstance(one.target, MetricTarget)]
    return [ref for ref in wider if _is_percentage(draft, ref)] or refs


def _beside_chosen(draft: Draft, ref: MetricRef) -> bool:
    return any(ref.dataset == chosen.dataset for chosen in draft.metrics)


def _in_named_dataset(draft: Draft, ref: MetricRef) -> bool:
    named = {
        target.name
        for mention in draft.open_mentions()
        if role_of(mention) is DatasetTarget
        for _, target in draft.candidates(mention, DatasetTarget)
    }
    return ref.dataset in named


def _reaches_mentions(draft: Draft, ref: MetricRef) -> bool:
    for mention in draft.open_mentions():
        fields = fields_of(draft, mention)
        if fields and not any(metric_reaches(draft.knowledge, ref, field) for field in fields):
            return False
    return True


def fields_of(draft: Draft, mention: Mention) -> list[FieldRef]:
    """Return the fields a mention of a member, group, level or dimension may belong to."""
    role = role_of(mention)
    if role is GroupTarget:
        names = {target.name for _, target in draft.candidates(mention, GroupTarget)}
        return [FieldRef.parse(group.field) for group in draft.knowledge.catalog.groups if group.name in names]
    if role is MemberTarget:
        return [target.ref for _, target in draft.candidates(mention, MemberTarget)]
    if role is LevelTarget:
        return [target.ref for _, target in draft.candidates(mention, LevelTarget)]
    return [target.ref for _, target in draft.candidates(mention, FieldTarget)] if role is FieldTarget else []


def _right_kind(draft: Draft, ref: MetricRef) -> bool:
    catalog = draft.knowledge.catalog
    percent = _is_percentage(draft, ref)
    if draft.analysis.has(CueKind.SHARE, CueKind.PERCENT) or any(
        cue.args.get("unit") == "percent" for cue in draft.cues(CueKind.THRESHOLD)
    ):
        return percent
    if draft.has(CueKind.COUNT):
        return formula(catalog, ref).additive
    return True


def _which_reading(draft: Draft, mention: Mention) -> Outcome:
    name = draft.candidates(mention, ConceptTarget)[0][1].name
    concept = next(one for one in draft.knowledge.catalog.concepts if one.name == name)
    return _which_metric(draft, mention, [MetricRef.parse(text) for text in concept.readings], "which_concept")


def _which_metric(draft: Draft, mention: Mention, refs: list[MetricRef], key: str) -> Outcome:
    catalog, language = draft.knowledge.catalog, draft.language
    options = []
    for ref in refs[:_MOST_OPTIONS]:
        label = metric_label(catalog, ref, language)
        twins = [other for other in refs if other != ref and metric_label(catalog, other, language) == label]
        title = catalog.by_name[ref.dataset].title
        shown = f"{label} ({title.say(language)})" if twins and title else label
        options.append((shown, reworded(draft, mention, shown)))
    draft.claim(mention.first, mention.last, "?")
    return ask_back(draft, key, options, word=draft.text(mention))


def _inferred(draft: Draft) -> Outcome:
    """Find the one metric that the members or the dataset in the question can be about."""
    catalog = draft.knowledge.catalog
    if draft.request.previous is not None:
        return None
    for mention in draft.open_mentions():
        role = role_of(mention)
        if role is DatasetTarget:
            names = [target.name for _, target in draft.candidates(mention, DatasetTarget)]
        elif role in (MemberTarget, GroupTarget):
            names = [field.dataset for field in fields_of(draft, mention)]
        else:
            continue
        refs = [MetricRef(name, metric) for name in dict.fromkeys(names) for metric in catalog.by_name[name].metrics]
        additive = [ref for ref in refs if formula(catalog, ref).additive]
        chosen = additive if len(additive) == 1 or (additive and draft.has(CueKind.COUNT)) else refs
        if len(chosen) == 1:
            draft.metrics.append(chosen[0])
            draft.assume(
                "word",
                "assume_word",
                word=draft.text(mention),
                meaning=metric_label(catalog, chosen[0], draft.language),
            )
            if role is DatasetTarget:
                draft.claim(mention.first, mention.last, str(chosen[0]))
            return None
        if chosen and role is DatasetTarget:
            return _which_metric(draft, mention, chosen, "which_dataset_metric")
    metric_of_bracket(draft)
    if not draft.metrics:
        _by_size(draft)
    return None if draft.metrics else no_metric(draft)


def _by_size(draft: Draft) -> None:
    """ "Welke gemeenten krimpen?", "de grootste wijk": size without more is the first documented denominator."""
    catalog = draft.knowledge.catalog
    places = any(_is_place(draft, mention) for mention in draft.open_mentions())
    cue = next(iter(draft.cues(CueKind.CHANGE, CueKind.TOP, CueKind.COMPARATIVE)), None)
    if not (places and cue and catalog.denominators) or unknown_words(draft):
        return
    ref = MetricRef.parse(catalog.denominators[0].metric)
    draft.metrics.append(ref)
    draft.assume("word", "assume_size", word=cue.text, meaning=metric_label(catalog, ref, draft.language))


def _is_place(draft: Draft, mention: Mention) -> bool:
    return role_of(mention) is LevelTarget or any(
        levels_of(draft.knowledge.catalog, ref) is not None for ref in fields_of(draft, mention)
    )


def no_metric(draft: Draft) -> Outcome:
    """Refuse: there is no figure in the question that the catalogue knows."""
    if draft.premise is not None:
        return refuse(draft, _PREMISE_REASON[draft.premise.value], draft.premise.value)
    unknown = unknown_words(draft)
    if unknown:
        quoted = ", ".join(f"‘{word}’" for word in unknown[:4])
        return refuse(draft, Reason.UNKNOWN_CONCEPT, "unknown_words", words=quoted)
    return refuse(draft, Reason.OUT_OF_SCOPE, "no_metric")


def unknown_words(draft: Draft) -> list[str]:
    """Return the words that carry meaning and that nothing in the catalogue explains."""
    spans = [*draft.analysis.cues, *draft.analysis.periods, *draft.analysis.numbers]
    known = {at for span in spans for at in range(span.first, span.last + 1)} | draft.claimed
    known |= {at for mention in draft.mentions for at in range(mention.first, mention.last + 1)}
    return [
        token.text
        for at, token in enumerate(draft.analysis.tokens)
        if at not in known and not token.stop and token.kind.value != "punct"
    ]
