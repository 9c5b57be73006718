"""What the program is called on this PC, and where it keeps what is its own: its log and the automatic backups.

Both outside the folder of any workbook. Used by the window and by the command line.
"""

from pathlib import Path

NAME = "gongkai-ledger"
VERSION = "0.1.0"


def log_folder() -> Path:
    """The folder of the program's log, such as ~/.local/state/gongkai-ledger/log; it may not be there yet."""
    import platformdirs

    return platformdirs.user_log_path(NAME, appauthor=False)


def backup_home() -> Path:
    """The folder above all automatic backups; it may not be there yet."""
    import platformdirs

    return platformdirs.user_data_path(NAME, appauthor=False) / "backups"
