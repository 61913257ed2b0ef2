"""What readers thought of an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import AnyText, UtcTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("good", sa.Boolean, nullable=False),
        sa.Column("why", AnyText, nullable=False),
        sa.Column("user_name", sa.String(255), nullable=True),
        sa.Column("said_at", UtcTime, nullable=False),
    )
    op.create_index("ix_verdicts_answer_id", "verdicts", ["answer_id"])
    op.create_index("ix_verdicts_user_name", "verdicts", ["user_name"])
