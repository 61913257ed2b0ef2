"""Notes and agreements as they are kept: every version stays, and two people never overwrite each other unseen."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.records.entry import Agreement, Body, EditConflict, Entry, Kind, Note, UnknownEntry
from assistant.records.failures import operator_errors
from assistant.records.subject import Subject
from assistant.records.tables import EntryMetric, EntryRow, EntryVersion

_BODIES: dict[str, type[Note] | type[Agreement]] = {Kind.NOTE: Note, Kind.AGREEMENT: Agreement}


class Entries:
    """The notes and agreements of a records database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url

    def add(self, body: Body, subject: Subject, author: str, answer_id: str | None = None) -> Entry:
        """Keep a new note or agreement; when this returns it is on disk."""
        kind = Kind.NOTE if isinstance(body, Note) else Kind.AGREEMENT
        row = EntryRow(
            id=uuid.uuid4().hex,
            kind=kind.value,
            catalog=subject.catalog,
            subject=subject.to_json(),
            answer_id=answer_id,
            version=1,
        )
        with operator_errors(self._url), self._writing() as session:
            session.add(row)
            session.flush()
            session.add_all(EntryMetric(entry_id=row.id, metric=metric) for metric in subject.metrics)
            version = _version(row.id, 1, body, author)
            session.add(version)
            session.commit()
            return _entry(row, version)

    def edit(self, entry_id: str, body: Body, author: str, seen: int) -> Entry:
        """Replace what was read as version ``seen``.

        Raises :class:`EditConflict` when somebody else changed it meanwhile and :class:`UnknownEntry` when it is not
        there.
        """
        return self._next(entry_id, author, seen, body=body)

    def withdraw(self, entry_id: str, author: str, seen: int) -> Entry:
        """Take it back: it is shown no more, and its history stays. Raises as :meth:`edit` does."""
        return self._next(entry_id, author, seen, withdrawn=True)

    def get(self, entry_id: str) -> Entry | None:
        """Return one as it stands now, withdrawn or not."""
        with operator_errors(self._url), Session(self._engine) as session:
            row = session.get(EntryRow, entry_id)
            return None if row is None else _entry(row, _current(session, row))

    def history(self, entry_id: str) -> tuple[Entry, ...]:
        """Return every version, oldest first; empty when it is not known."""
        wanted = select(EntryVersion).where(EntryVersion.entry_id == entry_id).order_by(EntryVersion.version)
        with operator_errors(self._url), Session(self._engine) as session:
            row = session.get(EntryRow, entry_id)
            return () if row is None else tuple(_entry(row, version) for version in session.scalars(wanted))

    def about(self, subject: Subject, kind: Kind | None = None) -> tuple[Entry, ...]:
        """Return what stands about the same figure, places and period, oldest first."""
        wanted = (
            select(EntryRow, EntryVersion)
            .join(EntryVersion, (EntryVersion.entry_id == EntryRow.id) & (EntryVersion.version == EntryRow.version))
            .join(EntryMetric, EntryMetric.entry_id == EntryRow.id)
            .where(EntryMetric.metric.in_(subject.metrics))
            .order_by(EntryVersion.number)
        )
        with operator_errors(self._url), Session(self._engine) as session:
            found = {row.id: _entry(row, version) for row, version in session.execute(wanted)}
        standing = (entry for entry in found.values() if not entry.withdrawn and entry.subject.touches(subject))
        return tuple(entry for entry in standing if kind is None or entry.kind is kind)

    def under(self, answer_id: str) -> tuple[Entry, ...]:
        """Return what was added under one answer as it stands now, withdrawn or not, oldest first."""
        wanted = (
            select(EntryRow, EntryVersion)
            .join(EntryVersion, (EntryVersion.entry_id == EntryRow.id) & (EntryVersion.version == EntryRow.version))
            .where(EntryRow.answer_id == answer_id)
            .order_by(EntryVersion.number)
        )
        with operator_errors(self._url), Session(self._engine) as session:
            return tuple(_entry(row, version) for row, version in session.execute(wanted))

    def agreements(self, catalog: str) -> tuple[Entry, ...]:
        """Return the agreements that stand in a catalogue, the first due first."""
        wanted = (
            select(EntryRow, EntryVersion)
            .join(EntryVersion, (EntryVersion.entry_id == EntryRow.id) & (EntryVersion.version == EntryRow.version))
            .where(EntryRow.kind == Kind.AGREEMENT.value, EntryRow.catalog == catalog)
        )
        with operator_errors(self._url), Session(self._engine) as session:
            found = [_entry(row, version) for row, version in session.execute(wanted)]
        standing = [(entry.body.due, entry) for entry in found if isinstance(entry.body, Agreement)]
        return tuple(entry for _, entry in sorted(standing, key=lambda one: (one[0], one[1].id)) if not entry.withdrawn)

    def _next(
        self, entry_id: str, author: str, seen: int, *, body: Body | None = None, withdrawn: bool = False
    ) -> Entry:
        with operator_errors(self._url), self._writing() as session:
            row = session.get(EntryRow, entry_id, with_for_update=True)
            if row is None:
                raise UnknownEntry(f"there is no note or agreement {entry_id}")
            now = _current(session, row)
            standing = _entry(row, now)
            if now.version != seen:
                raise EditConflict(standing)
            version = _version(entry_id, seen + 1, body or standing.body, author, withdrawn)
            row.version = seen + 1
            session.add(version)
            try:
                session.flush()
            except IntegrityError as error:
                # Another process wrote the same version a moment ago.
                session.rollback()
                row = session.get_one(EntryRow, entry_id)
                raise EditConflict(_entry(row, _current(session, row))) from error
            session.commit()
            return _entry(row, version)

    def _writing(self) -> Session:
        return Session(self._engine.execution_options(write=True), expire_on_commit=False)


def _version(entry_id: str, number: int, body: Body, author: str, withdrawn: bool = False) -> EntryVersion:
    return EntryVersion(
        entry_id=entry_id,
        version=number,
        body=body.to_json(),
        author=author,
        written_at=datetime.now(UTC),
        withdrawn=withdrawn,
    )


def _current(session: Session, row: EntryRow) -> EntryVersion:
    wanted = select(EntryVersion).where(EntryVersion.entry_id == row.id, EntryVersion.version == row.version)
    return session.scalars(wanted).one()


def _entry(row: EntryRow, version: EntryVersion) -> Entry:
    return Entry(
        id=row.id,
        body=_BODIES[row.kind].from_json(version.body),
        subject=Subject.from_json(row.catalog, row.subject),
        author=version.author,
        written_at=version.written_at,
        version=version.version,
        answer_id=row.answer_id,
        withdrawn=version.withdrawn,
    )
