"""What was asked and answered, kept before it is shown: SQLite embedded, or any SQLAlchemy database by URL."""

from assistant.records.conversations import Conversations, Talk, Talks
from assistant.records.digest import result_digest
from assistant.records.entry import Agreement, EditConflict, Entry, Kind, Note, UnknownEntry, Way
from assistant.records.logins import LoggedIn, Logins
from assistant.records.record import AnswerRecord, Turn
from assistant.records.store import Records
from assistant.records.subject import Subject
from assistant.records.users import Users
from assistant.records.verdicts import Verdict, Verdicts

__all__ = [
    "Agreement",
    "AnswerRecord",
    "Conversations",
    "EditConflict",
    "Entry",
    "Kind",
    "LoggedIn",
    "Logins",
    "Note",
    "Records",
    "Subject",
    "Talk",
    "Talks",
    "Turn",
    "UnknownEntry",
    "Users",
    "Verdict",
    "Verdicts",
    "Way",
    "result_digest",
]
