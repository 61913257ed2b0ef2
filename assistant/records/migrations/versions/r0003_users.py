"""People who log in with their roles, and which figures each was shown today."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import JsonText, UtcTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("name", sa.String(255), primary_key=True),
        sa.Column("roles", JsonText, nullable=False),
        sa.Column("added_at", UtcTime, nullable=False),
    )
    op.create_table(
        "shown_figures",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("user_name", sa.String(255), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("catalog_digest", sa.String(80), nullable=False),
        sa.Column("figures", JsonText, nullable=False),
    )
    op.create_index("ix_shown_figures_user_name", "shown_figures", ["user_name"])
    op.create_index("ix_shown_figures_day", "shown_figures", ["day"])
