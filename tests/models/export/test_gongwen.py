import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.export.fonts import FONT_SETS, FontSet
from models.export.gongwen import BodyTable, Format, Gongwen, Paragraph, write_gongwen
from models.export.gongwen_body import split_heading
from models.export.ledger import Column
from models.export.text import legal
from tests.models.export.documents import DOCUMENTS
from tests.models.export.parts import W, found, part, same_as_reference, well_formed
from tests.models.export.samples import ISSUER, TABLE, notice
from tests.models.export.schema import in_order

DOCUMENT = "word/document.xml"
FANGSONG, HEI, KAI, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"


def written(value: Gongwen, folder: Path, fonts: FontSet | None = None) -> Path:
    target = folder / "公文.docx"
    write_gongwen(value, target, *([fonts] if fonts else []))
    well_formed(target)
    return target


def texts(target: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(target)).paragraphs]


def paragraph_of(root: Any, start: str) -> Any:
    """The paragraph that begins with this text."""
    for item in found(root, "//w:body/w:p"):
        if "".join(found(item, ".//w:t/text()")).startswith(start):
            return item
    raise AssertionError(start)


def runs(item: Any) -> list[tuple[str, str, str]]:
    """Each run as (text, East Asian font, size in half points)."""
    return [
        (
            "".join(found(run, "w:t/text()")),
            found(run, "w:rPr/w:rFonts/@w:eastAsia")[0],
            found(run, "w:rPr/w:sz/@w:val")[0],
        )
        for run in found(item, "w:r")
    ]


def test_elements_stand_in_order(tmp_path: Path) -> None:
    lines = [line for line in texts(written(notice(), tmp_path)) if line]
    assert lines == [
        "云岭县人民政府办公室文件",
        "云政办督〔2024〕3号",
        "云岭县人民政府办公室督办通知单",
        "县司法局、县数据资源局：",
        "根据《要点》（云政办〔2024〕7号），“三项”任务——现予督办。",
        "一、督办事项",
        "（一）明确责任。各单位要确定经办人员。",
        "1.编制标准目录。",
        "（1）按时报送。",
        "请于10月31日前办结。",
        "附件：1.\t任务清单",
        "2.\t反馈表",
        "云岭县人民政府办公室",
        "2024年10月15日",
        "（联系人：王小明）",
    ]


def test_page(tmp_path: Path) -> None:
    root = part(written(notice(), tmp_path), DOCUMENT)
    margins = found(root, "//w:pgMar")[0]
    wanted = {"top": 37, "left": 28, "bottom": 35, "right": 26}
    for side, millimetres in wanted.items():
        assert int(margins.get(W + side)) / 56.693 == pytest.approx(millimetres, abs=0.1)
    size = found(root, "//w:pgSz")[0]
    assert (size.get(W + "w"), size.get(W + "h")) == ("11906", "16838")
    grid = found(root, "//w:docGrid")[0]
    assert (grid.get(W + "type"), grid.get(W + "linePitch")) == ("lines", "579")


def test_fonts_by_element(tmp_path: Path) -> None:
    root = part(written(notice(), tmp_path), DOCUMENT)
    assert runs(paragraph_of(root, "云岭县人民政府办公室督办"))[0][1:] == (TITLE, "44")
    assert runs(paragraph_of(root, "县司法局"))[0][1:] == (FANGSONG, "32")
    assert runs(paragraph_of(root, "一、")) == [("一、督办事项", HEI, "32")]
    assert runs(paragraph_of(root, "（一）")) == [
        ("（一）明确责任。", KAI, "32"),
        ("各单位要确定经办人员。", FANGSONG, "32"),
    ]
    assert runs(paragraph_of(root, "1."))[0][1:] == (FANGSONG, "32")
    assert runs(paragraph_of(root, "（1）"))[0][1:] == (FANGSONG, "32")
    for fonts in found(root, "//w:body/w:p//w:rFonts"):
        assert fonts.get(W + "hint") == "eastAsia"
        assert len({fonts.get(W + kind) for kind in ("ascii", "hAnsi", "eastAsia")}) == 1


def test_body_is_16_point_on_a_pitch_of_28_95(tmp_path: Path) -> None:
    styles = part(written(notice(), tmp_path), "word/styles.xml")
    body = found(styles, "//w:style[@w:styleId='GwBody']")[0]
    spacing = found(body, "w:pPr/w:spacing")[0]
    assert (spacing.get(W + "line"), spacing.get(W + "lineRule")) == ("579", "exact")
    assert found(body, "w:rPr/w:sz/@w:val") == ["32"]
    assert found(body, "w:pPr/w:ind/@w:firstLineChars") == ["200"]
    assert not found(styles, "//@*[contains(local-name(), 'Theme')]")


def test_fonts_of_another_name(tmp_path: Path) -> None:
    fonts = FontSet(title="宋体", body="仿宋", kai="楷体")
    target = written(notice(), tmp_path, fonts)
    names = set(found(part(target, DOCUMENT), "//@w:eastAsia"))
    assert names == {"宋体", "仿宋", "楷体", "黑体"}
    assert set(found(part(target, "word/fontTable.xml"), "//w:font/@w:name")) == names


def test_relatives_of_the_fonts_are_named(tmp_path: Path) -> None:
    table = part(written(notice(), tmp_path), "word/fontTable.xml")
    pairs = {item.get(W + "name"): found(item, "w:altName/@w:val") for item in found(table, "//w:font")}
    assert pairs[FANGSONG] == ["仿宋"]
    assert pairs[TITLE] == ["华文中宋"]


def test_page_numbers_odd_right_even_left(tmp_path: Path) -> None:
    target = written(notice(), tmp_path)
    assert found(part(target, "word/settings.xml"), "//w:evenAndOddHeaders")
    references = found(part(target, DOCUMENT), "//w:footerReference")
    assert [item.get(W + "type") for item in references] == ["default", "even"]
    footers = [part(target, f"word/footer_{side}.xml") for side in ("odd", "even")]
    assert [found(footer, "//w:jc/@w:val")[0] for footer in footers] == ["right", "left"]
    for footer in footers:
        assert "".join(found(footer, "//w:t/text()")) == "— 1 —"
        assert set(found(footer, "//w:rPr/w:sz/@w:val")) == {"28"}
        assert set(found(footer, "//w:rFonts/@w:ascii")) == {"宋体"}


def test_red_head(tmp_path: Path) -> None:
    root = part(written(notice(), tmp_path), DOCUMENT)
    mark = paragraph_of(root, "云岭县人民政府办公室文件")
    assert found(mark, ".//w:color/@w:val") == ["FF0000"]
    line = found(paragraph_of(root, "云政办督"), "w:pPr/w:pBdr/w:bottom")[0]
    assert line.get(W + "color") == "FF0000"


def test_a_long_mark_is_condensed_to_one_line(tmp_path: Path) -> None:
    name = "云岭县推进政府职能转变和“放管服”改革协调小组办公室文件"
    root = part(written(notice(mark=name), tmp_path), DOCUMENT)
    mark = paragraph_of(root, name)
    size, scale = int(found(mark, ".//w:sz/@w:val")[0]) / 2, int(found(mark, ".//w:w/@w:val")[0])
    assert size * scale / 100 * len(name) <= 442.2
    assert size >= 32


def test_without_red_head_the_number_stands_below_the_title(tmp_path: Path) -> None:
    target = written(notice(mark=""), tmp_path)
    lines = [line for line in texts(target) if line]
    assert lines[:2] == ["云岭县人民政府办公室督办通知单", "云政办督〔2024〕3号"]
    assert not found(part(target, DOCUMENT), "//w:pBdr")
    assert "FF0000" not in found(part(target, DOCUMENT), "//w:color/@w:val")


def test_signer_stands_right_of_the_number_in_kaiti(tmp_path: Path) -> None:
    root = part(written(notice(signer="张三"), tmp_path), DOCUMENT)
    line = paragraph_of(root, "云政办督")
    assert runs(line)[-1] == ("张三", KAI, "32")
    assert found(line, "w:pPr/w:tabs/w:tab/@w:val") == ["left", "left"]


@pytest.mark.parametrize("given", ["县司法局", "县司法局：", "县司法局:", " 县司法局；"])
def test_addressees_end_with_one_colon(tmp_path: Path, given: str) -> None:
    assert "县司法局：" in texts(written(notice(addressees=given), tmp_path))


def test_without_addressees_note_attachments_colophon(tmp_path: Path) -> None:
    value = notice(addressees="", note="", attachments=(), copy_to=(), printed_by="", printed_on=None)
    target = written(value, tmp_path)
    lines = texts(target)
    assert "：" not in lines
    assert lines[-1] == "2024年10月15日"
    assert not any(line.startswith(("附件", "（联系")) for line in lines)
    assert len(docx.Document(str(target)).tables) == 1  # the table of the body


def test_single_attachment_has_no_number(tmp_path: Path) -> None:
    assert "附件：任务清单" in texts(written(notice(attachments=("任务清单；",)), tmp_path))


def test_sealed_name_is_centred_on_a_date_four_characters_from_the_right(tmp_path: Path) -> None:
    root = part(written(notice(), tmp_path), DOCUMENT)
    name, day = paragraph_of(root, "云岭县人民政府办公室"), paragraph_of(root, "2024年10月15日")
    name = name.getparent()[list(name.getparent()).index(day) - 1]
    left = {found(item, "w:pPr/w:ind/@w:left")[0] for item in (name, day)}
    assert [found(item, "w:pPr/w:jc/@w:val") for item in (name, day)] == [["center"], ["center"]]
    assert len(left) == 1
    box = 8844 - int(left.pop())
    assert box == pytest.approx((7 + 8) * 315, abs=2)  # the date's 7 characters and four on each side


@pytest.mark.parametrize("issuer", ["县府办", "云岭县人民政府办公室", "云岭县推进政府职能转变协调小组办公室"])
def test_unsealed_date_begins_two_characters_right_of_the_name(tmp_path: Path, issuer: str) -> None:
    value = notice(sealed=False, issuer=issuer, copy_to=(), printed_by="", printed_on=None, mark="")
    root = part(written(value, tmp_path), DOCUMENT)
    day = paragraph_of(root, "2024年10月15日")
    name = day.getprevious()
    start, later = (int(found(item, "w:pPr/w:ind/@w:left")[0]) for item in (name, day))
    assert later - start == 2 * 315
    assert later + 7 * 315 <= 8844 - 2 * 315 + 40
    assert start + len(issuer) * 315 <= 8844 - 2 * 315 + 40


def test_colophon(tmp_path: Path) -> None:
    target = written(notice(), tmp_path)
    table = docx.Document(str(target)).tables[-1]
    rows = [row.cells[0].text for row in table.rows]
    assert rows == ["抄送：县委办公室，县人大常委会办公室。", "云岭县人民政府办公室\t2024年10月16日印发"]
    root = part(target, DOCUMENT)
    borders = found(root, "//w:tbl[w:tblPr/w:tblpPr]/w:tblPr/w:tblBorders/*")
    sizes = {item.tag.removeprefix(W): item.get(W + "sz") for item in borders}
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}


def test_headings_do_not_stay_behind_and_signature_is_not_alone(tmp_path: Path) -> None:
    body = (Paragraph("一、督办事项", 1), *[Paragraph("请办理。")] * 4, Paragraph("请于10月31日前办结。"))
    root = part(written(notice(body=body, attachments=()), tmp_path), DOCUMENT)
    assert found(paragraph_of(root, "一、"), "w:pPr/w:keepNext")
    assert found(paragraph_of(root, "请于10月31日前"), "w:pPr/w:keepNext")
    assert not found(paragraph_of(root, "请办理"), "w:pPr/w:keepNext")
    day = paragraph_of(root, "2024年10月15日")
    assert found(day, "w:pPr/w:keepNext"), "附注 does not stand alone either"
    bare = part(written(notice(body=body, attachments=(), note=""), tmp_path), DOCUMENT)
    assert not found(paragraph_of(bare, "2024年10月15日"), "w:pPr/w:keepNext")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一、督办事项", ("一、督办事项", "")),
        ("（一）明确责任。各单位要落实。", ("（一）明确责任。", "各单位要落实。")),
        ("（一）明确责任。", ("（一）明确责任。", "")),
        ("1." + "长" * 50 + "。其余", ("", "1." + "长" * 50 + "。其余")),
    ],
)
def test_heading_is_the_first_sentence(text: str, parts: tuple[str, str]) -> None:
    assert split_heading(text) == parts


def test_levels_are_headings_for_navigation(tmp_path: Path) -> None:
    styles = part(written(notice(), tmp_path), "word/styles.xml")
    levels = found(styles, "//w:style[w:pPr/w:outlineLvl]/w:pPr/w:outlineLvl/@w:val")
    assert levels == ["0", "1", "2", "3"]


def test_body_table(tmp_path: Path) -> None:
    target = written(notice(), tmp_path)
    table = docx.Document(str(target)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "任务内容", "责任单位"],
        ["1", "编制标准目录", "县数据资源局"],
        ["2", "开展专栏检查", ""],
    ]
    style = found(part(target, "word/styles.xml"), "//w:style[@w:styleId='GwTableText']/w:pPr")[0]
    assert found(style, "w:spacing/@w:lineRule") == ["auto"]  # the fixed pitch would cut large cells


def test_a_table_row_that_does_not_fit_is_a_bug(tmp_path: Path) -> None:
    bad = BodyTable((Column("一", "text", 5),), (("a", "b"),))
    with pytest.raises(ValueError, match="table row 1"):
        write_gongwen(notice(body=(bad,)), tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_level_and_odd_characters_do_no_harm(tmp_path: Path) -> None:
    body = (Paragraph("甲\x00<乙>&\ud800", 9), Paragraph("丙\n丁"))
    lines = texts(written(notice(body=body, title="", issuer=""), tmp_path))
    assert "甲<乙>&" in lines
    assert "丙\n丁" in lines


ELEMENTS = ("title", "addressees", "issuer", "mark", "doc_number", "signer", "note", "secrecy", "urgency")


@given(st.text(max_size=50), st.sampled_from(ELEMENTS))
def test_any_text_in_any_element(text: str, element: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = written(notice(**{element: text}), Path(folder))
        in_order(target)
        document = docx.Document(str(target))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        lines = "".join([*texts(target), *cells])
    wanted = "".join(char for char in legal(text) if char.isalnum())
    assert sorted(wanted) == sorted(char for char in wanted if char in lines)


@given(st.sampled_from(list(DOCUMENTS)), st.sampled_from(["ordinary", "letter", "minutes"]), st.data())
def test_any_element_may_be_missing(name: str, form: Format, data: st.DataObject) -> None:
    empty = {"title": "", "addressees": "", "body": (), "issuer": "", "mark": "", "doc_number": "", "signer": ""}
    empty |= {"attachments": (), "note": "", "copy_to": (), "printed_by": "", "printed_on": None, "annexes": ()}
    missing = data.draw(st.sets(st.sampled_from(list(empty))))
    document = replace(DOCUMENTS[name], format=form, **{element: empty[element] for element in missing})
    with tempfile.TemporaryDirectory() as folder:
        in_order(written(document, Path(folder)))


def test_the_parts_are_as_they_were(tmp_path: Path) -> None:
    target = written(notice(), tmp_path)
    same_as_reference(target, DOCUMENT, "gongwen_document.xml")
    same_as_reference(target, "word/styles.xml", "gongwen_styles.xml")
    same_as_reference(target, "word/settings.xml", "settings.xml")
    same_as_reference(target, "word/fontTable.xml", "font_table.xml")


@pytest.mark.parametrize("name", ["letter_one_page", "minutes", "joint", "reserved"])
def test_the_kinds_are_as_they_were(name: str, tmp_path: Path) -> None:
    same_as_reference(written(DOCUMENTS[name], tmp_path), DOCUMENT, f"gongwen_{name}.xml")


def test_the_feet_are_as_they_were(tmp_path: Path) -> None:
    target = written(notice(), tmp_path)
    for name in ("footer_odd", "footer_first", "footer_side_even"):
        same_as_reference(target, f"word/{name}.xml", f"gongwen_{name}.xml")


def test_sections_of_a_document_with_a_ledger_among_its_annexes(tmp_path: Path) -> None:
    root = part(written(DOCUMENTS["annex_ledger"], tmp_path), DOCUMENT)
    sections = found(root, "//w:sectPr")
    begins = [found(section, "w:type/@w:val") for section in sections]
    assert begins == [[], ["nextPage"], ["evenPage"]]
    wide = sections[1]
    assert found(wide, "w:pgSz/@w:orient") == ["landscape"]
    margins = found(wide, "w:pgMar")[0]
    wanted = {"top": 28, "left": 35, "bottom": 26, "right": 37}  # the upright page turned, its 订口 at the top
    for side, millimetres in wanted.items():
        assert int(margins.get(W + side)) / 56.693 == pytest.approx(millimetres, abs=0.1)
    upright = found(sections[2], "w:pgSz")[0]
    assert (upright.get(W + "w"), upright.get(W + "h")) == ("11906", "16838")
    numbering = found(root, "//w:pgNumType")
    assert numbering == []  # page numbers run on (7.5)


def test_annexes_use_the_documents_own_fonts_in_their_tables(tmp_path: Path) -> None:
    fonts = FONT_SETS["新字体"]
    styles = part(written(DOCUMENTS["annex_ledger"], tmp_path, fonts), "word/styles.xml")
    table = found(styles, "//w:style[@w:styleId='LedgerText']/w:rPr/w:rFonts/@w:eastAsia")
    assert table == ["仿宋"]


def test_a_title_without_xiaobiaosong_is_bold(tmp_path: Path) -> None:
    root = part(written(notice(), tmp_path, FONT_SETS["宋体标题"]), DOCUMENT)
    for start in ("云岭县人民政府办公室文件", "云岭县人民政府办公室督办"):
        assert found(paragraph_of(root, start), "w:r/w:rPr/w:b")
        assert found(paragraph_of(root, start), "w:r/w:rPr/w:rFonts/@w:eastAsia") == ["宋体"]
    plain = part(written(notice(), tmp_path), DOCUMENT)
    assert not found(plain, "//w:b")


def test_minutes_have_no_signature(tmp_path: Path) -> None:
    lines = texts(written(DOCUMENTS["minutes"], tmp_path))
    assert ISSUER not in lines
    assert "2024年10月15日" not in lines
    assert f"\t{ISSUER}\t2024年10月15日" in lines


def test_the_last_row_of_a_table_stays_with_the_signature_where_the_page_might_end(tmp_path: Path) -> None:
    body = (*[Paragraph("请办理。")] * 5, TABLE)
    root = part(written(notice(body=body, attachments=(), note=""), tmp_path), DOCUMENT)
    rows = found(root, "//w:tbl[not(w:tblPr/w:tblpPr)]/w:tr")
    assert [bool(found(row, ".//w:keepNext")) for row in rows] == [True, True, True]
    root = part(written(notice(body=(TABLE, *[Paragraph("请办理。")] * 5)), tmp_path), DOCUMENT)
    rows = found(root, "//w:tbl[not(w:tblPr/w:tblpPr)]/w:tr")
    assert [bool(found(row, ".//w:keepNext")) for row in rows] == [True, True, False]
