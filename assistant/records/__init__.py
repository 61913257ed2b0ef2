"""What was asked and answered, kept before it is shown: SQLite embedded, or any SQLAlchemy database by URL."""

from assistant.records.digest import result_digest
from assistant.records.record import AnswerRecord
from assistant.records.store import Records

__all__ = ["AnswerRecord", "Records", "result_digest"]
