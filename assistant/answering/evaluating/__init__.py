"""Evaluation cases: questions with what must come out, read, asked through the public door, and judged."""
