"""Finds the table in a file: what stands above it, a header of one line or two, the rows, the notes below."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from assistant.errors import SourceError
from assistant.workbench.adding.grid import Grid
from assistant.workbench.adding.numbers import looks_numeric
from assistant.workbench.adding.report import Notes
from assistant.workbench.adding.words import matches, pattern, words


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a file: names of columns (each once), their units where the header says them, rows, notes."""

    columns: tuple[str, ...]
    units: tuple[str, ...]
    rows: list[list[str]]
    footnotes: tuple[str, ...]

    def reasons(self) -> dict[str, str]:
        """Return what the notes under the table say a mark means: ``. = not known``."""
        found = (pattern("mark").match(note) for note in self.footnotes)
        return {match["mark"]: match["text"] for match in found if match}


def find_table(grid: Grid, name: str, notes: Notes) -> Table:
    """Return the table in a file; raises :class:`SourceError` with the line of a row that does not fit."""
    top = _header_at(grid.records)
    if top:
        notes.of_file("above", count=top, example=" ".join(filter(None, grid.records[0])))
    head, body, lines = grid.records[top], grid.records[top + 1 :], grid.lines[top + 1 :]
    width = len(head)
    footnotes = _notes_below(body, width)
    if footnotes:
        notes.of_file("below", count=len(footnotes), example=footnotes[0])
        body = body[: -len(footnotes)]
    units = [""] * width
    if body and _is_header(head, body[0], body[1:]):
        second, body, lines = [*body[0], *[""] * (width - len(body[0]))], body[1:], lines[1:]
        if all(matches("unit", cell) for cell in second if cell):
            units = second
            notes.of_file("units")
        else:
            head = _joined(head, second)
            notes.of_file("two_lines", example=head[-1])
    if not body:
        raise SourceError(f"{name} has a header and no rows")
    rows = [_fitted(row, width, name, line) for row, line in zip(body, lines, strict=False)]
    return _without_empty(_named(Table(tuple(head), tuple(units), rows, footnotes), notes), notes)


def whole_table(grid: Grid, name: str, notes: Notes) -> Table:
    """Return the table of a file that knows its columns: the first record names them, all others are rows."""
    head, *body = grid.records
    if not body:
        raise SourceError(f"{name} has a header and no rows")
    return _without_empty(_named(Table(tuple(head), ("",) * len(head), body, ()), notes), notes)


def _header_at(records: list[list[str]]) -> int:
    """The header is the first line that fills at least half of the usual width."""
    filled = Counter(len(record) for record in records if sum(map(bool, record)) > 1)
    width = filled.most_common(1)[0][0] if filled else 1
    for at, record in enumerate(records):
        if len(record) >= width and sum(map(bool, record)) >= max(min(width, 2), width / 2):
            return at
    return 0


def _notes_below(body: list[list[str]], width: int) -> tuple[str, ...]:
    longest = max((len(row[0]) for row in body if sum(map(bool, row)) > 1), default=0)
    found: list[str] = []
    for row in reversed(body):
        alone = width > 1 and not any(row[1:])
        if not alone or not (len(row) < width or matches("note", row[0]) or len(row[0]) > 2 * longest):
            break
        found.append(row[0])
    return tuple(reversed(found))


def _is_header(head: list[str], second: list[str], body: list[list[str]]) -> bool:
    """Whether the line under the header belongs to it: it names units, parts of a group, or words above figures."""
    if len(second) > len(head) or not any(second) or not body:
        return False
    cells = [*second, *[""] * (len(head) - len(second))]
    if sum(not top and bool(cell) for top, cell in zip(head[1:], cells[1:], strict=True)) >= 1 and not cells[0]:
        return True
    said = [cell for cell in cells if cell]
    if any(looks_numeric(cell) or cell in words()["missing"] for cell in said):
        return False
    over = [at for at, cell in enumerate(cells) if cell and _mostly_numbers(body, at)]
    return bool(over)


def _mostly_numbers(body: list[list[str]], at: int) -> bool:
    found = [row[at] for row in body[:200] if at < len(row) and row[at] and row[at] not in words()["missing"]]
    return bool(found) and sum(map(looks_numeric, found)) > 0.9 * len(found)


def _joined(head: list[str], second: list[str]) -> list[str]:
    names, group = [], ""
    for top, cell in zip(head, second, strict=True):
        group = top or group
        names.append(f"{group} {cell}".strip() if cell else top)
    return names


def _fitted(row: list[str], width: int, name: str, line: int) -> list[str]:
    if any(row[width:]):
        raise SourceError(
            f"{name}, line {line}: {len(row)} values under {width} columns",
            hint="does a value hold the sign that separates the columns? Put it between quotes",
        )
    if len(row) < width and len(row) == 1:
        raise SourceError(f"{name}, line {line}: one value where {width} are expected", hint="is this a note?")
    return [*row[:width], *[""] * (width - len(row))]


def _named(table: Table, notes: Notes) -> Table:
    """Give every column a name of its own."""
    names: list[str] = []
    for number, column in enumerate(table.columns, 1):
        name = column
        if not name and any(row[number - 1] for row in table.rows):
            name = f"{words()['texts']['unnamed']} {number}"
            notes.of_file("unnamed", number=number, name=name)
        if name and name.lower() in {taken.lower() for taken in names}:
            count = 2
            while f"{name} {count}".lower() in {taken.lower() for taken in names}:
                count += 1
            notes.of_file("twice", column=name, name=f"{name} {count}")
            name = f"{name} {count}"
        names.append(name)
    return replace(table, columns=tuple(names))


def _without_empty(table: Table, notes: Notes) -> Table:
    kept = []
    for at, column in enumerate(table.columns):
        if any(row[at] for row in table.rows):
            kept.append(at)
        elif column:
            notes.of_file("empty_column", column=column)
    return Table(
        tuple(table.columns[at] for at in kept),
        tuple(table.units[at] for at in kept),
        [[row[at] for at in kept] for row in table.rows],
        table.footnotes,
    )
