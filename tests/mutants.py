"""For mutation testing: what the unchanged program remembered is forgotten, or a changed one would answer with it."""

import functools
import gc

_OF = ("core.quantity", "core.plan", "core.ndc", "core.judging", "core.columns.")


def pytest_sessionstart() -> None:
    """Forget; each changed program is tried in a copy of a process that has run the tests before."""
    for found in gc.get_objects():
        if isinstance(found, functools._lru_cache_wrapper) and found.__module__.startswith(_OF):
            found.cache_clear()
