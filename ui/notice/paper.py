"""How a document will look, as a sheet of paper on the screen: the same elements, sizes and places as printed.

A picture for checking the words, not the layout engine: pages are not broken here.
"""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from models.export.gongwen import BodyTable, Gongwen, Paragraph
from models.export.gongwen_body import split_heading
from models.export.text import chinese_day

_SONG = "'方正小标宋简体','FZXiaoBiaoSong-B05S','Noto Serif CJK SC','SimSun','宋体',serif"
_FANG = "'仿宋_GB2312','FangSong','仿宋','Noto Serif CJK SC',serif"
_HEI = "'黑体','SimHei','Noto Sans CJK SC',sans-serif"
_KAI = "'楷体_GB2312','KaiTi','楷体','Noto Serif CJK SC',serif"
_LEVEL_FONTS = {1: _HEI, 2: _KAI}
_BODY_POINTS = 12.0
"""3号 is 16 points on paper; the sheet is shown at three quarters."""


class Paper(QTextBrowser):
    """Shows a `Gongwen`; always black on white, as paper is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("公文预览")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.white)
        palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
        self.setPalette(palette)
        self.document().setDocumentMargin(36)
        self.setMinimumWidth(360)

    def show_document(self, document: Gongwen) -> None:
        """Show it; the place scrolled to stays."""
        place = self.verticalScrollBar().value()
        self.setHtml(_html(document))
        self.verticalScrollBar().setValue(place)


def _html(document: Gongwen) -> str:
    parts: list[str] = []
    if document.mark:
        parts.append(_line(document.mark, _SONG, 28, "center", "color:#c00000;margin-top:18px;"))
        parts.append(_line(document.doc_number, _FANG, _BODY_POINTS, "center", "margin-top:14px;"))
        parts.append('<hr style="color:#c00000;background-color:#c00000;" width="100%" />')
    title = escape(document.title).replace("\n", "<br>")
    parts.append(
        f'<p align="center" style="font-family:{_SONG};font-size:16.5pt;margin:20px 0 8px 0;line-height:150%;">{title}</p>'
    )
    if document.doc_number and not document.mark:
        parts.append(_line(document.doc_number, _FANG, _BODY_POINTS, "center", ""))
    if document.addressees:
        parts.append(_line(document.addressees + "：", _FANG, _BODY_POINTS, "left", "margin-top:14px;"))
    parts += [_table(part) if isinstance(part, BodyTable) else _paragraph(part) for part in document.body]
    for number, name in enumerate(document.attachments, start=1):
        head = "附件：" if number == 1 else "　　　"
        label = f"{number}. " if len(document.attachments) > 1 else ""
        parts.append(_line(f"　　{head}{label}{name}", _FANG, _BODY_POINTS, "left", ""))
    day = chinese_day(document.dated)
    parts.append(_line(document.issuer + "　　　　", _FANG, _BODY_POINTS, "right", "margin-top:26px;"))
    parts.append(_line(day + "　　　　", _FANG, _BODY_POINTS, "right", ""))
    if document.note:
        parts.append(_line(f"　　（{document.note}）", _FANG, _BODY_POINTS, "left", ""))
    if document.copy_to:
        parts.append("<hr />" + _line(f"　抄送：{'，'.join(document.copy_to)}。", _FANG, 10.5, "left", ""))
    return "".join(parts)


def _line(text: str, fonts: str, points: float, align: str, more: str) -> str:
    style = f"font-family:{fonts};font-size:{points}pt;line-height:160%;margin:0;{more}"
    return f'<p align="{align}" style="{style}">{escape(text)}</p>'


def _paragraph(part: Paragraph) -> str:
    heading, rest = split_heading(part.text) if part.level else ("", part.text)
    fonts = _LEVEL_FONTS.get(part.level, _FANG)
    inside = (f'<span style="font-family:{fonts};">{escape(heading)}</span>' if heading else "") + escape(rest)
    style = f"font-family:{_FANG};font-size:{_BODY_POINTS}pt;line-height:160%;margin:0;text-indent:{_BODY_POINTS * 2.67:.0f}px;"
    return f'<p align="justify" style="{style}">{inside}</p>'


def _table(part: BodyTable) -> str:
    heads = "".join(f'<th style="font-family:{_HEI};font-weight:normal;">{escape(c.title)}</th>' for c in part.columns)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in part.rows)
    style = f"font-family:{_FANG};font-size:9pt;border-collapse:collapse;border-color:#000;"
    return (
        f'<table border="1" cellspacing="0" cellpadding="4" width="100%" style="{style}"><tr>{heads}</tr>{rows}</table>'
    )
