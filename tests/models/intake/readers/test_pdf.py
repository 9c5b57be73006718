"""PDF files: lines, paragraphs, columns and tables are found from where things are drawn."""

from pathlib import Path

import pytest

from models.base.errors import Cancelled, ReadError
from models.intake import read_notice
from models.intake.notice import SourceText
from models.intake.readers.pdf_files import read_pdf
from models.intake.readers.pdf_folding import folded
from models.intake.readers.scans import Scanned
from models.workdays.calendar import WorkCalendar
from tests.models.intake.readers.pdf_writing import Sheet, pdf

OPENING = "为做好2024年政务公开工作，现将有关事项通知如下，请各地各部门结合实际认真抓好落实，确保按期完成。"
TASKS = (
    "一、梳理惠企政策清单，分行业分领域集中公开，方便企业查询和使用，及时更新内容，回应社会关切。（责任单位：市财政局；完成时限：2024年6月底前）",
    "二、规范登记、审核、办理、答复流程，修订文书模板，提升依申请公开办理质量。（责任单位：市司法局；完成时限：2024年9月底前）",
    "三、对重大建设项目批准和实施情况全程公开，主动接受社会监督，做到应公开尽公开。（责任单位：市发展改革委；完成时限：2024年12月底前）",
)


def read(*sheets: Sheet, **protection: str) -> SourceText:
    return read_pdf(Path("通知.pdf"), pdf(sheets, **protection))


def lines(source: SourceText) -> list[str]:
    return [source.text[slice(*block.span)] for block in source.blocks if block.kind == "paragraph"]


def grids(source: SourceText) -> list[list[list[str]]]:
    return [
        [[source.text[slice(*cell.span)] for cell in row] for row in block.rows]
        for block in source.blocks
        if block.kind == "table"
    ]


def page_of(paragraphs: tuple[str, ...], number: str = "", **more: float) -> Sheet:
    sheet = Sheet()
    y = 720.0
    for text in paragraphs:
        y = sheet.paragraph(text, y, **more)
    if number:
        sheet.text(280, 60, number, 14)
    return sheet


def test_lines_become_paragraphs_with_their_place() -> None:
    source = read(page_of((OPENING, *TASKS)))
    assert lines(source) == [OPENING, *TASKS]
    assert {block.where for block in source.blocks} == {"第 1 页"}
    assert source.warnings == ()


def test_tasks_are_read_as_from_a_text() -> None:
    source = read(page_of(("关于做好2024年政务公开工作的通知", OPENING, *TASKS)))
    tasks = read_notice(source, WorkCalendar()).tasks
    assert [task.responsible_units for task in tasks] == [("市财政局",), ("市司法局",), ("市发展改革委",)]


@pytest.mark.parametrize("number", ["－ 1 －", "— 2 —", "第1页 共3页", "- 3 -", "12", "2/8", "第 3 页"])
def test_page_numbers_are_no_text(number: str) -> None:
    assert lines(read(page_of((OPENING,), number))) == [OPENING]


def test_a_paragraph_goes_on_over_pages() -> None:
    first, second = Sheet(), Sheet()
    whole = OPENING + TASKS[1]
    first.paragraph(whole, 720)
    for index, drawn in enumerate(first.drawn[2:]):
        second.drawn.append(drawn.replace(f"{664 - 28 * index}.00", f"{720 - 28 * index}.00"))
    del first.drawn[2:]
    first.text(280, 60, "— 1 —", 14)
    second.text(280, 60, "— 2 —", 14)
    assert lines(read(first, second)) == [whole]


def test_running_heads_are_no_text_but_attachments_are() -> None:
    sheets = []
    for index, task in enumerate(TASKS):
        sheet = page_of((f"附件{index + 1}", task))
        sheet.text(80, 790, "沧浪市人民政府文件选编", 9)
        sheets.append(sheet)
    assert lines(read(*sheets)) == [text for index, task in enumerate(TASKS) for text in (f"附件{index + 1}", task)]


def test_a_title_of_two_lines_is_one() -> None:
    sheet = page_of((OPENING,))
    sheet.text(200, 790, "沧浪市人民政府办公室", 22)
    sheet.text(165, 755, "关于做好政务公开工作的通知", 22)
    assert lines(read(sheet)) == ["沧浪市人民政府办公室关于做好政务公开工作的通知", OPENING]


def test_signature_and_date_stand_alone() -> None:
    sheet = Sheet()
    y = sheet.paragraph(OPENING, 720)
    sheet.text(356, y - 28, "沧浪市人民政府办公室", 16)
    sheet.text(390, y - 56, "2024年3月28日", 16)
    sheet.line(80, y - 80, 516, y - 80)
    sheet.text(96, y - 100, "抄送：市委办公室，市人大常委会办公室。", 14)
    assert lines(read(sheet))[1:] == ["沧浪市人民政府办公室", "2024年3月28日", "抄送：市委办公室，市人大常委会办公室。"]


def test_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    sheet.text(180, 780, "关于做好政务公开工作的通知", 16)
    left, right = TASKS[0] + TASKS[0], TASKS[1] + TASKS[1] + TASKS[2]
    sheet.paragraph(left, 740, 60, 280, 11, 18)
    sheet.paragraph(right, 737, 310, 530, 11, 18)
    assert lines(read(sheet)) == ["关于做好政务公开工作的通知", left, right]


@pytest.mark.parametrize("turn, place", [("0 1 -1 0", (200, 100)), ("-1 0 0 -1", (500, 300)), ("0 -1 1 0", (200, 700))])
def test_text_set_sideways(turn: str, place: tuple[int, int]) -> None:
    sheet = Sheet()
    sheet.text(*place, "横排的页面也能读出来", 14, turn)
    assert lines(read(sheet)) == ["横排的页面也能读出来"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages(rotate: int) -> None:
    sheet = page_of((OPENING, *TASKS))
    sheet.rotate = rotate
    assert lines(read(sheet)) == [OPENING, *TASKS]


def test_bold_drawn_twice_and_slanted_watermark() -> None:
    sheet = page_of((OPENING,))
    sheet.drawn += [drawn.replace(" Tm <", " Tm <").replace("112.00 720.00", "112.30 720.00") for drawn in sheet.drawn]
    sheet.text(150, 300, "内部资料", 60, "0.7 0.7 -0.7 0.7")
    assert lines(read(sheet)) == [OPENING]


def test_words_of_latin_letters_keep_their_blanks() -> None:
    sheet = Sheet()
    sheet.text(80, 700, "使用 Open Data 平台", 16)
    assert lines(read(sheet)) == ["使用 Open Data 平台"]


@pytest.mark.parametrize(
    "radical, ordinary",
    [("⼀", "一"), ("⽂", "文"), ("⻅", "见"), ("⻓", "长"), ("豈", "豈"), ("Ａ", "Ａ"), ("，", "，")],
)
def test_radicals_become_ordinary_characters(radical: str, ordinary: str) -> None:
    assert folded(radical) == ordinary


HEAD = ["序号", "工作任务", "责任单位"]
ROWS = [
    [str(index), f"公开第{index}批目录，逐项编制办事指南并及时更新，方便群众查询使用", "市教育局、市财政局"]
    for index in range(1, 9)
]
XS = [80, 120, 330, 420]


def test_drawn_table() -> None:
    sheet = Sheet()
    sheet.table([HEAD, *ROWS], XS, 750)
    assert grids(read(sheet)) == [[HEAD, *ROWS]]


def test_table_of_thin_bars() -> None:
    sheet = Sheet()
    for x in (80, 200, 320):
        sheet.bar(x, 640, 0.5, 60)
    for y in (640, 670, 700):
        sheet.bar(80, y, 240, 0.5)
    for x, y, text in ((90, 680, "任务"), (210, 680, "单位"), (90, 650, "公开目录"), (210, 650, "市教育局")):
        sheet.text(x, y, text, 12)
    assert grids(read(sheet)) == [[["任务", "单位"], ["公开目录", "市教育局"]]]


def test_table_without_lines() -> None:
    sheet = Sheet()
    rows = [
        ("序号", "工作任务", "责任单位"),
        ("1", "公开目录，逐项编制", "市教育局"),
        ("", "办事指南", ""),
        ("2", "清理空白栏目", "市财政局"),
    ]
    for index, row in enumerate(rows):
        for x, text in zip((80, 130, 330), row, strict=True):
            if text:
                sheet.text(x, 740 - 20 * index, text, 12)
    sheet.paragraph(OPENING, 620, size=12, pitch=20)
    source = read(sheet)
    assert grids(source) == [[list(rows[0]), ["1", "公开目录，逐项编制办事指南", "市教育局"], list(rows[3])]]
    assert lines(source) == [OPENING]


def test_words_far_apart_are_no_table() -> None:
    sheet = Sheet()
    for index, row in enumerate(
        (("联系单位：市教育局", "联系人：何某", "时间：4月"), ("地址：甲路", "电话：5550177", "邮编：1"))
    ):
        for x, text in zip((80, 250, 400), row, strict=True):
            sheet.text(x, 740 - 20 * index, text, 12)
    assert grids(read(sheet)) == []


def test_merged_cells() -> None:
    sheet = Sheet()
    for x in (80, 160, 280):
        sheet.line(x, 610, x, 700)
    for x1, y in ((80, 700), (80, 670), (160, 640), (80, 610)):
        sheet.line(x1, y, 280, y)
    for x, y, text in (
        (90, 680, "类别"),
        (170, 680, "任务"),
        (90, 635, "主动公开"),
        (170, 650, "公开目录"),
        (170, 620, "更新指南"),
    ):
        sheet.text(x, y, text, 12)
    source = read(sheet)
    assert grids(source) == [[["类别", "任务"], ["主动公开", "公开目录"], ["主动公开", "更新指南"]]]
    block = source.blocks[0]
    assert [row[0].filled for row in block.rows] == [False, False, True]


def test_table_over_pages_is_one_with_one_head() -> None:
    first, second = Sheet(), Sheet()
    first.text(200, 780, "任务分解表", 16)
    first.table([HEAD, *ROWS[:5]], XS, 750)
    second.table([HEAD, *ROWS[5:]], XS, 780)
    for number, sheet in enumerate((first, second), 1):
        sheet.text(280, 50, f"— {number} —", 12)
    source = read(first, second)
    assert grids(source) == [[HEAD, *ROWS]]
    assert lines(source) == ["任务分解表"]


def test_row_broken_over_pages_is_one() -> None:
    first, second = Sheet(), Sheet()
    text = ROWS[1][1]
    cut = 20  # as many characters as fill the first line of the cell
    first.table([HEAD, ROWS[0], ["2", text[:cut], "市教育局、市财政局"]], XS, 750)
    second.table([HEAD, ["", text[cut:], ""], ROWS[2]], XS, 780)
    assert grids(read(first, second)) == [[HEAD, *ROWS[:3]]]


def test_rest_of_a_row_alone_on_a_page() -> None:
    first, second = Sheet(), Sheet()
    text = ROWS[1][1]
    first.table([HEAD, ROWS[0], ["2", text[:20], "市教育局、市财政局"]], XS, 750)
    second.table([["", text[20:], ""]], XS, 780)
    assert grids(read(first, second)) == [[HEAD, *ROWS[:2]]]


def test_units_below_each_other_in_a_cell_stay_apart() -> None:
    sheet = Sheet()
    sheet.table([["任务", "单位"], ["公开目录", ""]], [80, 200, 248], 700)
    sheet.text(204, 700 - 20 - 13, "市教育局", 10)
    sheet.text(204, 700 - 20 - 22, "市财政局", 10)
    assert grids(read(sheet))[0][1][1].split("\u2028") == ["市教育局", "市财政局"]


def test_frame_around_text_is_no_table() -> None:
    sheet = page_of((OPENING,))
    for x1, y1, x2, y2 in ((60, 740, 530, 740), (60, 600, 530, 600), (60, 740, 60, 600), (530, 740, 530, 600)):
        sheet.line(x1, y1, x2, y2)
    source = read(sheet)
    assert (grids(source), lines(source)) == ([], [OPENING])


def test_scan_is_told() -> None:
    sheet = Sheet()
    sheet.picture(0, 0, 595, 842)
    sheet.text(280, 30, "- 1 -", 9)
    with pytest.raises(Scanned, match="扫描件"):
        read(sheet, sheet)


def test_text_behind_a_scan_is_read_and_doubted() -> None:
    sheet = Sheet()
    sheet.picture(0, 0, 595, 842)
    sheet.text(80, 700, "关于做好二〇二四年度政务公开重点工作任务落实有关事项的通知等", 12, mode=3)
    source = read(sheet)
    assert "政务公开重点工作" in source.text
    assert any("核对" in warning for warning in source.warnings)


def test_scanned_page_among_others_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.intake.readers.pdf_files.can_recognise", lambda: False)
    scan = Sheet()
    scan.picture(0, 0, 595, 842)
    source = read(page_of((OPENING, *TASKS)), scan)
    assert lines(source) == [OPENING, *TASKS]
    assert [warning[:9] for warning in source.warnings] == ["第 2 页是扫描的"]


def test_passwords() -> None:
    assert lines(read(page_of((OPENING,)), user="")) == [OPENING]
    with pytest.raises(ReadError, match="密码"):
        read(page_of((OPENING,)), user="secret")


def test_nothing_written() -> None:
    with pytest.raises(ReadError, match="没有文字"):
        read(Sheet())


def test_progress_is_told_and_heeded() -> None:
    told: list[tuple[int, int]] = []
    read_pdf(Path("通知.pdf"), pdf([page_of((OPENING,))] * 3), lambda done, total: not told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3)]
    with pytest.raises(Cancelled):
        read_pdf(Path("通知.pdf"), pdf([page_of((OPENING,))]), lambda done, total: False)
