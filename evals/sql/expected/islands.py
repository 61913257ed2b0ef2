"""What queries over the islands of Zoutwaard give, worked out on the raw files."""

from __future__ import annotations

import pandas as pd

from evals.sql.frames import Expected, Frames, rows


def _afval(f: Frames) -> pd.DataFrame:
    found = f.afval
    return found.assign(maand=found.maand.astype(int))


def _nights(f: Frames, kind: str, year: str) -> pd.DataFrame:
    found = f.overnachtingen.replace(-1, float("nan"))
    found = found[(found.verblijf == kind) if kind else (found.verblijf != "totaal")]
    return found[found.maand.str.startswith(f"{year}MM")]


def _calls(f: Frames) -> pd.DataFrame:
    found = f.uitrukken.assign(moment=pd.to_datetime(f.uitrukken.moment))
    return found[found.moment.dt.year == 2023]


def _ferry(f: Frames, line: str) -> pd.DataFrame:
    return f.veerdienst[f.veerdienst.lijn == line].sort_values("week")


def _permits(f: Frames) -> pd.DataFrame:
    found = f.vergunningen.assign(
        ontvangen=pd.to_datetime(f.vergunningen.ontvangen), besloten=pd.to_datetime(f.vergunningen.besloten)
    )
    found = found.assign(dagen=(found.besloten - found.ontvangen).dt.days)
    return found[found.ontvangen.dt.year == 2023]


def _works(f: Frames) -> pd.DataFrame:
    own = f.wegwerken
    names = dict(zip(f.gebied.gebied_code, f.gebied.gebied_naam, strict=True))
    running = (own.begonnen < "2023-06-01") & (own.klaar.isna() | (own.klaar >= "2023-06-01"))
    return own[running].assign(naam=own.gebied_code.map(names))


EXPECTED: dict[str, Expected] = {
    "islanders of each village": lambda f: rows(
        f.eilanders.query("peiljaar == 2023").groupby("gebied_code").aantal.sum()
    ),
    "the share of the elderly with CASE": lambda f: [
        (year, 100.0 * own[own.leeftijdsband == "65plus"].aantal.sum() / own.aantal.sum())
        for year, own in f.eilanders.groupby("peiljaar")
    ],
    "waste of an island by year": lambda f: rows(
        _afval(f)
        .query("eiland_code == 'E1' and 202101 <= maand <= 202312")
        .assign(jaar=lambda x: x.maand // 100)
        .groupby(["jaar", "fractie"])
        .kilo.sum()
        / 1000
    ),
    "separated waste as a share": lambda f: [
        (island, round(100.0 * own.gescheiden_kilo.sum() / own.kilo.sum(), 1))
        for island, own in _afval(f).query("202301 <= maand <= 202312").groupby("eiland_code")
    ],
    "nights by kind of stay": lambda f: [
        (kind, own.overnachtingen.sum(), int(own.overnachtingen.notna().sum()))
        for kind, own in _nights(f, "", "2023").groupby("verblijf")
    ],
    "how long guests stay": lambda f: [
        (island, own.overnachtingen.sum() / own.gasten.sum())
        for island, own in _nights(f, "totaal", "2022")
        .dropna(subset=["overnachtingen", "gasten"])
        .groupby("eiland_code")
    ],
    "passengers a week of one line": lambda f: rows(
        _ferry(f, "noordlijn")[lambda x: x.week.str.startswith("2023-W0")].assign(c=lambda x: x.passagiers.cumsum())[
            ["week", "passagiers", "c"]
        ]
    ),
    "sailings that fell out": lambda f: [
        (line, 100.0 * own.uitgevallen.sum() / (own.uitgevallen.sum() + own.afvaarten.sum()))
        for line, own in f.veerdienst[f.veerdienst.week.str.startswith("2023")].query("lijn != 'alle'").groupby("lijn")
    ],
    "trees by state": lambda f: rows(
        f.bomen.assign(s=f.bomen.staat.fillna("onbekend")).groupby(["beheerder", "s"]).size()
    ),
    "the mean height of trees that were measured": lambda f: [
        (kind, round(own.hoogte[own.hoogte != -9].mean(), 2))
        for kind, own in f.bomen[f.bomen.boomsoort != "onbekend"].groupby("boomsoort")
        if len(own) >= 20
    ],
    "callouts by hour": lambda f: rows(_calls(f).assign(u=lambda x: x.moment.dt.hour).groupby("u").size()),
    "how many came within ten minutes": lambda f: [
        (
            kind,
            100.0
            * ((own.opkomst_seconden <= 600) & (own.opkomst_seconden >= 0)).sum()
            / (own.opkomst_seconden >= 0).sum(),
        )
        for kind, own in _calls(f).groupby("aard")
    ],
    "the budget of a product by quarter": lambda f: [
        (quarter, amount * 1000)
        for quarter, amount in rows(
            f.kas.query("product == 'brandweer' and fase == 'raming' and stroom == 'kosten'")[
                lambda x: x.kwartaal.str.startswith("2023")
            ]
            .groupby("kwartaal")
            .bedrag.sum()
        )
    ],
    "permits and how they ended": lambda f: [
        (kind, len(own), int((own.uitkomst == "verleend").sum()), own.dagen.median())
        for kind, own in _permits(f).groupby("soort")
    ],
    "works under way on a day": lambda f: rows(_works(f).groupby("naam").size()),
    "complaints that everybody may see": lambda f: rows(
        f.klachten[f.klachten.ingediend.str.startswith("2023")].query("vertrouwelijk == 0").groupby("thema").size()
    ),
}
