"""Paragraph styles of a 公文 by element, as the .docx names them. Used by `gongwen_sections`."""

from models.export.docx_base import Style
from models.export.fonts import SIZE_2, SIZE_3, SIZE_4, SIZE_5, SIZE_SMALL_4, FontSet
from models.export.gongwen_page import COLOPHON_PITCH, LINE_PITCH, SPACING, TITLE_PITCH


def normal_style(fonts: FontSet) -> Style:
    """What every style rests on: 3号 仿宋 on the body's pitch (5.2.2, 5.2.3)."""
    return Style("Normal", "Normal", fonts.body, SIZE_3, "both", line=LINE_PITCH, spacing=SPACING)


def gongwen_styles(fonts: FontSet) -> tuple[Style, ...]:
    """Paragraph styles by element; levels are headings, so that Word's navigation shows them (7.3.3)."""
    pitch, bold = LINE_PITCH, fonts.title_bold
    return (
        Style("GwReserved", "份号密级紧急程度", fonts.body, SIZE_3, "left", line=pitch, grid=False),
        Style(
            "GwMark", "发文机关标志", fonts.title, SIZE_2, "center", line=pitch, colour="FF0000", grid=False, bold=bold
        ),
        Style("GwRule", "红色双线", fonts.body, SIZE_3, "left", line=pitch, grid=False),
        Style("GwNumber", "发文字号", fonts.body, SIZE_3, "center", line=pitch, grid=False),
        Style("GwTitle", "公文标题", fonts.title, SIZE_2, "center", line=TITLE_PITCH, grid=False, bold=bold),
        Style("GwAddressees", "主送机关", fonts.body, SIZE_3, "both", line=pitch),
        Style("GwBody", "公文正文", fonts.body, SIZE_3, "both", line=pitch, first_line=2),
        Style("GwLevel1", "公文一级标题", fonts.hei, SIZE_3, "both", line=pitch, first_line=2, outline=1),
        Style("GwLevel2", "公文二级标题", fonts.kai, SIZE_3, "both", line=pitch, first_line=2, outline=2),
        Style("GwLevel3", "公文三级标题", fonts.body, SIZE_3, "both", line=pitch, first_line=2, outline=3),
        Style("GwLevel4", "公文四级标题", fonts.body, SIZE_3, "both", line=pitch, first_line=2, outline=4),
        Style("GwAttachments", "附件说明", fonts.body, SIZE_3, "left", line=pitch),
        Style("GwAttendance", "出席人员", fonts.body, SIZE_3, "both", line=pitch),
        Style("GwSignature", "署名和成文日期", fonts.body, SIZE_3, "left", line=pitch),
        Style("GwNote", "附注", fonts.body, SIZE_3, "both", line=pitch, first_line=2),
        Style("GwAnnex", "附件顺序号", fonts.hei, SIZE_3, "left", line=pitch),
        Style("GwTableHead", "表头", fonts.hei, SIZE_SMALL_4, "center", grid=False),
        Style("GwTableText", "表文", fonts.body, SIZE_SMALL_4, "left", grid=False),
        Style("GwTableCentred", "表文居中", fonts.body, SIZE_SMALL_4, "center", grid=False),
        Style("GwSmallTableHead", "小表头", fonts.hei, SIZE_5, "center", grid=False),
        Style("GwSmallTableText", "小表文", fonts.body, SIZE_5, "left", grid=False),
        Style("GwSmallTableCentred", "小表文居中", fonts.body, SIZE_5, "center", grid=False),
        Style("GwColophon", "版记", fonts.body, SIZE_4, "left", line=COLOPHON_PITCH, grid=False),
        Style("Footer", "footer", fonts.song, SIZE_4, "left", line=SIZE_4, grid=False),
    )
