"""Where the program's data files and the clinic's own files lie."""

import os

RESOURCES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "resources")
"""Folder of the shipped data: rules, products, payers, fonts."""


def resource(*parts: str) -> str:
    """The path of a shipped file."""
    return os.path.join(RESOURCES, *parts)


def home() -> str:
    """Folder of the clinic's settings: the variable VIALNOTE_HOME, else the platform's place."""
    named = named_home()
    if named is not None:
        return named
    import platformdirs  # slow to import, and a script that names no folder does not need it

    return platformdirs.user_config_dir("Vialnote", appauthor=False)


def data_home() -> str:
    """Folder of the journal: the variable VIALNOTE_HOME, else the platform's place for data."""
    named = named_home()
    if named is not None:
        return named
    import platformdirs

    return platformdirs.user_data_dir("Vialnote", appauthor=False)


def log_home() -> str:
    """Folder of reports on errors: `logs` where VIALNOTE_HOME says, else the platform's place for them."""
    named = named_home()
    if named is not None:
        return os.path.join(named, "logs")
    import platformdirs

    return platformdirs.user_log_dir("Vialnote", appauthor=False)


def named_home() -> str | None:
    """The folder that VIALNOTE_HOME names, or None."""
    return os.environ.get("VIALNOTE_HOME") or None
