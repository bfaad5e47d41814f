"""Where the program starts: a verb goes to the command line, nothing opens the window."""

import gc
import os
import sys

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main() -> int:
    """Run the program and return its exit code; Ctrl+C, or what nobody expected, ends it with a line."""
    try:
        return _run()
    except KeyboardInterrupt:
        print("vialnote: stopped; nothing was written", file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a patient's data
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    """Keep a report, and say one line."""
    import datetime

    from core import crash, paths

    kept = crash.keep(error, "start", paths.log_home(), datetime.datetime.now(datetime.UTC))
    print(crash.line(kept), file=sys.stderr)
    return 1


def _run() -> int:
    if len(sys.argv) > 1 and sys.argv[1] != "--smoke-test":
        gc.disable()  # a verb leaves nothing that only the collector frees, and starts sooner without it
        from core import cli

        return cli.main(sys.argv[1:])
    if sys.platform == "linux" and not any(map(os.environ.get, _DISPLAYS)):
        from gui import words

        print(words.NO_DISPLAY, file=sys.stderr)
        return 1
    if len(sys.argv) > 1:
        from gui import smoke

        return smoke.run(*sys.argv[2:3])
    from gui import app

    return app.run()


if __name__ == "__main__":
    sys.exit(main())
