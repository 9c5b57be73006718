"""What the program is called on this PC, and where it keeps what is its own: settings, automatic backups, log.

In the person's own folders of this PC; or all together beside the program, when a file named `portable` lies
there (便携), for a program that is carried on a memory stick. Never in the folder of a workbook. Used by the
window and by the command line.
"""

import sys
import tempfile
from pathlib import Path

NAME = "gongkai-ledger"
VERSION = "0.1.0"
MARKER = "portable"
"""The file that makes the program portable, whatever its ending and its content: Windows hides the .txt."""
PORTABLE_DATA = "data"
"""The folder beside the program that then holds everything."""


def program_folder() -> Path:
    """Where the program lies: the built one's folder, else that of main.py."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parent.parent


def settings_folder() -> Path:
    """The folder of the window's settings; it may not be there yet."""
    import platformdirs

    return portable_folder(program_folder()) or platformdirs.user_config_path(NAME, appauthor=False)


def first_folder() -> Path:
    """Where file dialogs begin for the first time: the person's own folder, or the program's where it is portable."""
    program = program_folder()
    return program if portable_folder(program) else Path.home()


def log_folder() -> Path:
    """The folder of the program's log, such as ~/.local/state/gongkai-ledger/log; it may not be there yet."""
    import platformdirs

    beside = portable_folder(program_folder())
    return beside / "log" if beside else platformdirs.user_log_path(NAME, appauthor=False)


def backup_home() -> Path:
    """The folder above all automatic backups; it may not be there yet."""
    import platformdirs

    return (portable_folder(program_folder()) or platformdirs.user_data_path(NAME, appauthor=False)) / "backups"


def portable_folder(program: Path) -> Path | None:
    """The folder beside the program in `program` that holds everything, made when it is not there.

    None when no marker lies there, and when nothing can be written there (a stick with its switch closed): the
    person's own folders serve then.
    """
    try:
        if not any(entry.is_file() and entry.name.split(".")[0].lower() == MARKER for entry in program.iterdir()):
            return None
        folder = program / PORTABLE_DATA
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):  # os.access knows nothing of the rights of Windows
            return folder
    except OSError:
        return None
