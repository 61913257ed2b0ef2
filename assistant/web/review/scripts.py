"""The one script of these pages: it asks for the remarks of the validation while a query is typed."""

from __future__ import annotations

from pathlib import Path

#: Read once; it changes only with the program.
SCRIPT = (Path(__file__).with_name("editor.js")).read_text("utf-8")
#: What a page with an editor may do besides: run that script and ask this server.
ALSO = "; script-src 'self'; connect-src 'self'"
