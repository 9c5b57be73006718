"""Where the program keeps what is its own on this PC: its log and the automatic backups.

Both outside the folder of any workbook. Used by the window and by the command line.
"""

from pathlib import Path

NAME = "gongkai-ledger"


def log_folder() -> Path:
    """The folder of the program's log, such as ~/.local/state/gongkai-ledger/log; it may not be there yet."""
    import platformdirs

    return platformdirs.user_log_path(NAME, appauthor=False)


def backup_home() -> Path:
    """The folder above all automatic backups; it may not be there yet."""
    import platformdirs

    return platformdirs.user_data_path(NAME, appauthor=False) / "backups"
