"""Intake (导入): the review of what was read from a notice, before anything is stored.

The main window makes an `IntakePage` for files or text, or asks for text by `paste_dialog`; the other
modules are this package's own.
"""

from ui.intake.page import IntakePage
from ui.intake.pasting import paste_dialog

__all__ = ["IntakePage", "paste_dialog"]
