"""The kinds of files that dialogs offer to bring in, and the two ways to take a spreadsheet."""

NOTICES = (
    "通知和表格 (*.docx *.doc *.wps *.pdf *.ofd *.txt *.html *.htm *.mht *.rtf *.xlsx *.xls *.et *.ods *.csv)"
    ";;所有文件 (*)"
)
SHEETS = "表格 (*.xlsx *.xls *.et *.ods *.csv *.xlsm *.xlsb);;所有文件 (*)"
AS_NOTICE, AS_ROWS = "读成通知（找任务）", "按栏目导入台账"
