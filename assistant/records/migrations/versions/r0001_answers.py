"""Conversations and answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import AnyText, JsonText, UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("started_at", UtcTime, nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(64), sa.ForeignKey("conversations.id")),
        sa.Column("asked_at", UtcTime, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("question", AnyText, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("role", sa.String(255), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("translator", sa.String(255), nullable=False),
        sa.Column("plan", JsonText),
        sa.Column("sql", AnyText),
        sa.Column("result_digest", sa.String(80)),
        sa.Column("answer", JsonText, nullable=False),
        sa.Column("catalog", AnyText, nullable=False),
        sa.Column("catalog_digest", sa.String(80), nullable=False),
        sa.Column("timings_ms", JsonText, nullable=False),
    )
    op.create_index("ix_answers_conversation_id", "answers", ["conversation_id"])
    op.create_index("ix_answers_asked_at", "answers", ["asked_at"])
