"""Tokens with which the programs of a user are let in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import UtcTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "tokens",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("user_name", sa.String(255), nullable=False),
        sa.Column("made_at", UtcTime, nullable=False),
    )
    op.create_index("ix_tokens_user_name", "tokens", ["user_name"])
