"""How well a dataset is documented, in points out of a hundred, and what would raise that most."""

from assistant.catalog.scoring.score import Lacking, Score, score, scores

__all__ = ["Lacking", "Score", "score", "scores"]
