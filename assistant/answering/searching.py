"""What of the catalogue comes near to some words: for people and programs that look for what can be asked."""

from __future__ import annotations

import re
from typing import Any

from assistant.answering.refusals import open_to
from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.show import Overview, describe
from assistant.catalog.text import Language
from assistant.linking.nearest import nearest
from assistant.planning.translator import Knowledge

MOST = 8


def search(knowledge: Knowledge, text: str, language: Language, role: str, most: int = MOST) -> list[dict[str, Any]]:
    """Return the metrics nearest to ``text``, best first, each with what it means and what it can be split by.

    One entry: the metric as ``describe`` gives it, with ``dataset`` (title, time, dimensions, caveats). Metrics of
    datasets that ``role`` may not see are left out, and their places filled by the next.
    """
    seen = open_to(knowledge.catalog, role)
    words = [(word.casefold(), 1.0) for word in re.findall(r"[^\W_][\w'’\-]*", text)]
    near = nearest(knowledge.index, words, len(knowledge.catalog.datasets) * most)
    found = [ref for ref in near if ref.dataset in seen.by_name][:most]
    told = _described(knowledge, seen, {ref.dataset for ref in found}, language)
    return [_entry(told[ref.dataset], ref) for ref in found]


def overview(knowledge: Knowledge, language: Language, role: str | None) -> Overview:
    """Return what can be asked, with periods and numbers of members as the data have them.

    ``role`` leaves out the datasets that it may not see; None, for who owns the data, leaves out nothing.
    """
    seen = knowledge.catalog if role is None else open_to(knowledge.catalog, role)
    return describe(seen, language, knowledge.profile)


def _described(knowledge: Knowledge, seen: Catalog, names: set[str], language: Language) -> dict[str, dict[str, Any]]:
    overview = describe(seen, language, knowledge.profile, names)
    return {dataset["name"]: dataset for dataset in overview["datasets"]}


def _entry(dataset: dict[str, Any], ref: MetricRef) -> dict[str, Any]:
    metric: dict[str, Any] = next(one for one in dataset["metrics"] if one["name"] == str(ref))
    about = {key: dataset[key] for key in ("name", "title", "publisher", "updated", "time", "dimensions", "caveats")}
    return metric | {"dataset": about}
