"""The report: what a period's notes add up to, as data, on the screen, on paper and as a table."""
