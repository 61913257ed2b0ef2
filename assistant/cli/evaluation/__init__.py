"""Evaluation cases: what a question must give, and how near the assistant comes."""
