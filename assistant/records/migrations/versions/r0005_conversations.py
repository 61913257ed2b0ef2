"""Conversations of people and what the chat showed in them; of an answer, what it showed and who else has it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import AnyText, JsonText, UtcTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("owner", sa.String(255)))
    op.add_column("conversations", sa.Column("name", AnyText))
    op.add_column("conversations", sa.Column("changed_at", UtcTime))
    op.add_column("conversations", sa.Column("details", JsonText))
    op.create_index("ix_conversations_owner", "conversations", ["owner"])
    op.create_index("ix_conversations_changed_at", "conversations", ["changed_at"])
    op.add_column("answers", sa.Column("shown", JsonText))
    op.add_column("answers", sa.Column("shared_at", UtcTime))
    op.create_table(
        "conversation_parts",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("conversation_id", sa.String(64), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("part_id", sa.String(64), nullable=False),
        sa.Column("body", JsonText, nullable=False),
        sa.UniqueConstraint("conversation_id", "kind", "part_id"),
    )
