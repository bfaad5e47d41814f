"""The window."""

NO_DISPLAY = "vialnote: no display, so no window; see vialnote --help for the command line"
"""What stands on standard error where a window can't be opened."""
