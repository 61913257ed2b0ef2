"""What queries about crimes give, worked out on the raw files."""

from __future__ import annotations

import pandas as pd

from evals.sql.expected.parts import crimes, people, towns
from evals.sql.frames import Expected, Frames, Rows, rows

EXPECTED: dict[str, Expected] = {
    "crimes a year of a municipality": lambda f: rows(
        crimes(f)
        .query("regio_code == 'GM9001'")
        .assign(jaar=lambda x: x.maand.str[:4].astype(int))
        .groupby("jaar")
        .misdrijven.sum()
    ),
    "crimes by kind in one year": lambda f: rows(
        f.misdrijven.query("regio_code == 'GM9001' and soort != 'totaal' and '202401' <= maand <= '202412'")
        .groupby("soort")
        .misdrijven.sum()
        .sort_values(ascending=False)
    ),
    "the season of burglary": lambda f: rows(
        crimes(f, "woninginbraak")
        .query("regio_code == 'GM9001' and maand < '202501'")
        .assign(m=lambda x: x.maand.str[4:])
        .groupby("m")
        .misdrijven.mean()
    ),
    "months as dates": lambda f: [
        (f"{month[:4]}-{month[4:]}-01", count)
        for month, count in rows(
            crimes(f)
            .query("regio_code == 'GM9002' and '202401' <= maand < '202404'")
            .sort_values("maand")[["maand", "misdrijven"]]
        )
    ],
    "the rank of each municipality in crime": lambda f: [
        (code, int(place))
        for code, place in rows(
            crimes(f)[lambda x: x.maand.str.startswith("2024")]
            .groupby("regio_code")
            .misdrijven.sum()
            .rank(ascending=False, method="min")
        )
    ],
    "crimes per 1,000 inhabitants over two facts": lambda f: [
        (code, round(1000.0 * count / people[code], 2))
        for people in [people(f).query("jaar == 2023").set_index("regio_code").inwoners]
        for code, count in rows(
            crimes(f)[lambda x: x.maand.str.startswith("2023")].groupby("regio_code").misdrijven.sum()
        )
    ],
    "totals by ROLLUP": lambda f: _rolled(f),
    "grouping sets with GROUPING": lambda f: [
        *((kind, 0, count) for kind, count in rows(_violence(f).groupby("soort").misdrijven.sum())),
        (None, 1, int(_violence(f).misdrijven.sum())),
    ],
    "a cube": lambda f: _cubed(f),
    "kinds beside each other by PIVOT": lambda f: rows(
        towns(f.misdrijven)
        .query("soort in ('geweld', 'vernieling')")[lambda x: x.maand.str.startswith("2024")]
        .pivot_table(index="regio_code", columns="soort", values="misdrijven", aggfunc="sum")[["geweld", "vernieling"]]
        .reset_index()
    ),
    "municipalities with crime but not in the survey": lambda f: [
        (code,) for code in sorted(set(crimes(f).regio_code) - set(f.burgerpeiling.regio_code))
    ],
    "in both": lambda f: [(code,) for code in sorted(set(f.burgerpeiling.regio_code) & set(f.misdrijven.regio_code))],
    "a season schema: months as numbers": lambda f: rows(
        crimes(f, "fietsendiefstal")
        .query("regio_code == 'GM9001' and '202410' <= maand <= '202412'")
        .assign(m=lambda x: x.maand.str[4:].astype(int))
        .groupby("m")
        .misdrijven.sum()
    ),
    "a year against the mean of three before": lambda f: rows(
        crimes(f)
        .query("regio_code == 'GM9001'")
        .assign(j=lambda x: x.maand.str[:4].astype(int))
        .groupby("j")
        .misdrijven.sum()
        .reset_index()
        .query("j <= 2024")
        .assign(v=lambda x: x.misdrijven.shift().rolling(3, min_periods=1).mean())
    ),
}


def _violence(f: Frames) -> pd.DataFrame:
    own = f.misdrijven.query("regio_code == 'GM9001' and soort in ('geweld', 'vernieling')")
    return own[own.maand.str.startswith("2024")]


def _rolled(f: Frames) -> Rows:
    own = crimes(f, "geweld").query("regio_code in ('GM9001', 'GM9002') and '202301' <= maand <= '202412'")
    own = own.assign(j=own.maand.str[:4])
    each = rows(own.groupby(["regio_code", "j"]).misdrijven.sum())
    towns = [(code, None, count) for code, count in rows(own.groupby("regio_code").misdrijven.sum())]
    return [*each, *towns, (None, None, int(own.misdrijven.sum()))]


def _cubed(f: Frames) -> Rows:
    own = f.misdrijven.query(
        "regio_code in ('GM9001', 'GM9002') and soort in ('geweld', 'vernieling') and maand == '202405'"
    )
    each = rows(own.groupby(["regio_code", "soort"]).misdrijven.sum())
    towns = [(code, None, count) for code, count in rows(own.groupby("regio_code").misdrijven.sum())]
    kinds = [(None, kind, count) for kind, count in rows(own.groupby("soort").misdrijven.sum())]
    return [*each, *towns, *kinds, (None, None, int(own.misdrijven.sum()))]
