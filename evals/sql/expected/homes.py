"""What queries about homes and households give, worked out on the raw files."""

from __future__ import annotations

from evals.sql.expected.parts import homes, names, people, towns
from evals.sql.frames import Expected, rows

EXPECTED: dict[str, Expected] = {
    "homes by ownership": lambda f: rows(
        f.woningen.query("regio_code == 'GM9001' and jaar == 2024 and eigendom != 'totaal'")
        .groupby("eigendom")
        .woningen.sum()
    ),
    "new homes since 2019": lambda f: [
        (code, built, gone, built - gone)
        for code, built, gone in rows(
            towns(homes(f).query("jaar >= 2019")).groupby("regio_code")[["nieuwbouw", "sloop"]].sum().reset_index()
        )
    ],
    "districts by new homes": lambda f: rows(
        homes(f)
        .query("2020 <= jaar <= 2024")[lambda x: x.regio_code.str.startswith("WK")]
        .assign(naam=lambda x: x.regio_code.map(names(f)))
        .groupby("naam")
        .nieuwbouw.sum()
        .reset_index()
        .sort_values(["nieuwbouw", "naam"], ascending=[False, True])
        .head(4)
    ),
    "the value of homes weighted by objects": lambda f: [
        ((own.woz_waarde * 1000 * own.woz_objecten).sum() / own.woz_objecten.sum(),)
        for own in [towns(f.woningwaarde.query("jaar == 2023"))]
    ],
    "home values as published": lambda f: [
        (code, year, value * 1000)
        for code, year, value in rows(
            f.woningwaarde.query("regio_code == 'GM9001'").sort_values("jaar")[["regio_code", "jaar", "woz_waarde"]]
        )
    ],
    "benefits per 1,000 households through a join on region and year": lambda f: [
        (code, round(1000.0 * count / homes[code], 1))
        for homes in [f.huishoudens.query("jaar == 2024 and soort == 'totaal'").set_index("regio_code").huishoudens]
        for code, count in rows(
            towns(f.bijstand.query("jaar == 2024 and leeftijd == 'totaal'"))[["regio_code", "uitkeringen"]]
        )
    ],
    "households by kind over the years as columns": lambda f: rows(
        f.huishoudens.query("regio_code == 'GM9001' and soort != 'totaal' and jaar in (2015, 2024)")
        .pivot_table(index="soort", columns="jaar", values="huishoudens")
        .reset_index()
    ),
    "the size of households": lambda f: [
        (year, round(count / homes[year], 3))
        for homes in [f.huishoudens.query("regio_code == 'GM9001' and soort == 'totaal'").set_index("jaar").huishoudens]
        for year, count in rows(people(f).query("regio_code == 'GM9001'")[["jaar", "inwoners"]])
    ],
    "low incomes as a share": lambda f: rows(
        towns(f.laag_inkomen.query("jaar == 2022 and laag_inkomen >= 0")).assign(
            p=lambda x: 100.0 * x.laag_inkomen / x.huishoudens
        )[["regio_code", "p"]]
    ),
    "two lists below each other": lambda f: [
        ("inwoners", int(people(f).query("regio_code == 'GM9001' and jaar == 2024").inwoners.iloc[0])),
        (
            "huishoudens",
            int(
                f.huishoudens.query("regio_code == 'GM9001' and jaar == 2024 and soort == 'totaal'").huishoudens.iloc[0]
            ),
        ),
    ],
}
