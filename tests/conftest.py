"""How hard Hypothesis tries: a little on a desk, harder and always alike where CI is set."""

import os

from hypothesis import settings

settings.register_profile("local", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=300, deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
