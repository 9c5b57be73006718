"""Renders plain values into Office files: ledgers (台账) to .xlsx and .docx, 公文 to .docx by GB/T 9704-2012.

Nothing here sees the workbook or a register, and nothing here asks for the day: whoever calls (operations,
the window's preview) hands in finished values. The values are `ledger.Ledger` and `gongwen.Gongwen`; a
notice's wording becomes a `Gongwen` in `wording`.
"""
