"""What `models.intake` offers to others; they import it from there."""

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
from models.intake.readers.reading import PASTED, read_file, read_pasted
from models.intake.readers.sheet_files import Sheet, filled_down
from models.intake.readers.sheet_reading import is_spreadsheet, read_spreadsheet

__all__ = [
    "CELL_BREAK",
    "PASTED",
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
