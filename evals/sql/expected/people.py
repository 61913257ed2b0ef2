"""What queries about inhabitants and places give, worked out on the raw files."""

from __future__ import annotations

import pandas as pd

from evals.sql.expected.parts import change, names, people, towns
from evals.sql.frames import Expected, rows

EXPECTED: dict[str, Expected] = {
    "inhabitants of every municipality": lambda f: rows(
        towns(people(f).query("jaar == 2024"))[["regio_code", "inwoners"]]
    ),
    "with their names, ordered": lambda f: [
        (names(f)[code], count)
        for code, count in rows(
            towns(people(f).query("jaar == 2024"))[["regio_code", "inwoners"]].sort_values("inwoners", ascending=False)
        )
    ],
    "the five largest": lambda f: [
        (names(f)[code], count)
        for code, count in rows(
            towns(people(f).query("jaar == 2024"))[["regio_code", "inwoners"]].nlargest(5, "inwoners")
        )
    ],
    "a change between two years with a CTE": lambda f: rows(change(towns(people(f)), "inwoners", 2020, 2024)),
    "growth from year to year with LAG": lambda f: [
        (year, None if pd.isna(step) else step)
        for year, step in rows(
            people(f)
            .query("regio_code == 'GM9001'")
            .sort_values("jaar")
            .assign(d=lambda x: x.inwoners.diff())[["jaar", "d"]]
        )
    ],
    "per cent growth rounded": lambda f: [
        (2024, round(100.0 * (last - first) / first, 1))
        for own in [people(f).query("regio_code == 'GM9001'").set_index("jaar").inwoners]
        for first, last in [(own[2015], own[2024])]
    ],
    "age groups beside each other": lambda f: rows(
        f.bevolking.query("regio_code == 'GM9001' and jaar == 2024 and geslacht == 'totaal' and leeftijd != 'totaal'")[
            ["leeftijd", "inwoners"]
        ]
    ),
    "shares of the whole by a window": lambda f: [
        (age, round(100.0 * count / own.inwoners.sum(), 2))
        for own in [
            f.bevolking.query(
                "regio_code == 'GM9002' and jaar == 2024 and geslacht == 'totaal' and leeftijd != 'totaal'"
            )
        ]
        for age, count in rows(own[["leeftijd", "inwoners"]])
    ],
    "men and women with FILTER": lambda f: rows(
        f.bevolking.query("regio_code == 'GM9001' and leeftijd == 'totaal' and geslacht != 'totaal'")
        .pivot_table(index="jaar", columns="geslacht", values="inwoners")[["man", "vrouw"]]
        .reset_index()
    ),
    "men and women with CASE": lambda f: [
        tuple(
            int(
                f.bevolking.query(
                    f"regio_code == 'GM9001' and leeftijd == 'totaal' and geslacht == '{sex}' and jaar == 2023"
                ).inwoners.sum()
            )
            for sex in ("man", "vrouw")
        )
    ],
    "the share of the elderly as the catalogue defines it": lambda f: rows(
        towns(people(f).query("jaar == 2024")).assign(p=lambda x: 100.0 * x.waarvan_65plus / x.inwoners)[
            ["regio_code", "p"]
        ]
    ),
    "municipalities above a bound": lambda f: [(int((towns(people(f).query("jaar == 2024")).inwoners > 50000).sum()),)],
    "above the average of all municipalities": lambda f: [
        (code,)
        for own in [towns(people(f).query("jaar == 2024"))]
        for code in own[own.inwoners > own.inwoners.mean()].regio_code
    ],
    "the year in which each municipality was largest": lambda f: rows(
        towns(people(f))
        .sort_values(["regio_code", "inwoners", "jaar"], ascending=[True, False, True])
        .drop_duplicates("regio_code")[["regio_code", "jaar", "inwoners"]]
    ),
    "the latest year of each with QUALIFY": lambda f: rows(
        towns(people(f))
        .sort_values("jaar")
        .drop_duplicates("regio_code", keep="last")[["regio_code", "jaar", "inwoners"]]
    ),
    "two sexes and all ages crossed, ordered by names in quotes": lambda f: rows(
        f.bevolking.query("regio_code == 'PV91' and jaar == 2024 and leeftijd != 'totaal' and geslacht != 'totaal'")
        .pivot_table(index="leeftijd", columns="geslacht", values="inwoners")[["man", "vrouw"]]
        .sort_values("man", ascending=False)
        .reset_index()
    ),
    "natural growth a year": lambda f: rows(
        f.bevolkingsloop.groupby("jaar").apply(lambda x: x.geboren.sum() - x.overleden.sum())
    ),
    "births of ten years together": lambda f: rows(
        f.bevolkingsloop.query("2015 <= jaar <= 2024").groupby("gemeente_code").geboren.sum()
    ),
    "births so far, added up year by year": lambda f: rows(
        f.bevolkingsloop.query("gemeente_code == 'GM9001'")
        .sort_values("jaar")
        .assign(c=lambda x: x.geboren.cumsum())[["jaar", "c"]]
    ),
    "a moving average over three years": lambda f: rows(
        f.bevolkingsloop.query("gemeente_code == 'GM9002'")
        .sort_values("jaar")
        .assign(c=lambda x: x.geboren.rolling(3, min_periods=1).mean().round(1))[["jaar", "c"]]
    ),
    "who gained most from moving, with the year": lambda f: rows(
        f.bevolkingsloop.assign(s=lambda x: x.gevestigd - x.vertrokken).nlargest(3, "s")[["gemeente_code", "jaar", "s"]]
    ),
    "municipalities by size class": lambda f: rows(
        towns(people(f).query("jaar == 2024"))
        .assign(k=lambda x: x.regio_code.map(dict(zip(f.regio.regio_code, f.regio.grootteklasse, strict=True))))
        .groupby("k")
        .inwoners.agg(["size", "sum"])
        .reset_index()
    ),
    "regions with a name that begins so": lambda f: [
        (code, name) for code, name in names(f).items() if code.startswith("GM") and name.lower().startswith("v")
    ],
    "municipalities that no longer exist": lambda f: rows(
        f.regio.dropna(subset="opgeheven_op")[["naam", "opgeheven_op"]]
    ),
    "quartiles of municipalities": lambda f: [
        (code, place * 4 // count + 1)
        for own in [
            towns(people(f).query("jaar == 2024")).sort_values(["inwoners", "regio_code"], ascending=[False, True])
        ]
        for count in [len(own)]
        for place, code in enumerate(own.regio_code)
    ],
    "the spread of a figure": lambda f: [
        (int(own.min()), int(own.max()), round(own.mean()), own.median())
        for own in [towns(people(f).query("jaar == 2024")).inwoners]
    ],
    "the largest and the smallest by name": lambda f: [
        (own.loc[own.inwoners.idxmax()].regio_code, own.loc[own.inwoners.idxmin()].regio_code)
        for own in [towns(people(f).query("jaar == 2024"))]
    ],
    "a list in one cell": lambda f: [(", ".join(sorted(f.regio.query("grootteklasse == '25k-50k'").naam)),)],
    "classes made by hand": lambda f: rows(
        towns(people(f).query("jaar == 2024"))
        .assign(
            k=lambda x: pd.cut(x.inwoners, [0, 24999, 99999, 10**9], labels=["klein", "middel", "groot"]).astype(str)
        )
        .groupby("k")
        .size()
    ),
    "FROM first": lambda f: [(names(f)["GM9001"],)],
    "names in quotes and schema-free columns": lambda f: [(names(f)["GM9001"],), (names(f)["GM9002"],)],
    "comments and a semicolon": lambda f: [
        (int(people(f).query("regio_code == 'GM9001' and jaar == 2024").inwoners.iloc[0]),)
    ],
    "a page of rows": lambda f: [
        (name,) for _, name in sorted((c, n) for c, n in names(f).items() if c.startswith("BU"))[10:15]
    ],
    "values written by hand joined to data": lambda f: [
        (code, bool(count > 100000))
        for code, count in rows(
            people(f).query("jaar == 2024 and regio_code in ('GM9001', 'GM9002')")[["regio_code", "inwoners"]]
        )
    ],
    "the years that there are": lambda f: [
        (int(f.bevolking.jaar.min()), int(f.bevolking.jaar.max()), f.bevolking.jaar.nunique())
    ],
}
