"""What queries about benefits, care, incomes and surveys give, worked out on the raw files."""

from __future__ import annotations

from evals.sql.expected.parts import towns
from evals.sql.frames import Expected, rows

EXPECTED: dict[str, Expected] = {
    "grades of the survey with their margins": lambda f: rows(
        f.burgerpeiling.query("regio_code == 'GM9001'")
        .sort_values("jaar")
        .assign(l=lambda x: x.cijfer_buurt - x.cijfer_buurt_marge, h=lambda x: x.cijfer_buurt + x.cijfer_buurt_marge)[
            ["jaar", "cijfer_buurt", "l", "h"]
        ]
    ),
    "the lowest grade of a year": lambda f: rows(
        f.burgerpeiling.query("jaar == 2023")
        .dropna(subset="cijfer_gemeente")
        .sort_values(["cijfer_gemeente", "regio_code"])
        .head(1)[["regio_code", "cijfer_gemeente"]]
    ),
    "sick leave as published": lambda f: rows(
        f.ziekteverzuim.query("afdeling == 'totaal'")
        .sort_values("kwartaal")[["kwartaal", "verzuimpercentage"]]
        .replace(-99997, float("nan"))
    ),
    "sick leave weighted by staff": lambda f: [
        ((own.verzuimpercentage * own.medewerkers).sum() / own.medewerkers.sum(),)
        for own in [
            f.ziekteverzuim.query("afdeling != 'totaal' and kwartaal == '2023-Q1' and verzuimpercentage != -99997")
        ]
    ],
    "the share of investigations": lambda f: rows(
        f.wmo_toegang.groupby("jaar")[["onderzoeken", "wmo_meldingen"]]
        .sum()
        .pipe(lambda x: 100.0 * x.onderzoeken / x.wmo_meldingen)
    ),
    "clients of one provision": lambda f: rows(
        towns(f.wmo.query("voorziening == 'begeleiding' and jaar == 2024"))[["regio_code", "clienten"]]
    ),
    "benefits at the end of each year": lambda f: rows(
        f.bijstand.query("regio_code == 'GM9001' and leeftijd == 'totaal'").sort_values("jaar")[["jaar", "uitkeringen"]]
    ),
    "inflow of five years": lambda f: rows(
        f.bijstand.query("regio_code == 'GM9001' and leeftijd == 'totaal' and 2020 <= jaar <= 2024")[
            ["instroom", "uitstroom"]
        ]
        .sum()
        .to_frame()
        .T
    ),
    "median income as published": lambda f: rows(
        towns(f.laag_inkomen.query("jaar == 2022")).sort_values("mediaan", ascending=False)[["regio_code", "mediaan"]]
    ),
    "a correlated year before": lambda f: rows(
        f.bijstand.query("regio_code == 'GM9002' and leeftijd == 'totaal'")
        .sort_values("jaar")
        .assign(d=lambda x: x.uitkeringen.diff())[lambda x: x.jaar >= 2020][["jaar", "d"]]
    ),
    "missing years told apart": lambda f: [
        (year, int(own.clienten.notna().sum()), len(own))
        for year, own in towns(f.wmo.query("voorziening == 'totaal'")).groupby("jaar")
    ],
}
