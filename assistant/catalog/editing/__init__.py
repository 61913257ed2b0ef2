"""Small changes to the files of a catalogue, as its maintainer would make them: comments and layout stay."""

from assistant.catalog.editing.concepts import add_concept
from assistant.catalog.editing.documenting import add_caveat, set_definition
from assistant.catalog.editing.edit import Edit, propose, write
from assistant.catalog.editing.synonyms import add_synonym
from assistant.catalog.editing.texts import add_texts

__all__ = ["Edit", "add_caveat", "add_concept", "add_synonym", "add_texts", "propose", "set_definition", "write"]
