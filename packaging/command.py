"""Where the finished program's command line starts; it has no window and no Qt."""

import multiprocessing
import sys

multiprocessing.freeze_support()  # a stranger's note is read in a process of its own, which begins here too

if len(sys.argv) == 1:
    sys.argv.append("--help")  # the window is the other program

from gui.__main__ import main  # noqa: E402 - nothing of the program before that

sys.exit(main())
