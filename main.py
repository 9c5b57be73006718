"""Starts 政务公开台账 (Gongkai Ledger): sets up what is missing, then hands over to `ui.cli`.

The only place that knows the clock and the wiring.
"""

import sys
from pathlib import Path

from ui.bootstrap import ensure_environment, wants_window

if __name__ == "__main__":
    ensure_environment(Path(__file__).resolve().parent, "requirements.txt", libraries=wants_window(sys.argv[1:]))
    # Only now: what ui.cli imports may have been installed a moment ago.
    from ui.cli import main

    sys.exit(main(sys.argv[1:]))
