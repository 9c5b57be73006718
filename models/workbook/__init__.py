"""The only owner of SQLite: open, lock, migrate, rows, search, change log, files kept, backup.

Used by `models.operations` alone (and by tests); the window never comes here. It works on any register
declared with `models.base.register` and knows none by name.
"""

from models.workbook.opening import create_workbook, open_workbook, reconnect_workbook
from models.workbook.workbook import Workbook

__all__ = ["Workbook", "create_workbook", "open_workbook", "reconnect_workbook"]
