"""Who asked: so that all questions of a person can be erased, also those that a program asked for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("answers", sa.Column("asker", sa.String(255), nullable=True))
    op.create_index("ix_answers_asker", "answers", ["asker"])
