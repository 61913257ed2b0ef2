"""The operators that the words of a question can stand for."""

from __future__ import annotations

from enum import StrEnum


class CueKind(StrEnum):
    """One operator. The words of each stand in ``words/<language>/<kind>.yaml``, with the arguments they set."""

    SPLIT = "split"  # per wijk, naar leeftijd; target: the dimension
    TIME_SPLIT = "time_split"  # per jaar; grain
    PROFILE = "profile"  # per weekdag, in welke maand; part
    TREND = "trend"  # hoe ontwikkelde …, verloop
    SIZE = "size"  # hoe hoog is …: asks for the figure, says nothing else
    COUNT = "count"  # hoeveel, aantal
    COMPARE = "compare"  # vergelijk, ten opzichte van; base: true when what follows is the base
    COMPARATIVE = "comparative"  # hoger (dan); direction, adjective, than
    TOP = "top"  # top 5, de hoogste; direction high/low, count, adjective
    WHICH = "which"  # welke gemeenten, wanneer; about: member/time/person
    THRESHOLD = "threshold"  # meer dan 100; op, value, high, unit; or reference: average/median/zero
    BRACKET = "plus"  # 65-plussers, jonger dan 27 jaar; low, high (both inside)
    CHANGE = "change"  # gestegen, afname; direction up/down/none; form percent/points/amount
    YEARLY_GROWTH = "yearly_growth"  # gemiddeld per jaar gegroeid
    SHARE = "share"  # welk deel, aandeel
    PERCENT = "percent"  # in procenten, percentage
    PER_CAPITA = "per_capita"  # per 1.000 inwoners; factor; target: the denominator
    RATIO = "ratio"  # verhouding tussen, gedeeld door
    RANK = "rank"  # op welke plek
    AVERAGE = "average"  # gemiddelde, mediaan; statistic mean/median
    TOTAL = "total"  # in totaal, samen
    CUMULATIVE = "cumulative"  # opgeteld door het jaar heen
    TIMES = "times"  # hoeveel keer zoveel als, half zoveel
    DIFFERENCE = "difference"  # verschil tussen
    EXTREME_TIME = "extreme_time"  # voor het laatst, voor het eerst; which first/last
    YES_NO = "yes_no"  # is de bijstand gedaald?
    CLAIM = "claim"  # klopt het dat
    WHY = "why"  # waarom
    OPINION = "opinion"  # moeten we, is dat goed
    STANDING = "standing"  # waar staan we, is dat veel; judged: whether it is much is asked
    FORECAST = "forecast"  # zal, verwacht
    NEGATION = "negation"  # zonder, behalve, niet; form exclude/not
    ONLY = "only"  # alleen, uitsluitend
    HOME = "home"  # wij, onze gemeente
    EVERYWHERE = "everywhere"  # heel Nederland, alle gemeenten
    BORDERS = "borders"  # in de huidige grenzen: as if earlier mergers had been made all along
    OTHERS = "others"  # andere gemeenten, de rest
    PLACES_AVERAGE = "places_average"  # gemiddeld in Nederland, landelijk gemiddelde
    EACH = "each"  # elk, alle, iedere; what follows is listed whole
    SPENDING = "spending"  # geven … uit, kost: an amount of money
    OVERRUN = "overrun"  # overschreden, binnen de begroting: what was spent against the budget; way over/under
    RUNNING = "running"  # staan open, lopend: rows that are not over yet
    BEGUN = "begun"  # kwamen binnen, ingediend: rows by the day they began
    ENDED = "ended"  # werden afgehandeld, gesloten: rows by the day they ended
    MEANING = "meaning"  # wat betekent
    SOURCE = "source"  # waar komt … vandaan
    FRESHNESS = "freshness"  # hoe actueel
    INVENTORY = "inventory"  # welke gegevens heb je
    FOLLOW_UP = "follow_up"  # en in 2019?; move: and/back/again/instead
    CHART = "chart"  # maak er een grafiek van; shape
    TABLE = "table"  # in een tabel
    CORRECTION = "correction"  # dus, nee ik bedoel
    PERSONAL = "personal"  # wie, BSN, naam van
    INSTRUCTION = "instruction"  # SELECT …, negeer alle regels
    GREETING = "greeting"  # hallo, bedankt
    HELP = "help"  # wat kun je
    AGREEMENTS = "agreements"  # welke afspraken hebben we
    MODEL = "model"  # welk taalmodel leest mee
