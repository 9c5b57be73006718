"""The kinds of files that dialogs offer to bring in."""

NOTICES = (
    "通知和表格 (*.docx *.doc *.wps *.pdf *.ofd *.txt *.html *.htm *.mht *.rtf *.xlsx *.xls *.et *.ods *.csv)"
    ";;所有文件 (*)"
)
SHEETS = "表格 (*.xlsx *.xls *.et *.ods *.csv *.xlsm *.xlsb);;所有文件 (*)"
