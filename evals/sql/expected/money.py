"""What queries about the budget give, worked out on the raw files."""

from __future__ import annotations

from evals.sql.expected.parts import people, spent
from evals.sql.frames import Expected, rows

EXPECTED: dict[str, Expected] = {
    "spending of the programmes": lambda f: rows(
        spent(f).query("gemeente_code == 'GM9001' and jaar == 2023").groupby("programma").bedrag.sum()
    ),
    "budgeted and realised side by side": lambda f: [
        (
            year,
            spent(f, "begroot").query(f"gemeente_code == 'GM9001' and jaar == {year}").bedrag.sum(),
            spent(f).query(f"gemeente_code == 'GM9001' and jaar == {year}").bedrag.sum() or None,
        )
        for year in sorted(f.begroting.jaar.unique())
    ],
    "what was spent beyond the budget, in per cent": lambda f: [
        (code, round(100.0 * (real[code] - planned) / planned, 1))
        for real in [spent(f).query("jaar == 2023").groupby("gemeente_code").bedrag.sum()]
        for code, planned in rows(spent(f, "begroot").query("jaar == 2023").groupby("gemeente_code").bedrag.sum())
    ],
    "the balance of costs and income": lambda f: [
        (
            spent(f, side="baten").query("gemeente_code == 'GM9001' and jaar == 2023").bedrag.sum()
            - spent(f).query("gemeente_code == 'GM9001' and jaar == 2023").bedrag.sum(),
        )
    ],
    "task fields above a million": lambda f: rows(
        spent(f)
        .query("gemeente_code == 'GM9002' and jaar == 2023")
        .groupby("taakveld")
        .bedrag.sum()[lambda x: x > 1_000_000]
        .sort_values(ascending=False)
    ),
    "spending per inhabitant": lambda f: [
        (code, round(euro / people[code]))
        for people in [people(f).query("jaar == 2023").set_index("regio_code").inwoners]
        for code, euro in rows(spent(f).query("jaar == 2023").groupby("gemeente_code").bedrag.sum())
    ],
}
