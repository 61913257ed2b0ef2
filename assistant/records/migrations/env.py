"""Run by alembic: migrates over the connection that the caller has open, inside the caller's transaction."""

from __future__ import annotations

from alembic import context

from assistant.records.migrating import VERSION_TABLE
from assistant.records.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
