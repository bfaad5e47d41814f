"""The report: figures, other stocks, prices, and how they are shown."""
