"""A small catalogue for these tests: places at levels, a stock, a flow, a price, a percentage, a survey."""

from __future__ import annotations

from assistant.catalog.catalog import Catalog

CATALOG = Catalog.model_validate(
    {
        "datasets": [
            {
                "name": "regio",
                "source": "regio.csv",
                "primary_key": ["regio_code"],
                "fields": [
                    {
                        "name": "regio_code",
                        "role": "key",
                        "label_field": "naam",
                        "label": {"nl": "regio", "en": "region"},
                        "levels": {
                            "field": "niveau",
                            "order": ["land", "provincie", "gemeente", "wijk"],
                            "parents": {"provincie": "provincie_code", "gemeente": "gemeente_code"},
                        },
                    },
                    {"name": "naam", "role": "dimension"},
                    {"name": "niveau", "role": "hidden"},
                    {"name": "provincie_code", "role": "hidden"},
                    {"name": "gemeente_code", "role": "hidden"},
                ],
            },
            {
                "name": "bevolking",
                "title": {"nl": "Bevolking", "en": "Population"},
                "source": "bevolking.csv",
                "primary_key": ["regio", "leeftijd", "jaar"],
                "provenance": {"publisher": "CBS", "identifier": "03759ned"},
                "updated": "2025-05-01",
                "provisional": "jaar >= 2024",
                "fields": [
                    {"name": "regio", "role": "key"},
                    {
                        "name": "leeftijd",
                        "role": "dimension",
                        "label": {"nl": "leeftijd", "en": "age"},
                        "total": "T",
                        "members": [
                            {"value": "T", "label": {"nl": "totaal", "en": "total"}},
                            {"value": "J", "label": {"nl": "0 tot 20 jaar", "en": "0 to 20 years"}},
                            {"value": "O", "label": {"nl": "65 jaar of ouder", "en": "65 years or over"}},
                        ],
                        "missing": {"null": {"nl": "leeftijd onbekend", "en": "age unknown"}},
                    },
                    {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
                    {
                        "name": "inwoners",
                        "role": "measure",
                        "datatype": "Integer",
                        "aggregation": "sum",
                        "over_time": "last",
                        "reference": "start",
                        "persons": True,
                        "label": {"nl": "inwoners", "en": "inhabitants"},
                        "unit": {"nl": "inwoners", "en": "inhabitants"},
                        "missing": {"null": {"nl": "nog niet bekend", "en": "not yet known"}},
                    },
                ],
                "relationships": [
                    {
                        "name": "bevolking_regio",
                        "from": "bevolking",
                        "to": "regio",
                        "from_columns": ["regio"],
                        "to_columns": ["regio_code"],
                    }
                ],
                "caveats": [
                    {"id": "peildatum", "text": {"nl": "Stand op 1 januari.", "en": "As on 1 January."}},
                    {
                        "id": "oudjes",
                        "severity": "important",
                        "applies_to": ["leeftijd"],
                        "text": {"nl": "Leeftijd op 31 december.", "en": "Age on 31 December."},
                    },
                    {
                        "id": "volgorde",
                        "shown_for": ["ranking"],
                        "text": {"nl": "Grootte zegt niet alles.", "en": "Size is not everything."},
                    },
                ],
                "breaks": [
                    {
                        "id": "telling",
                        "at": 2015,
                        "field": "jaar",
                        "comparable": False,
                        "text": {"nl": "Vanaf 2015 anders geteld.", "en": "Counted differently from 2015."},
                    }
                ],
            },
            {
                "name": "veiligheid",
                "source": "veiligheid.csv",
                "primary_key": ["regio", "jaar"],
                "fields": [
                    {"name": "regio", "role": "key"},
                    {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
                    {
                        "name": "misdrijven",
                        "role": "measure",
                        "datatype": "Integer",
                        "aggregation": "sum",
                        "label": {"nl": "geregistreerde misdrijven", "en": "registered crimes"},
                        "unit": {"nl": "misdrijven", "en": "crimes"},
                        "better": "lower",
                    },
                ],
                "relationships": [
                    {
                        "name": "veiligheid_regio",
                        "from": "veiligheid",
                        "to": "regio",
                        "from_columns": ["regio"],
                        "to_columns": ["regio_code"],
                    }
                ],
            },
            {
                "name": "wonen",
                "source": "wonen.csv",
                "primary_key": ["regio", "jaar"],
                "fields": [
                    {"name": "regio", "role": "key"},
                    {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
                    {
                        "name": "prijs",
                        "role": "measure",
                        "aggregation": "none",
                        "over_time": "none",
                        "label": {"nl": "gemiddelde verkoopprijs", "en": "average sale price"},
                        "unit": "euro",
                    },
                    {
                        "name": "huur",
                        "role": "measure",
                        "aggregation": "none",
                        "over_time": "none",
                        "label": {"nl": "aandeel huurwoningen", "en": "share of rented dwellings"},
                        "unit": "%",
                        "decimals": 1,
                    },
                    {
                        "name": "bouw",
                        "role": "measure",
                        "aggregation": "sum",
                        "label": {"nl": "nieuwbouw", "en": "new construction"},
                        "unit": {"nl": "woningen", "en": "dwellings"},
                    },
                ],
                "relationships": [
                    {
                        "name": "wonen_regio",
                        "from": "wonen",
                        "to": "regio",
                        "from_columns": ["regio"],
                        "to_columns": ["regio_code"],
                    }
                ],
            },
        ]
    }
)
