"""The documentation note: what it says, as plain data, and how it is drawn."""
