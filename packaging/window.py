"""Where the finished program's window starts."""

import multiprocessing
import sys

multiprocessing.freeze_support()  # a stranger's note is read in a process of its own, which begins here too

from gui.__main__ import main  # noqa: E402 - nothing of the program before that

sys.exit(main())
