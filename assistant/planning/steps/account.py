"""The promise: every word that carries meaning is used, named as an assumption, or asked about."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.units import is_money, is_percentage
from assistant.catalog.vocabulary import Aggregation
from assistant.language import CueKind, CueSpan, Token, TokenKind, heavy, light
from assistant.linking.index import is_generic, is_glue
from assistant.linking.targets import DatasetTarget, DenominatorTarget, LevelTarget, MemberTarget
from assistant.linking.words import split
from assistant.plan import Change, Claim, Difference, MemberFilter, Per, Reason, Share, YesNo, underlying
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.documented import documented
from assistant.planning.steps.metrics.spending import is_called
from assistant.planning.steps.metrics.statistic import is_median
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.steps.strangers import unknown_name
from assistant.planning.words import words

#: Cues that only say how a question is asked; leaving them aside changes no figure.
MANNER = frozenset(
    {
        CueKind.COUNT, CueKind.WHICH, CueKind.GREETING, CueKind.HELP, CueKind.TREND, CueKind.CHART, CueKind.TABLE,
        CueKind.YES_NO, CueKind.TOTAL, CueKind.FOLLOW_UP, CueKind.CORRECTION, CueKind.EACH, CueKind.HOME,
        CueKind.EVERYWHERE, CueKind.ONLY, CueKind.CLAIM, CueKind.INVENTORY, CueKind.SPLIT, CueKind.SIZE,
        CueKind.MEANING, CueKind.SOURCE, CueKind.FRESHNESS,
    }
)  # fmt: skip
#: Cues that a figure of that kind fulfils by itself.
_FULFILLED = frozenset({CueKind.SHARE, CueKind.PERCENT, CueKind.AVERAGE, CueKind.PLACES_AVERAGE})

#: Cues that no word of a definition explains away: "de meeste" asks for an order wherever else it stands.
_ORDERS = frozenset({CueKind.TOP, CueKind.RANK, CueKind.COMPARATIVE, CueKind.NEGATION})

#: Letters that two words of one stem share at least, and that an ending has at most.
_STEM, _ENDING = 5, 4


def account(draft: Draft) -> Outcome:
    """Refuse when something was left aside that could have changed the answer."""
    _claim_context(draft)
    claim_judgement(draft)
    covered = set(draft.claimed)
    passed = light(draft.analysis.tokens)
    compared = _compares(draft)
    for cue in draft.analysis.cues:
        span = set(range(cue.first, cue.last + 1))
        if cue.kind is CueKind.COMPARE and compared:
            covered |= span
        if cue.kind in MANNER or (cue.kind in _FULFILLED and _fulfils(draft, cue)):
            covered |= span
            _say_median(draft, cue)
    divided_by = {
        cue.target
        for cue in draft.cues(CueKind.SPLIT, CueKind.PER_CAPITA)
        if cue.target is not None and not is_generic(draft.analysis.tokens[cue.target].text)
    }
    left = [
        at
        for at, token in enumerate(draft.analysis.tokens)
        if token.kind is not TokenKind.PUNCT
        and ((at not in covered and not _empty(draft, at, passed)) or (at in divided_by and at not in draft.claimed))
    ]
    if not left:
        _tell(draft, passed)
        return None
    metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
    if name := unknown_name(draft, left):
        words = f"‘{name}’"
        return refuse(
            draft, Reason.UNKNOWN_MEMBER, "unknown_name", draft.metrics, lacking=[name], words=words, metric=metric
        )
    telling = [at for at in left if not draft.analysis.tokens[at].stop] or left
    lacking = list(dict.fromkeys(draft.analysis.tokens[at].text for at in telling))
    said = ", ".join(f"‘{word}’" for word in lacking)
    return refuse(draft, Reason.UNKNOWN_CONCEPT, "unknown_words_metric", lacking=lacking, words=said, metric=metric)


def _tell(draft: Draft, passed: frozenset[int]) -> None:
    """Put the words that only say how, or that name the figure once more, with the words that were used."""
    for cue in draft.analysis.cues:
        inside = range(cue.first, cue.last + 1)
        if cue.kind in MANNER | _FULFILLED | {CueKind.COMPARE} and any(_untold(draft, at, passed) for at in inside):
            draft.claim(cue.first, cue.last, cue.kind.value)
    for at in range(len(draft.analysis.tokens)):
        if _untold(draft, at, passed):
            draft.claim(at, at, str(draft.metrics[0]))


def _untold(draft: Draft, at: int, passed: frozenset[int]) -> bool:
    token = draft.analysis.tokens[at]
    return token.kind is TokenKind.WORD and at not in draft.claimed | passed and not (token.stop or is_glue(token.text))


def _compares(draft: Draft) -> bool:
    """Whether the plan holds at least two things beside each other."""
    several = any(len(one.members) > 1 for one in draft.filters if isinstance(one, MemberFilter))
    periods = draft.period is not None and (draft.period.compare_to is not None or not draft.period.single)
    return several or periods or bool(draft.splits) or len(draft.metrics) > 1 or draft.calculation is not None


def _empty(draft: Draft, at: int, passed: frozenset[int]) -> bool:
    """Whether a word asks for nothing by itself, in this plan."""
    token = draft.analysis.tokens[at]
    if at in heavy(draft.analysis.tokens):
        return documented(draft, (token.folded,))
    cues = [cue for cue in draft.cues(*CueKind) if cue.first <= at <= cue.last and cue.kind not in MANNER]
    if is_generic(token.text):
        return all(cue.kind in _FULFILLED and _fulfils(draft, cue) for cue in cues)
    if not any(cue.kind in _ORDERS for cue in cues) and (
        documented(draft, (token.folded,)) or _of_a_used_field(draft, token)
    ):
        return True
    if token.folded in words("people") and all(_is_average(draft, ref) for ref in draft.metrics):
        return True  # "hoe tevreden zijn mensen": a mark or percentage is one of people as it is
    if token.folded in words("money") and all(
        is_money(draft.knowledge.catalog.metric(ref).unit) for ref in draft.metrics
    ):
        return True  # "het meeste geld" of an amount of money
    if token.folded in words("whole") and _before_a_level(draft, at):
        return True  # "en voor de hele gemeente?"
    if {token.folded, *token.lemmas} & words("to_befall") and not _of_persons(draft):
        return True  # "waar vielen de meeste ongevallen"
    if token.folded in words("actual") and not any(is_called(draft, ref, "budgeted") for ref in draft.metrics):
        return True  # what is counted came about
    firm = any(not cue.ambiguous for cue in cues)
    return not (firm and not is_glue(token.text)) and (token.stop or is_glue(token.text) or at in passed)


def _before_a_level(draft: Draft, at: int) -> bool:
    """Whether the word for a kind of place follows, and is understood."""
    after = (one for one in draft.mentions if one.first == at + 1)
    return any(at + 1 in draft.claimed and role_of(one) is LevelTarget for one in after)


def _of_persons(draft: Draft) -> bool:
    """Whether a figure counts people: whether they fall is no small thing."""
    catalog = draft.knowledge.catalog
    return any(catalog.metric(ref).persons or str(ref) in _divisors(draft) for ref in draft.metrics)


def _divisors(draft: Draft) -> set[str]:
    return {str(one.metric) for one in draft.knowledge.catalog.denominators}


def _of_a_used_field(draft: Draft, token: Token) -> bool:
    """Whether a word is akin to the name of a field that the plan limits or splits by: "beheert" to "beheerder"."""
    catalog = draft.knowledge.catalog
    for ref in dict.fromkeys(one.field for one in (*draft.filters, *draft.splits)):
        field = catalog.field(ref)
        texts = [field.label.say(draft.language)] if field.label else []
        for word in (word for text in (*texts, *field.synonyms.all()) for word in split(text)):
            if any(_akin(form, word) for form in (token.folded, *token.lemmas)):
                return True
    return False


def _akin(lemma: str, word: str) -> bool:
    """Whether two words begin with the same stem of at least five letters and end as forms of one stem do."""
    shared = next((at for at, pair in enumerate(zip(lemma, word, strict=False)) if pair[0] != pair[1]), None)
    length = min(len(lemma), len(word)) if shared is None else shared
    return length >= _STEM and max(len(lemma), len(word)) - length <= _ENDING


def _divides(draft: Draft, at: int) -> bool:
    """Whether a word is what the figure should be divided by or split by: then it is used, or asked about."""
    return any(
        cue.target == at and cue.first not in draft.claimed for cue in draft.cues(CueKind.PER_CAPITA, CueKind.SPLIT)
    )


def _fulfils(draft: Draft, cue: CueSpan) -> bool:
    """Whether the figure in the plan is itself what the words ask: a share, a percentage, an average."""
    if cue.args.get("statistic") == "median":
        return all(is_median(draft, ref) for ref in draft.metrics)
    if cue.kind in (CueKind.AVERAGE, CueKind.PLACES_AVERAGE):
        return all(_is_average(draft, ref) for ref in draft.metrics) or isinstance(draft.calculation, Per)
    percent = isinstance(draft.calculation, Share | Change | YesNo | Claim)
    if cue.kind is CueKind.SHARE and isinstance(underlying(draft.calculation), Difference):
        percent = False  # how much more there are is no part of a whole
    return percent or all(_is_percentage(draft, ref) for ref in draft.metrics)


def _is_percentage(draft: Draft, ref: MetricRef) -> bool:
    return is_percentage(draft.knowledge.catalog.metric(ref).unit)


def _is_average(draft: Draft, ref: MetricRef) -> bool:
    metric = draft.knowledge.catalog.metric(ref)
    if metric.expression is not None:
        return not formula(draft.knowledge.catalog, ref).additive
    return metric.aggregation not in (Aggregation.SUM, Aggregation.COUNT, Aggregation.COUNT_DISTINCT)


def _say_median(draft: Draft, cue: CueSpan) -> None:
    """ "Het gemiddelde" of a figure that is a median is answered, and called what it is."""
    mean = cue.kind is CueKind.AVERAGE and cue.args.get("statistic") == "mean" and cue.first not in draft.claimed
    if mean and any(is_median(draft, ref) for ref in draft.metrics):
        draft.assume("average", "assume_median")


def _claim_context(draft: Draft) -> None:
    """Claim the words that name what the plan already holds: its dataset, a level of its places, a denominator."""
    datasets = set(draft.datasets())
    for mention in list(draft.open_mentions()):
        role = role_of(mention)
        if (
            (role is DatasetTarget and any(t.name in datasets for _, t in draft.candidates(mention, DatasetTarget)))
            or (role is LevelTarget and _names_a_filter(draft, mention.first, mention.last))
            or (
                role is DenominatorTarget
                and any(_counts(draft, target.name) for _, target in draft.candidates(mention, DenominatorTarget))
            )
        ):
            draft.claim(mention.first, mention.last, str(mention.best.target))


def claim_judgement(draft: Draft) -> None:
    """Beside a why, should or will the words of degree and of acting belong to what no figure settles: "zo hard"."""
    if draft.premise is None:
        return
    for at, token in enumerate(draft.analysis.tokens):
        if at not in draft.claimed and {token.folded, *token.lemmas} & words("judged"):
            draft.claim(at, at, draft.premise.value)


def _counts(draft: Draft, denominator: str) -> bool:
    """Whether the plan has the very figure that a denominator counts: then the word only names it once more."""
    metrics = set(map(str, draft.metrics))
    return any(one.name == denominator and one.metric in metrics for one in draft.knowledge.catalog.denominators)


def _names_a_filter(draft: Draft, first: int, last: int) -> bool:
    """Whether the level word belongs to a name next to it that is already in the plan."""
    beside = {first - 1, last + 1, last + 2}
    for mention in draft.mentions:
        if role_of(mention) is MemberTarget and beside & set(range(mention.first, mention.last + 1)):
            return mention.first in draft.claimed
    return False
