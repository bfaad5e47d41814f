"""Where the finished program's window starts."""

import sys

if {"-c", "--multiprocessing-fork"}.intersection(sys.argv):  # a stranger's note is read in a process of its own
    import helper

    helper.run()

from gui.__main__ import main

sys.exit(main())
