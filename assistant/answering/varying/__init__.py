"""What else could have been asked: per part of a question the other periods, members, figures and splits there are.

One kind of part, one file; each yields plans, the nearest first. :mod:`.told` tries them and keeps those that answer.
"""

from assistant.answering.varying.choices import Choice, Part, Varied
from assistant.answering.varying.told import asked_again, parts, parts_of, varied

__all__ = ["Choice", "Part", "Varied", "asked_again", "parts", "parts_of", "varied"]
