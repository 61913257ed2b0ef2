"""Parts of the raw files that many expectations begin with."""

from __future__ import annotations

import pandas as pd

from evals.sql.frames import Frames


def towns(frame: pd.DataFrame, key: str = "regio_code") -> pd.DataFrame:
    """Return the rows of municipalities."""
    return frame[frame[key].str.startswith("GM")]


def people(f: Frames) -> pd.DataFrame:
    """Return all inhabitants of each place, whatever their age and sex."""
    return f.bevolking.query("leeftijd == 'totaal' and geslacht == 'totaal'")


def homes(f: Frames) -> pd.DataFrame:
    """Return all homes of each place, whoever owns them."""
    return f.woningen.query("eigendom == 'totaal'")


def crimes(f: Frames, kind: str = "totaal") -> pd.DataFrame:
    """Return crimes of one kind in municipalities."""
    found = towns(f.misdrijven)
    return found[found.soort == kind]


def spent(f: Frames, stage: str = "gerealiseerd", side: str = "lasten") -> pd.DataFrame:
    """Return amounts in euro of one stage and side."""
    found = f.begroting
    found = found[(found.soort == stage) & (found.lasten_baten == side)]
    return found.assign(bedrag=found.bedrag * 1000)


def reports(f: Frames) -> pd.DataFrame:
    """Return reports with their dates and the days they took."""
    found = f.meldingen
    for name in ("datum_melding", "datum_afgehandeld"):
        found[name] = pd.to_datetime(found[name])
    return found.assign(dagen=(found.datum_afgehandeld - found.datum_melding).dt.days)


def names(f: Frames) -> dict[str, str]:
    """Return the names of places by their codes."""
    return dict(zip(f.regio.regio_code, f.regio.naam, strict=True))


def change(frame: pd.DataFrame, value: str, first: int, last: int) -> pd.Series:
    """Return by how much a value changed between two years."""
    wide = frame.pivot_table(index="regio_code", columns="jaar", values=value, aggfunc="sum")
    return (wide[last] - wide[first]).dropna()
