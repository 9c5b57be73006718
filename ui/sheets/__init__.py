"""Spreadsheets (导入表格): any sheet into any register, by a page that maps columns to fields and shows the rows first.

The main window makes a `SheetsPage` for files; the other modules are this package's own.
"""

from ui.sheets.page import SheetsPage

__all__ = ["SheetsPage"]
