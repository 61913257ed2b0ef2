"""What was asked and answered, kept before it is shown: SQLite embedded, or any SQLAlchemy database by URL."""

from assistant.records.conversations import Conversations, Talk, Talks
from assistant.records.digest import result_digest
from assistant.records.entry import Agreement, EditConflict, Entry, Kind, Note, UnknownEntry, Way
from assistant.records.forgetting import Forgotten
from assistant.records.letting_go import Gone
from assistant.records.logins import LoggedIn, Logins
from assistant.records.model_calls import KeptCall, ModelCalls
from assistant.records.proposals import Proposal, Proposals, UnknownProposal
from assistant.records.record import AnswerRecord, Turn
from assistant.records.review import (
    Author,
    News,
    Review,
    ReviewConflict,
    ReviewEvent,
    ReviewState,
    UnknownReview,
    Why,
)
from assistant.records.reviews import Decided, Queue, Reviews
from assistant.records.store import Records
from assistant.records.subject import Subject
from assistant.records.unanswered import Unanswered
from assistant.records.users import Users
from assistant.records.verdicts import Verdict, Verdicts

__all__ = [
    "Agreement",
    "AnswerRecord",
    "Author",
    "Conversations",
    "Decided",
    "EditConflict",
    "Entry",
    "Forgotten",
    "Gone",
    "KeptCall",
    "Kind",
    "LoggedIn",
    "Logins",
    "ModelCalls",
    "News",
    "Note",
    "Proposal",
    "Proposals",
    "Queue",
    "Records",
    "Review",
    "ReviewConflict",
    "ReviewEvent",
    "ReviewState",
    "Reviews",
    "Subject",
    "Talk",
    "Talks",
    "Turn",
    "Unanswered",
    "UnknownEntry",
    "UnknownProposal",
    "UnknownReview",
    "Users",
    "Verdict",
    "Verdicts",
    "Way",
    "Why",
    "result_digest",
]
