"""Withholding: what an answer may not show, given all that could be asked and what was shown before.

:mod:`.grid` says along which members a question's counts are cut up, :mod:`.cubes` fetches those counts,
:mod:`.figures` which of them each figure adds up, :mod:`.seen` remembers what was shown, :mod:`.guard` decides;
:mod:`.pasted` does the same for a query that somebody wrote.
"""

from assistant.answering.withholding.daybook import Daybook
from assistant.answering.withholding.guard import Guard, Judgement
from assistant.answering.withholding.ledger import Kept, Ledger
from assistant.answering.withholding.pasted import PastedGuard
from assistant.answering.withholding.placing import placed
from assistant.answering.withholding.seen import Reader, Seen, SeenBefore

__all__ = ["Daybook", "Guard", "Judgement", "Kept", "Ledger", "PastedGuard", "Reader", "Seen", "SeenBefore", "placed"]
