"""The types everyone speaks: a question ends as a :class:`Plan`, a :class:`Clarification` or a :class:`Refusal`.

A plan is fully decided: compiling it takes no more choices. Whatever the question left open is in it as an
assumption, and every word that carries meaning is in ``words``.
"""

from assistant.catalog.member import Member
from assistant.plan.borders import FormerMember, TodaysBorders
from assistant.plan.calculations import (
    Average,
    Calculation,
    CalendarPart,
    Change,
    ChangeKind,
    Claim,
    CountMembers,
    CountPeriods,
    Cumulative,
    Difference,
    DifferenceKind,
    Direction,
    Per,
    Profile,
    Rank,
    Ratio,
    Share,
    YesNo,
    divided,
    judged,
    underlying,
)
from assistant.plan.conditions import Condition
from assistant.plan.decided import Assumption, Order, Plan, Premise, WordUse
from assistant.plan.filters import Filter, MemberFilter, Op, Origin, Split, ValueFilter
from assistant.plan.outcomes import (
    CatalogQuestion,
    CatalogTopic,
    Clarification,
    Decision,
    FreeQuery,
    Option,
    Reason,
    Refusal,
)
from assistant.plan.periods import PeriodChoice
from assistant.plan.yardsticks import AverageFigure, MemberFigure, Statistic, Yardstick

__all__ = [
    "Assumption",
    "Average",
    "AverageFigure",
    "Calculation",
    "CalendarPart",
    "CatalogQuestion",
    "CatalogTopic",
    "Change",
    "ChangeKind",
    "Claim",
    "Clarification",
    "Condition",
    "CountMembers",
    "CountPeriods",
    "Cumulative",
    "Decision",
    "Difference",
    "DifferenceKind",
    "Direction",
    "Filter",
    "FormerMember",
    "FreeQuery",
    "Member",
    "MemberFigure",
    "MemberFilter",
    "Op",
    "Option",
    "Order",
    "Origin",
    "Per",
    "PeriodChoice",
    "Plan",
    "Premise",
    "Profile",
    "Rank",
    "Ratio",
    "Reason",
    "Refusal",
    "Share",
    "Split",
    "Statistic",
    "TodaysBorders",
    "ValueFilter",
    "WordUse",
    "Yardstick",
    "YesNo",
    "divided",
    "judged",
    "underlying",
]
