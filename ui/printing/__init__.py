"""Pages on the screen and on paper: 公文 and ledgers laid out by Qt, for the preview, the printer and .pdf alike.

One layout serves all three, so that what is seen is what is printed. The values come from `models.export`
(`Gongwen`, `Ledger`), and so do the measures of the page; nothing here reads the workbook. Called by the
composer, the register page's export, and the command line for .pdf.
"""
