"""Reference dates: under which period a stock counted on a given day is filed."""

from __future__ import annotations

import datetime as dt

from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain, Reference

_DAY = dt.timedelta(days=1)


def filed_under(said: Period, moment: str | None, stored: Grain, reference: Reference) -> Period | None:
    """Return the stored period whose stock was counted at the moment that was said; None when none was.

    The end of one period and the start of the next are the same moment: "eind 2023" of a stock counted on
    1 January is filed under 2024, "op 1 januari 2024" of one counted on 31 December under 2023.
    """
    day = said.end if moment == "end" else said.start
    holder = Period.containing(day, stored)
    if reference is Reference.AVERAGE:
        return holder if moment is None and said.grain is stored else None
    if reference is Reference.START:
        if day == holder.start:
            return holder
        return holder.shift(1) if day == holder.end else None
    if day == holder.end:
        return holder
    return holder.shift(-1) if day == holder.start else None
