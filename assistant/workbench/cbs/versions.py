"""Which version of the OData service a table is read from."""

from __future__ import annotations

from assistant.workbench.cbs.reader import Reader
from assistant.workbench.cbs.report import Notes
from assistant.workbench.cbs.service import DEFAULT_BASE_URL, Service, ServiceV4
from assistant.workbench.cbs.service_v3 import DEFAULT_V3_URL, ServiceV3

__all__ = ["DEFAULT_BASE_URL", "open_service"]


def open_service(reader: Reader, base_url: str | None, table: str, odata: int | None, notes: Notes) -> Service:
    """Return the service to read ``table`` from, at ``base_url`` or where Statistics Netherlands has it.

    Most tables are only in version 3, so where version 4 does not know one and no version was asked for, it is tried.
    """
    fourth = ServiceV4(reader, DEFAULT_BASE_URL if base_url is None else base_url, table)
    third = ServiceV3(reader, DEFAULT_V3_URL if base_url is None else base_url, table)
    if odata == 4 or (odata is None and (fourth.knows_table() or not third.knows_table())):
        return fourth
    notes.assumed("version_3")
    return third
