"""What is calculated with figures: one small file per calculation, each adding a relation to the query."""
