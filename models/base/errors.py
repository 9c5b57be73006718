"""Errors a clerk can mend, as one family.

Everything that is a `ClerkError` carries one Chinese sentence saying what is wrong and what to do;
it is shown as it stands. Any other exception is a bug: logged with its traceback, never shown raw.
"""

from pathlib import Path


class ClerkError(Exception):
    """Something a person can mend; `str(error)` is the Chinese sentence to show."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FieldError(ClerkError):
    """A value that does not fit its field.

    `field` is the field's English name, so that a form can put the sentence beside its place.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class WorkbookError(ClerkError):
    """A workbook (工作簿) that can't be opened, read or written as asked."""


class Disconnected(WorkbookError):
    """The file of an open workbook is out of reach: its disk or its network is away, or was for a moment.

    A connection that was cut stays dead also when the disk is there again; `reconnect` makes a new one. `path` is
    the file.
    """

    def __init__(self, sentence: str, path: Path) -> None:
        super().__init__(sentence)
        self.path = path


class ReadError(ClerkError):
    """A file handed in (notice, spreadsheet) that can't be read."""


class WriteError(ClerkError):
    """A file to be written (export, backup) that can't be."""


class Cancelled(Exception):
    """The person pressed Cancel (取消) in the middle of long work; nothing was kept."""
