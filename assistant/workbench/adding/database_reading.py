"""Reads a table of another database through SQLAlchemy; it is copied, the database is not asked again."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from assistant.errors import SourceError
from assistant.workbench.adding.grid import Grid, check_width
from assistant.workbench.adding.typed_values import check_cells, value_text


def read_database(address: str, table: str) -> Grid:
    """Return the header and the rows of ``table`` (or ``schema.table``) in the database at a SQLAlchemy address.

    Raises :class:`SourceError` when it cannot be read. Messages name the database without its password.
    """
    try:
        url = sa.make_url(address)
        engine = sa.create_engine(url)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError) as error:
        raise SourceError(
            "the address of the database cannot be used", hint="write dialect://user@host/name"
        ) from error
    place = f"{table} in {url.render_as_string(hide_password=True)}"
    schema, _, name = table.rpartition(".")
    try:
        with engine.connect() as connection:
            found = sa.Table(name, sa.MetaData(), schema=schema or None, autoload_with=connection)
            header = [column.name for column in found.columns]
            check_width(Path(name), len(header))
            count = connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()
            check_cells(place, count, len(header))
            answer = connection.execute(sa.select(found))
            rows = [[value_text(value, header[at], place) for at, value in enumerate(row)] for row in answer]
    except sa.exc.NoSuchTableError as error:
        raise SourceError(f"there is no table {place}", hint="a table of a schema is written schema.table") from error
    except sa.exc.SQLAlchemyError as error:
        raise SourceError(f"{place} cannot be read: {type(error).__name__}") from error
    finally:
        engine.dispose()
    return Grid([header, *rows], list(range(1, len(rows) + 2)), "point")
