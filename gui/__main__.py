"""Where the program starts: a verb goes to the command line, nothing opens the window."""

import gc
import os
import sys

_SMOKE_TEST = "--smoke-test"
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main(*, has_window: bool = True) -> int:
    """Run the program and return its exit code; Ctrl+C, or what nobody expected, ends it with a line.

    Args:
        has_window: it can open one; the finished command line can't.
    """
    try:
        return _run(has_window=has_window)
    except KeyboardInterrupt:
        print("vialnote: stopped; nothing was written", file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a patient's data
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    """Keep a report, and say one line; whoever tries the program out has typed nothing, and wants to know all."""
    if sys.argv[1:2] == [_SMOKE_TEST]:
        import traceback

        traceback.print_exception(error)
        return 1
    from core import crash

    crash.report(error, "start")
    return 1


def _run(*, has_window: bool) -> int:
    gc.disable()  # all starts sooner without it: a verb leaves nothing to collect, for the window see gui.garbage
    is_note = has_window and len(sys.argv) == 2 and sys.argv[1].lower().endswith(".pdf")  # by the system: "Open with"
    if len(sys.argv) > 1 and sys.argv[1] != _SMOKE_TEST and not is_note:
        from core import cli

        return cli.main(sys.argv[1:])
    if sys.platform == "linux" and not any(map(os.environ.get, _DISPLAYS)):
        from gui import NO_DISPLAY

        print(NO_DISPLAY, file=sys.stderr)
        return 1
    if len(sys.argv) > 1 and not is_note:
        from gui import smoke

        return smoke.run(*sys.argv[2:3])
    from gui import app

    return app.run(note=sys.argv[1] if is_note else "")


if __name__ == "__main__":
    sys.exit(main())
