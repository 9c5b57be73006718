"""Starts 政务公开台账 (Gongkai Ledger): the window, or the command line when the arguments name a command.

The only place that knows the clock and the wiring.
"""

import sys
from collections.abc import Sequence
from multiprocessing import freeze_support
from pathlib import Path

from ui.bootstrap import ensure_environment, wants_window

HOME = Path(__file__).resolve().parent


def start(arguments: Sequence[str]) -> int:
    """Build what everything rests on and hand it to the face that is wanted; gives the exit status."""
    # Only now: what these import may have been installed a moment ago.
    from models.base.clock import Clock
    from models.registers import all_registers

    clock, registers = Clock.system(), all_registers()
    resources = Path(getattr(sys, "_MEIPASS", HOME)) / "resources"
    if wants_window(arguments) and not {"--selftest", "--today"} & set(arguments):
        from ui.app import run

        book = next((Path(word) for word in arguments if not word.startswith("-")), None)
        return run(book, clock=clock, registers=registers, resources=resources)
    from ui.cli import main

    status = main(arguments, clock=clock, registers=registers, resources=resources)
    if "--selftest" in arguments and status == 0:
        from ui.app import selftest

        return selftest(clock=clock, registers=registers, resources=resources)
    return status


if __name__ == "__main__":
    freeze_support()  # the built program is its own helper process (models.base.apart)
    ensure_environment(HOME, "requirements.txt", libraries=wants_window(sys.argv[1:]))
    sys.exit(start(sys.argv[1:]))
