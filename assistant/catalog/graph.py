"""How datasets hang together: which documented many-to-one relationships lead from one to another.

Two questions are answered here. *Reach*: along which relationships may a row of one dataset be looked up in
another? *Conformity*: which field stands for the same thing everywhere (``bijstand.gemeente_code`` and
``bevolking.gemeente_code`` are both ``regio.regio_code``)?
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dataset import Relationship
from assistant.catalog.vocabulary import FieldRole

Path = tuple[Relationship, ...]
_GROUPABLE = frozenset({FieldRole.KEY, FieldRole.DIMENSION})


def many_to_one(catalog: Catalog, relationship: Relationship) -> bool:
    """Whether at most one row (or member, with ``level``) of ``to`` belongs to a row of ``from``.

    A documented primary key of ``to`` decides; a ``to`` without one is taken at the relationship's word.
    """
    target = catalog.by_name.get(relationship.to)
    if target is None:
        return False
    if relationship.level is not None or not target.primary_key:
        return True
    fixed = set(relationship.to_columns)
    if relationship.effective is not None:
        fixed |= {relationship.effective.from_, relationship.effective.to}
    return set(target.primary_key) <= fixed


def reach(catalog: Catalog, dataset: str, ref: FieldRef) -> Path | None:
    """Return the relationships that lead from ``dataset`` to the dataset of ``ref``.

    ``()`` when the field is the dataset's own, None when no documented path leads there. The shortest path is
    taken; of two equally short ones the one whose relationship is documented first.
    """
    return paths(catalog, dataset).get(ref.dataset)


def paths(catalog: Catalog, dataset: str) -> dict[str, Path]:
    """Return every dataset that rows of ``dataset`` can be looked up in, itself included, nearest first."""
    links = catalog.links
    found: dict[str, Path] = {dataset: ()}
    waiting = deque([dataset])
    while waiting:
        here = waiting.popleft()
        for step in links.outgoing.get(here, ()):
            if step.to not in found and many_to_one(catalog, step):
                found[step.to] = (*found[here], step)
                waiting.append(step.to)
    return found


def conformed(catalog: Catalog, ref: FieldRef) -> FieldRef:
    """Return the field that stands for the same thing for every dataset: the "one" side of the relationships.

    Relationships are followed to their end. Where a field leads to several ends, the one with documented levels
    is taken, then the one most datasets point to, then the one documented first. A time field stays itself.
    """
    links = catalog.links
    ends = [end for end in links.closure(ref) if end != ref and not links.leads_on(end)]
    return min(ends, key=lambda end: _preference(catalog, end)) if ends else ref


def local_field(catalog: Catalog, dataset: str, ref: FieldRef) -> FieldRef | None:
    """Return the dataset's own column that holds the values of ``ref``, so that a filter on it needs no join.

    None when the dataset has no such column. Of several, the one whose relationship is documented first.
    """
    if ref.dataset == dataset:
        return ref
    links = catalog.links
    for relationship in links.outgoing.get(dataset, ()):
        for column in relationship.from_columns:
            if ref in links.closure(FieldRef(dataset, column)):
                return FieldRef(dataset, column)
    return None


def shared_dimensions(catalog: Catalog, datasets: tuple[str, ...]) -> tuple[FieldRef, ...]:
    """Return the conformed fields by which all ``datasets`` can be grouped and compared, time left out.

    The order is that of the first dataset's documentation.
    """
    if not datasets:
        return ()
    first, *others = (tuple(_groupable(catalog, name)) for name in datasets)
    common = [set(refs) for refs in others]
    return tuple(ref for ref in dict.fromkeys(first) if all(ref in refs for refs in common))


def _groupable(catalog: Catalog, dataset: str) -> Iterator[FieldRef]:
    own = catalog.by_name[dataset].fields
    links = catalog.links
    # A hidden column may still be what a relationship starts from: it groups by the field it points to.
    for field in own:
        ref = FieldRef(dataset, field.name)
        if field.role in _GROUPABLE or (field.role is FieldRole.HIDDEN and links.leads_on(ref)):
            yield conformed(catalog, ref)
    for name in paths(catalog, dataset):
        for field in catalog.by_name[name].fields if name != dataset else ():
            if field.role in _GROUPABLE and field.reachable:
                yield conformed(catalog, FieldRef(name, field.name))


def _preference(catalog: Catalog, ref: FieldRef) -> tuple[int, int, int]:
    levelled = catalog.field(ref).levels is not None
    return (0 if levelled else 1, -catalog.links.incoming.get(ref, 0), catalog.links.rank[ref])
