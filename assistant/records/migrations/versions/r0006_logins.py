"""Passwords of local users, and who is logged in where."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import AnyText, UtcTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "passwords",
        sa.Column("user_name", sa.String(255), primary_key=True),
        sa.Column("hash", sa.String(255), nullable=False),
        sa.Column("set_at", UtcTime, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("user_name", sa.String(255), nullable=False),
        sa.Column("shown_as", AnyText, nullable=False),
        sa.Column("seen_at", UtcTime, nullable=False),
        sa.Column("ends_at", UtcTime, nullable=False),
    )
    op.create_index("ix_sessions_user_name", "sessions", ["user_name"])
    op.create_index("ix_sessions_ends_at", "sessions", ["ends_at"])
