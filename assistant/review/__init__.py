"""Questions whose query an analyst approved: files of the catalogue that answer first, until their ground moves."""

from assistant.review.book import Book, Match, read_all
from assistant.review.ground import ground_of, rests_on
from assistant.review.slots import slots_of
from assistant.review.verified import Slot, Verified

__all__ = ["Book", "Match", "Slot", "Verified", "ground_of", "read_all", "rests_on", "slots_of"]
