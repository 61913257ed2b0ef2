"""The answers of version 3 of the service: rows with a column for each figure, padded codes, ``odata.nextLink``."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from tests.workbench.cbs.odata_server import Record, Table, meets

_ROWS = ("TypedDataSet", "UntypedDataSet")


def answer(tables: dict[str, Table], path: str, query: str, base_url: str, page: int) -> tuple[int, bytes]:
    """Answer a request for a list, a page of rows, or their number."""
    table, entity = path.removesuffix("/$count").rsplit("/", 2)[-2:]
    found = tables.get(table, {}).get(entity)
    if found is None:
        return 404, b'{"odata.error": {"code": "", "message": {"lang": "en-US", "value": "Not found"}}}'
    asked = parse_qs(query)
    where = asked.get("$filter", [None])[0]
    records = found if where is None else [record for record in found if meets(record, where)]
    if path.endswith("/$count"):
        return 200, f"\ufeff{len(records)}".encode()
    skip, top = int(asked.get("$skip", ["0"])[0]), int(asked.get("$top", [str(len(records))])[0])
    here = f"{base_url}/{table}"
    sent = min(top, page)
    body: Record = {"odata.metadata": f"{here}/$metadata#Cbs.OData.WebAPI.{entity}"}
    body["value"] = records[skip : skip + sent]
    if skip + sent < len(records) and sent < top:
        body["odata.nextLink"] = f"{here}/{entity}?$format=json&$skip={skip + sent}"
    return 200, json.dumps(body).encode()


def as_version_3(table: Table) -> Table:
    """Turn an invented table of version 4 into what version 3 says of the same figures."""
    dimensions = [record["Identifier"] for record in table["Dimensions"]]
    topics = {record["Identifier"]: f"Cijfer_{number}" for number, record in enumerate(table["MeasureCodes"], 1)}
    rows: dict[tuple[str, ...], Record] = {}
    marked: dict[tuple[str, ...], Record] = {}
    for figure in table["Observations"]:
        key = tuple(figure[name] for name in dimensions)
        codes = {name: code.ljust(8) for name, code in zip(dimensions, key, strict=True)}
        blank = dict.fromkeys(topics.values())
        row = rows.setdefault(key, {"ID": len(rows)} | codes | blank)
        text = marked.setdefault(key, {"ID": len(marked)} | codes | dict.fromkeys(topics.values(), "        "))
        name, value = topics[figure["Measure"]], figure["Value"]
        row[name] = value
        text[name] = _MARKS[figure["ValueAttribute"]] if value is None else f"{value:>8}"
    return {
        "TableInfos": [_infos(table["Properties"])],
        "DataProperties": _properties(table, topics),
        "CategoryGroups": [],
        **{name: [_code(record) for record in table[f"{name}Codes"]] for name in dimensions},
        "TypedDataSet": list(rows.values()),
        "UntypedDataSet": list(marked.values()),
    }


_MARKS = {"Impossible": "        ", "Confidential": "       .", "NotAvailable": "       -", "None": ""}


def _infos(properties: Record) -> Record:
    return {
        "ID": 0, "Title": properties["Title"], "ShortTitle": properties["Title"], "Identifier": "90001ned",
        "Summary": "Kort.", "ShortDescription": f"\n{properties.get('Description', '')}\n", "Language": "nl",
        "Modified": properties.get("Modified", "2024-02-01T02:00:00"), "Frequency": "Perjaar", "Period": "2022 - 2023",
        "Description": "INHOUDSOPGAVE", "OutputStatus": "Regulier", "Source": "CBS.",
    }  # fmt: skip


def _properties(table: Table, topics: dict[str, str]) -> list[Record]:
    found = [
        {
            "odata.type": f"Cbs.OData.{record['Kind']}", "ID": number, "Position": number, "ParentID": None,
            "Type": record["Kind"], "Key": record["Identifier"], "Title": record["Title"], "Description": "",
        }
        for number, record in enumerate(table["Dimensions"])
    ]  # fmt: skip
    group = len(found)
    found.append(
        {
            "odata.type": "Cbs.OData.TopicGroup", "ID": group, "Position": None, "ParentID": None,
            "Type": "TopicGroup", "Key": "", "Title": "Dieren", "Description": "",
        }
    )  # fmt: skip
    for number, record in enumerate(table["MeasureCodes"], group + 1):
        found.append(
            {
                "odata.type": "Cbs.OData.Topic", "ID": number, "Position": number, "ParentID": group, "Type": "Topic",
                "Key": topics[record["Identifier"]], "Title": record["Title"], "Description": record["Description"],
                "Datatype": "Double", "Unit": record["Unit"], "Decimals": record["Decimals"], "Default": True,
            }
        )  # fmt: skip
    return found


def _code(record: Record) -> Record:
    found = {"Key": record["Identifier"].ljust(8), "Title": record["Title"], "Description": record["Description"]}
    return found | ({"Status": record["Status"]} if "Status" in record else {"CategoryGroupID": None})
