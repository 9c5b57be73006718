"""Pages on the screen and on paper: 公文 and ledgers laid out by Qt, for the preview, the printer and .pdf alike.

`models.export` writes the .docx; `package` reads it back into the plain values of `blocks`, `lines`, `tables` and
`flow` lay them out, and `drawing` is what stands on a page. So what is seen and printed follows the Word file, and no
document is described twice. `view` shows pages, `output` prints them and writes .pdf. Nothing here reads the
workbook. Called by the composer, the register page's export, and the command line for .pdf.
"""

from ui.printing.dialog import PagesDialog
from ui.printing.documents import annual_pages, gongwen_pages, kept_pages, ledger_pages, write_ledger_pdf
from ui.printing.drawing import Page
from ui.printing.faces import missing_fonts
from ui.printing.output import print_pages, write_pdf
from ui.printing.view import PagesView
from ui.printing.zoom import ZoomBar

__all__ = [
    "Page",
    "PagesDialog",
    "PagesView",
    "ZoomBar",
    "annual_pages",
    "gongwen_pages",
    "kept_pages",
    "ledger_pages",
    "missing_fonts",
    "print_pages",
    "write_ledger_pdf",
    "write_pdf",
]
