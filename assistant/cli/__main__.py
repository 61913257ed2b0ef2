"""``python -m assistant.cli``: the same as the command ``duiding``."""

import sys

from assistant.cli import main

sys.exit(main())
