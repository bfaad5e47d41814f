"""Vialnote's core: from a dose and the containers opened to claim lines and a note."""

__version__ = "0.1.0"
