"""What each legitimate query gives, by its name."""

from evals.sql.expected import care, crime, homes, islands, money, people, reports

EXPECTED = {
    name: rows for part in (care, crime, homes, islands, money, people, reports) for name, rows in part.EXPECTED.items()
}
