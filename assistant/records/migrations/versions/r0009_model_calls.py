"""What was said to a language model, and what it said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import AnyText, UtcTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "model_calls",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("user_name", sa.String(255), nullable=True),
        sa.Column("called_at", UtcTime, nullable=False),
        sa.Column("model", sa.String(255), nullable=False),
        sa.Column("prompt", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sent", AnyText, nullable=False),
        sa.Column("received", AnyText, nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("tokens_told", sa.Integer, nullable=False),
        sa.Column("tokens_heard", sa.Integer, nullable=False),
        sa.Column("milliseconds", sa.Float, nullable=False),
    )
    op.create_index("ix_model_calls_answer_id", "model_calls", ["answer_id"])
    op.create_index("ix_model_calls_day", "model_calls", ["called_at", "user_name"])
