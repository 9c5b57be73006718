"""Word documents: what the page shows is what is read."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from models.base.errors import ReadError
from models.intake import CELL_BREAK, read_notice
from models.intake.readers.reading import read_here
from models.workdays.calendar import WorkCalendar

W = nsdecls("w")


def saved(document: "docx.document.Document", folder: Path) -> Path:
    path = folder / "通知.docx"
    document.save(str(path))
    return path


def with_body(folder: Path, body: str) -> Path:
    document = docx.Document()
    element = document.element.body
    for index, part in enumerate(parse_xml(f"<w:body {W}>{body}</w:body>")):
        element.insert(index, part)
    return saved(document, folder)


def lines(path: Path) -> list[str]:
    return [line for line in read_here(path).text.split("\n") if line.strip()]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_revisions_and_hidden_text(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('保留')}<w:ins w:id='1' w:author='a'>{run('增加')}</w:ins>"
        f"<w:del w:id='2' w:author='a'><w:r><w:delText>删去</w:delText></w:r></w:del>"
        f"{run('隐藏', '<w:vanish/>')}{run('显示', '<w:vanish w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del w:id='3' w:author='a'/></w:rPr></w:pPr>{run('前半')}</w:p><w:p>{run('后半')}</w:p>"
        f"<w:p>{run('软')}<w:r><w:br/></w:r>{run('换行')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
        f"<w:p><w:r><w:ruby><w:rt>{run('zhì')}</w:rt><w:rubyBase>{run('治')}</w:rubyBase></w:ruby></w:r>{run('理')}</w:p>"
    )
    assert lines(with_body(tmp_path, body)) == ["保留增加显示", "前半后半", "软", "换行", "治理"]


def test_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('框里的字')}</w:p></w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    body = (
        f"<w:p {spaces}>{run('正文')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(with_body(tmp_path, body)) == ["正文", "框里的字"]


LEVELS = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
    ("decimal", "%1.%5"),
)


def numbered(folder: Path, items: list[tuple[int, str]], restart: bool = False) -> Path:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (style, text) in enumerate(LEVELS)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>' if restart else ""
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/>{override}</w:num>'))
    for level, text in items:
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    return saved(document, folder)


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    items = [(0, "甲"), (1, "乙"), (2, "丙"), (2, "丁"), (3, "戊"), (0, "己"), (1, "庚"), (2, "辛"), (4, "壬")]
    wanted = ["一、甲", "（一）乙", "1.丙", "2.丁", "①戊", "二、己", "（一）庚", "1.辛", "二.1壬"]
    assert lines(numbered(tmp_path, items)) == wanted


def test_numbering_can_start_elsewhere(tmp_path: Path) -> None:
    assert lines(numbered(tmp_path, [(0, "甲"), (0, "乙")], restart=True)) == ["五、甲", "六、乙"]


def test_article_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>'
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="9">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="9"><w:abstractNumId w:val="9"/></w:num>'))
    for index in range(21):
        paragraph = document.add_paragraph(f"内容{index}")
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="9"/></w:numPr>'))
    found = lines(saved(document, tmp_path))
    assert (found[0], found[9], found[20]) == ("第一条 内容0", "第十条 内容9", "第二十一条 内容20")


def test_merged_and_nested_cells(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=4)
    for column, name in enumerate(("类别", "工作任务", "责任单位", "完成时限")):
        table.cell(0, column).text = name
    table.cell(1, 0).merge(table.cell(2, 0)).text = "平台建设"
    for row, name in ((1, "整合账号"), (2, "升级检索")):
        table.cell(row, 1).text = name
        table.cell(row, 2).text = "市教育局\n市财政局"
        table.cell(row, 3).text = "2024年6月底前"
    table.cell(3, 0).merge(table.cell(3, 3)).text = "二、其他"
    inner = table.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内一", "内二"
    source = read_here(saved(document, tmp_path))
    block = next(block for block in source.blocks if block.kind == "table")
    assert [len(row) for row in block.rows] == [4, 4, 4, 4]
    assert block.rows[2][0].span == block.rows[1][0].span
    assert block.rows[2][0].filled
    assert len({cell.span for cell in block.rows[3]}) == 1
    assert f"市教育局{CELL_BREAK}市财政局" in source.text
    assert "内一，内二" in source.text
    notice = read_notice(source, WorkCalendar())
    assert [task.section for task in notice.tasks] == [("平台建设",), ("平台建设",)]
    assert [task.responsible_units for task in notice.tasks] == [("市教育局", "市财政局")] * 2


def test_layout_table_of_one_column_is_text(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "1.公开信息。（责任单位：甲局）"
    table.cell(0, 0).add_paragraph("2.解读政策。（责任单位：乙局）")
    assert lines(saved(document, tmp_path)) == ["1.公开信息。（责任单位：甲局）", "2.解读政策。（责任单位：乙局）"]


def package(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return buffer.getvalue()


def document_xml(text: str, prolog: str = "") -> str:
    return f"<?xml version='1.0'?>{prolog}<w:document {W}><w:body><w:p>{run(text)}</w:p></w:body></w:document>"


def test_external_entities_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容")
    path = tmp_path / "x.docx"
    prolog = f"<!DOCTYPE d [<!ENTITY e SYSTEM '{secret.as_uri()}'>]>"
    path.write_bytes(package(document=document_xml("&e;", prolog)))
    with pytest.raises(ReadError, match="外部引用"):
        read_here(path)


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(package(document=document_xml(" " * (90 * 1024 * 1024))))
    with pytest.raises(ReadError, match="大得不正常"):
        read_here(path)


def test_truncated_and_flipped_files(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("1.公开信息。（责任单位：甲局）" * 50)
    data = saved(document, tmp_path).read_bytes()
    path = tmp_path / "x.docx"
    for cut in range(4, len(data), max(1, len(data) // 40)):
        path.write_bytes(data[:cut])
        with pytest.raises(ReadError):
            read_here(path)
    for place in range(30, len(data), max(1, len(data) // 200)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        try:
            read_notice(read_here(path), WorkCalendar())
        except ReadError as error:
            assert error.sentence.endswith("。")


def test_document_without_text(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有文字"):
        read_here(saved(docx.Document(), tmp_path))
