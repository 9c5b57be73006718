"""Intake (收文): any notice becomes a plain value with draft tasks, source spans and doubts.

For the operations and, through them, the review window and the command line. It stores nothing and knows
nothing of workbooks or registers. Readers (`reading`) give one common value, `SourceText`; the repairs
(`repair`) clean it; the parser (`parsing`) works on that value only.
"""

from models.intake.bundles import Bundle, read_bundles
from models.intake.columns import column_kind
from models.intake.joining import group, joined
from models.intake.notice import (
    CELL_BREAK,
    Block,
    Cell,
    DraftTask,
    Duty,
    Mark,
    Notice,
    Repair,
    SourceText,
    notice_to_json,
)
from models.intake.parsing import read_notice
from models.intake.readers.clipboard import read_clipboard
from models.intake.readers.reading import read_file, read_pasted
from models.intake.readers.sheet_files import Sheet, filled_down
from models.intake.readers.sheet_reading import is_spreadsheet, read_spreadsheet

__all__ = [
    "CELL_BREAK",
    "Block",
    "Bundle",
    "Cell",
    "DraftTask",
    "Duty",
    "Mark",
    "Notice",
    "Repair",
    "Sheet",
    "SourceText",
    "column_kind",
    "filled_down",
    "group",
    "is_spreadsheet",
    "joined",
    "notice_to_json",
    "read_bundles",
    "read_clipboard",
    "read_file",
    "read_notice",
    "read_pasted",
    "read_spreadsheet",
]
