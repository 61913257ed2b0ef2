"""Notes and agreements; of an answer, the state of the documentation it rests on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import AnyText, JsonText, UtcTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("answers", sa.Column("state", JsonText))
    op.create_table(
        "entries",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("catalog", sa.String(255), nullable=False),
        sa.Column("subject", JsonText, nullable=False),
        sa.Column("answer_id", sa.String(64), sa.ForeignKey("answers.id")),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_entries_catalog", "entries", ["catalog"])
    op.create_index("ix_entries_answer_id", "entries", ["answer_id"])
    op.create_table(
        "entry_metrics",
        sa.Column("entry_id", sa.String(64), sa.ForeignKey("entries.id"), primary_key=True),
        sa.Column("metric", sa.String(255), primary_key=True),
    )
    op.create_index("ix_entry_metrics_metric", "entry_metrics", ["metric"])
    op.create_table(
        "entry_versions",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("entry_id", sa.String(64), sa.ForeignKey("entries.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", JsonText, nullable=False),
        sa.Column("author", AnyText, nullable=False),
        sa.Column("written_at", UtcTime, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.UniqueConstraint("entry_id", "version"),
    )
