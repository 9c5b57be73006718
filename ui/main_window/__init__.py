"""The main window: navigation, pages, menus and status; it joins the pages and holds no rules of its own."""

from ui.main_window.window import MainWindow

__all__ = ["MainWindow"]
