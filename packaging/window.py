"""Where the finished program's window starts."""

import os
import sys

# PyInstaller names its libraries to this process; a file manager that the window opens must not load them.
if (before := os.environ.pop("LD_LIBRARY_PATH_ORIG", None)) is not None:
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)

if {"-c", "--multiprocessing-fork"}.intersection(sys.argv):  # a stranger's note is read in a process of its own
    import helper

    helper.run()

from gui.__main__ import main

sys.exit(main())
