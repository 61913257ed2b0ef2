"""A catalogue in the forms of others: exports, and descriptions from elsewhere brought in."""

from assistant.workbench.exchange.exporting import FORMATS, Options, export_catalog
from assistant.workbench.exchange.importing import SOURCES, Given, import_description
from assistant.workbench.exchange.told import Told

__all__ = ["FORMATS", "SOURCES", "Given", "Options", "Told", "export_catalog", "import_description"]
