"""What queries about reports give, worked out on the raw files."""

from __future__ import annotations

from evals.sql.expected.parts import names, reports
from evals.sql.frames import Expected, rows

EXPECTED: dict[str, Expected] = {
    "reports a month": lambda f: [
        (f"{month}-01", count)
        for month, count in rows(
            reports(f)[lambda x: x.datum_melding.dt.year == 2023]
            .assign(m=lambda x: x.datum_melding.dt.strftime("%Y-%m"))
            .groupby("m")
            .size()
        )
    ],
    "reports by category and channel": lambda f: rows(
        reports(f)[lambda x: x.datum_melding.dt.year == 2024].groupby(["categorie", "kanaal"]).size()
    ),
    "reports by day of the week": lambda f: sorted(
        ((day + 1) % 7, count)
        for day, count in rows(
            reports(f)[lambda x: x.datum_melding.dt.year == 2022]
            .assign(d=lambda x: x.datum_melding.dt.day_of_week)
            .groupby("d")
            .size()
        )
    ),
    "mean days to handle a report": lambda f: rows(
        reports(f)[lambda x: x.datum_afgehandeld.dt.year == 2023].groupby("categorie").dagen.mean().round(1)
    ),
    "median and 90th percentile": lambda f: [
        (channel, own.median(), own.quantile(0.9))
        for channel, own in reports(f)[lambda x: x.datum_afgehandeld.dt.year == 2023].groupby("kanaal").dagen
    ],
    "percentile within a group": lambda f: [
        (reports(f)[lambda x: (x.datum_afgehandeld.dt.year == 2023) & (x.categorie == "groen")].dagen.median(),)
    ],
    "the share handled in time": lambda f: rows(
        reports(f)[lambda x: x.datum_afgehandeld.dt.year == 2024].groupby("categorie").binnen_termijn.mean() * 100
    ),
    "still open on a day": lambda f: [
        (
            int(
                (
                    (x := reports(f)).datum_melding.lt("2024-01-01")
                    & (x.datum_afgehandeld.isna() | x.datum_afgehandeld.ge("2024-01-01"))
                ).sum()
            ),
        )
    ],
    "reports of which the place is unknown": lambda f: [(int(f.meldingen.buurt_code.isna().sum()),)],
    "the three largest categories of each year": lambda f: rows(
        reports(f)
        .assign(j=lambda x: x.datum_melding.dt.year)
        .groupby(["j", "categorie"])
        .size()
        .reset_index(name="n")
        .sort_values(["j", "n", "categorie"], ascending=[True, False, True])
        .groupby("j")
        .head(3)
    ),
    "neighbourhoods without a report of waste": lambda f: [
        (name,)
        for hit in [
            set(
                reports(f)[
                    lambda x: (x.categorie == "water") & x.datum_melding.between("2019-01-01", "2019-01-31")
                ].buurt_code.dropna()
            )
        ]
        for code, name in names(f).items()
        if code.startswith("BU") and code not in hit
    ],
    "quarters of a year": lambda f: [
        (quarter, int((own.kanaal == "app").sum()), len(own))
        for quarter, own in reports(f)[lambda x: x.datum_melding.dt.year == 2024]
        .assign(q=lambda x: x.datum_melding.dt.quarter)
        .groupby("q")
    ],
}
