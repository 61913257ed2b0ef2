"""``duiding catalog import cbs``: a table of Statistics Netherlands becomes documented datasets of a catalogue."""

from assistant.workbench.cbs.collections import collection_names, import_collection
from assistant.workbench.cbs.importer import import_cbs
from assistant.workbench.cbs.report import ImportReport
from assistant.workbench.cbs.service import DEFAULT_BASE_URL

__all__ = ["DEFAULT_BASE_URL", "ImportReport", "collection_names", "import_cbs", "import_collection"]
