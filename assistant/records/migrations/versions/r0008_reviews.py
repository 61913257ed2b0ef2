"""Reviews of answers, who read an answer, and what they are to be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.records.columns import AnyText, JsonText, UtcTime

revision = "0008"
down_revision = "0007"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_index("ix_answers_result_digest", "answers", ["result_digest"])
    op.create_table(
        "reviews",
        sa.Column("answer_id", sa.String(64), sa.ForeignKey("answers.id"), primary_key=True),
        sa.Column("catalog", sa.String(255), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("opened_at", UtcTime, nullable=False),
        sa.Column("changed_at", UtcTime, nullable=False),
        sa.Column("reasons", JsonText, nullable=False),
        sa.Column("asker", sa.String(255)),
        sa.Column("asker_name", AnyText),
        sa.Column("word", AnyText, nullable=False),
        sa.Column("decided_by", AnyText),
        sa.Column("said", JsonText),
        sa.Column("verified", sa.String(80)),
    )
    op.create_index("ix_reviews_queue", "reviews", ["catalog", "state", "weight", "opened_at"])
    op.create_index("ix_reviews_verified", "reviews", ["verified"])
    op.create_table(
        "review_events",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("answer_id", sa.String(64), sa.ForeignKey("reviews.answer_id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("author", AnyText, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("body", JsonText, nullable=False),
        sa.UniqueConstraint("answer_id", "version"),
    )
    op.create_table(
        "answer_readers",
        sa.Column("answer_id", sa.String(64), sa.ForeignKey("answers.id"), primary_key=True),
        sa.Column("person", sa.String(255), primary_key=True),
        sa.Column("at", UtcTime, nullable=False),
    )
    op.create_table(
        "review_news",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("person", sa.String(255), nullable=False),
        sa.Column("answer_id", sa.String(64), sa.ForeignKey("answers.id"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", JsonText, nullable=False),
        sa.Column("made_at", UtcTime, nullable=False),
        sa.Column("told_at", UtcTime),
    )
    op.create_index("ix_review_news_person", "review_news", ["person"])
