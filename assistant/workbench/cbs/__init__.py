"""``duiding catalog import cbs``: a table of Statistics Netherlands becomes documented datasets of a catalogue."""

from assistant.workbench.cbs.collections import collection_names, import_collection
from assistant.workbench.cbs.importer import import_cbs
from assistant.workbench.cbs.report import ImportReport

__all__ = ["ImportReport", "collection_names", "import_cbs", "import_collection"]
