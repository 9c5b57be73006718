"""Every kind of 公文 as printed pages, measured in millimetres against GB/T 9704-2012."""

from itertools import pairwise, product

import pytest

from models.export.fonts import OFFICE_FONTS
from models.export.gongwen import BodyTable, Paragraph, write_gongwen
from models.export.gongwen_parts import pages_of
from models.export.ledger import Column
from tests.models.export.documents import DOCUMENTS
from tests.models.export.rendering import Glyph, Page, Stroke, render
from tests.models.export.samples import notice

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
"""The edges of the 版心 (5.2.1)."""
CHAR, SMALL, LINE = 156 / 28, 14 * 25.4 / 72, 225 / 22
"""A 3号 character, a 4号 one, a line of the body."""
SEVEN_EIGHTHS = 16 * 7 / 8 * 25.4 / 72
MIDDLE = (LEFT + RIGHT) / 2
ISSUER = "云岭县人民政府办公室"

Pages = dict[str, list[Page]]
_SENTENCE = "各单位要“逐项”核对2024年目录（见附件），按期报送；凡应公开的一律公开——"
_TABLE = BodyTable(
    (Column("序号", "code", 2), Column("任务内容", "text", 8), Column("责任单位", "text", 8)),
    tuple((f"{number}", "编制并公布标准目录" * 4, "县数据资源局") for number in range(1, 6)),
)
ENDS = {
    f"end_{lines}_{form}": notice(
        format=form, attachments=(), body=(*[Paragraph("各单位要按期报送。")] * lines, Paragraph(_SENTENCE * 3))
    )
    for lines, form in product(range(1, 24, 2), ("ordinary", "letter"))
} | {
    f"ordinary_table_{lines}_{long}": notice(
        mark="", attachments=(), body=(*[Paragraph("各单位要按期报送。")] * lines, _TABLE, Paragraph(_SENTENCE * long))
    )
    for lines, long in ((9, 8), (10, 8), (11, 7))
}
"""Texts that end at every height of a page, some of them below a table that goes on from the page before."""
ANNEXED = {
    f"annexed_{lines}": notice(
        mark="", attachments=("回执",), body=(*[Paragraph("各单位要按期报送。")] * lines, Paragraph(_SENTENCE * 2))
    )
    for lines in range(7, 17)
}
"""Texts that end near the foot of the first page, with 附件说明."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    folder = tmp_path_factory.mktemp("gongwen")
    documents = DOCUMENTS | ENDS | ANNEXED
    paths = {name: folder / f"{name}.docx" for name in documents}
    for name, document in documents.items():
        write_gongwen(document, paths[name])
    return render(paths, folder, blank_pages=True)


def ink(line: tuple[Glyph, ...]) -> tuple[float, float]:
    return min(glyph.top for glyph in line), max(glyph.bottom for glyph in line)


def number_of(page: Page) -> str:
    """The page number, dashes and all, "" for none."""
    found = [text for text in page.texts() if text.startswith("—") and text.endswith("—") and len(text) < 6]
    return found[-1] if found else ""


def wide_strokes(page: Page) -> list[Stroke]:
    """The lines as wide as the 版心 and wider, from the top, each once."""
    found = {
        round((stroke.top + stroke.bottom) / 2, 1): stroke
        for stroke in page.strokes
        if stroke.right - stroke.left > 150
    }
    return [found[place] for place in sorted(found)]


def centre(stroke: Stroke) -> float:
    return (stroke.top + stroke.bottom) / 2


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_pages_are_those_the_writer_counted_on(name: str, pages: Pages) -> None:
    assert len(pages[name]) == pages_of(DOCUMENTS[name], OFFICE_FONTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_text_keeps_within_the_text_area(name: str, pages: Pages) -> None:
    for place, page in enumerate(pages[name]):
        if page.width > page.height:
            continue
        lines = [line for line in page.body() if line[0].baseline > TOP or name.startswith("letter")]
        assert page.lines == () or len(page.lines) - len(lines) <= 1
        for line in lines:
            assert line[0].left >= LEFT - 1
            assert line[-1].right <= RIGHT + 1
            first = 30 if name.startswith("letter") and place == 0 else TOP
            assert ink(line)[0] >= first - 1
            assert ink(line)[1] <= BOTTOM + 1


def test_full_pages_have_22_lines_of_28_characters(pages: Pages) -> None:
    full = pages["full_pages"][1:-2] + pages["four_pages"][1:-1]
    assert len(full) >= 4
    for page in full:
        body = page.body()
        assert len(body) == 22
        assert max(len(line) for line in body) == 28
        assert body[-1][0].baseline - body[0][0].baseline == pytest.approx(21 * LINE, abs=0.5)
        assert min(line[0].left for line in body) == pytest.approx(LEFT, abs=1)
        assert max(line[-1].right for line in body) == pytest.approx(RIGHT, abs=1)


@pytest.mark.parametrize("name", [name for name, one in DOCUMENTS.items() if one.mark and one.format == "ordinary"])
def test_red_head(name: str, pages: Pages) -> None:
    """标志 35 mm below the top of the 版心, the red line 4 mm under 发文字号 and as wide as the 版心 (7.2.4, 7.2.7)."""
    page = pages[name][0]
    first = DOCUMENTS[name].mark.split("\n")[0]
    mark = page.line(first[:5])
    assert ink(mark)[0] == pytest.approx(TOP + 35, abs=1)
    number = next(line for line, text in zip(page.lines, page.texts(), strict=True) if "云政办督〔2024〕3号" in text)
    red = next(stroke for stroke in wide_strokes(page) if stroke.top > number[0].top)
    assert centre(red) - ink(number)[1] == pytest.approx(4, abs=0.4)
    assert (red.left, red.right) == (pytest.approx(LEFT, abs=1), pytest.approx(RIGHT, abs=1))


def test_number_two_lines_under_the_mark(pages: Pages) -> None:
    page = pages["reserved"][0]
    mark, number = page.line(ISSUER), page.line("云政办督")
    between = ink(number)[0] - ink(mark)[1]
    assert between == pytest.approx(2 * LINE + 4, abs=2.5)
    assert (number[0].left + number[-1].right) / 2 == pytest.approx(MIDDLE, abs=1)


def test_reserved_lines_stand_in_order_at_the_left_and_do_not_move_the_mark(pages: Pages) -> None:
    page = pages["reserved"][0]
    assert page.texts()[:3] == ["000123", "机密★1年", "特急"]
    for place, line in enumerate(page.lines[:3]):
        assert line[0].left == pytest.approx(LEFT, abs=1)
        assert line[0].baseline == pytest.approx(page.lines[0][0].baseline + place * LINE, abs=0.3)
    assert page.lines[0][0].baseline < TOP + LINE
    with_none = pages["unsealed"][0].line(ISSUER)
    assert ink(page.line(ISSUER))[0] == pytest.approx(ink(with_none)[0], abs=0.1)


def test_joint_mark_has_its_names_aligned_and_the_word_centred_on_them(pages: Pages) -> None:
    for name in ("joint", "joint_unsealed"):
        page = pages[name][0]
        agencies = DOCUMENTS[name].mark.removesuffix("文件").split("\n")
        glyphs = [glyph for line in page.lines[: len(agencies) + 1] for glyph in line if ink((glyph,))[1] < 120]
        word = [glyph for glyph in glyphs if glyph.text in "文件" and glyph.left > 130]
        names = [glyph for glyph in glyphs if glyph not in word]
        assert "".join(glyph.text for glyph in word) == "文件"
        rows = {round(glyph.baseline, 1) for glyph in names}
        assert len(rows) == len(agencies)
        for row in rows:
            line = [glyph for glyph in names if round(glyph.baseline, 1) == row]
            assert min(glyph.left for glyph in line) == pytest.approx(min(glyph.left for glyph in names), abs=1.5)
            assert max(glyph.right for glyph in line) == pytest.approx(max(glyph.right for glyph in names), abs=1.5)
        middle = (min(glyph.top for glyph in names) + max(glyph.bottom for glyph in names)) / 2
        top, bottom = ink(tuple(word))
        assert (top + bottom) / 2 == pytest.approx(middle, abs=1)
        left, right = min(glyph.left for glyph in names), max(glyph.right for glyph in word)
        assert (left + right) / 2 == pytest.approx(MIDDLE, abs=1.5)


def test_signers_stand_two_a_row_with_the_number_on_the_last(pages: Pages) -> None:
    page = pages["joint"][0]
    first, last = page.line("签发人：张三李四丰"), page.line("云政办督〔2024〕3号王五")
    assert first[-1].right == pytest.approx(RIGHT - CHAR, abs=1)
    assert last[0].left == pytest.approx(LEFT + CHAR, abs=1)
    assert last[-2].left == pytest.approx(first[4].left, abs=0.5)  # 王五 under 张三
    assert last[0].baseline - first[0].baseline == pytest.approx(LINE, abs=0.3)
    single = pages["upward"][0].line("云政办督")
    assert "".join(glyph.text for glyph in single).endswith("签发人：张三")
    assert single[-1].right == pytest.approx(RIGHT - CHAR, abs=1)


def test_joint_seals_have_room(pages: Pages) -> None:
    """Up to three a row, axes at least a seal's 42 mm apart, the last over the date (7.3.5.1)."""
    page = pages["joint_short"][1]
    row, last, day = (page.line(text) for text in ("县发展改革局", "县教育局", "2024年10月15日"))
    starts = [place for place, glyph in enumerate(row) if glyph.text == "县"]
    parts = [row[start:end] for start, end in zip(starts, [*starts[1:], len(row)], strict=True)]
    axes = [(part[0].left + part[-1].right) / 2 for part in parts]
    assert len(axes) == 3
    assert min(later - sooner for sooner, later in pairwise(axes)) >= 42
    assert axes[0] - 21 >= LEFT - 0.5
    assert (last[0].left + last[-1].right) / 2 == pytest.approx(axes[-1], abs=0.5)
    assert (day[0].left + day[-1].right) / 2 == pytest.approx(RIGHT - 7.5 * CHAR, abs=1)
    assert last[0].baseline - row[0].baseline >= 42


def test_joint_names_without_seals_stand_one_below_the_other(pages: Pages) -> None:
    page = pages["joint_unsealed"][1]
    first, second, day = (page.line(text) for text in ("云岭县发展改革局", "云岭县司法局", "2024年10月15日"))
    assert first[0].left == pytest.approx(second[0].left, abs=0.3)
    assert day[0].left - first[0].left == pytest.approx(2 * CHAR, abs=0.5)
    assert [line[0].baseline for line in (first, second, day)] == [
        pytest.approx(first[0].baseline + place * LINE, abs=0.3) for place in range(3)
    ]


def ordinary_with_colophon() -> list[str]:
    return [name for name, one in DOCUMENTS.items() if one.printed_by and one.format != "letter"]


@pytest.mark.parametrize("name", ordinary_with_colophon())
def test_colophon_ends_the_last_page_which_is_even(name: str, pages: Pages) -> None:
    assert len(pages[name]) % 2 == 0
    page = pages[name][-1]
    lines = wide_strokes(page)[-3:]
    assert centre(lines[-1]) == pytest.approx(BOTTOM, abs=0.5)
    assert all(
        (line.left, line.right) == (pytest.approx(LEFT, abs=0.6), pytest.approx(RIGHT, abs=0.6)) for line in lines
    )
    thickness = [line.bottom - line.top for line in lines]
    assert thickness == pytest.approx([0.35, 0.25, 0.35], abs=0.03)  # 7.4.1
    for label in ("抄送：", *(("主送：",) if DOCUMENTS[name].addressees_last else ())):
        assert page.line(label)[0].left == pytest.approx(LEFT + SMALL, abs=1)
    printed = page.line(f"{ISSUER}2024年10月16日印发")
    assert printed[0].left == pytest.approx(LEFT + SMALL, abs=1)
    assert printed[-1].right == pytest.approx(RIGHT - SMALL, abs=1)
    assert centre(lines[1]) < ink(printed)[0] < ink(printed)[1] < centre(lines[2])


def test_wrapped_addressees_in_the_colophon_align_after_the_colon(pages: Pages) -> None:
    page = pages["addressees_last"][-1]
    first = page.line("主送：")
    following = page.lines[page.texts().index("".join(glyph.text for glyph in first)) + 1]
    assert following[0].left == pytest.approx(first[3].left, abs=0.5)
    assert page.texts().index("".join(glyph.text for glyph in page.line("抄送："))) > 1


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in ("addressees_last",)])
def test_page_numbers(name: str, pages: Pages) -> None:
    """4号, the dash 7 mm below the 版心, odd at the right and even at the left, running on (7.5)."""
    is_letter = DOCUMENTS[name].format == "letter"
    for number, page in enumerate(pages[name], 1):
        if page.width > page.height:
            continue
        if is_letter and number == 1:
            assert number_of(page) == ""
            continue
        assert number_of(page) == f"—{number}—"
        line = page.exactly(f"—{number}—")
        assert (line[0].top + line[0].bottom) / 2 == pytest.approx(BOTTOM + 7, abs=0.5)
        if number % 2:
            assert line[-1].right == pytest.approx(RIGHT - SMALL, abs=1)
        else:
            assert line[0].left == pytest.approx(LEFT + SMALL, abs=1)


def test_a_blank_page_and_the_colophon_after_it_have_no_number(pages: Pages) -> None:
    drawn = pages["addressees_last"]
    assert [number_of(page) for page in drawn] == ["—1—", "—2—", "", ""]
    assert drawn[2].lines == ()


def double_line(page: Page, *, upper: bool) -> list[Stroke]:
    lines = [stroke for stroke in wide_strokes(page) if stroke.right - stroke.left > 165]
    assert len(lines) == 4
    return lines[:2] if upper else lines[2:]


@pytest.mark.parametrize("name", ["letter", "letter_one_page"])
def test_letter(name: str, pages: Pages) -> None:
    """10.1: the mark 30 mm below the top of the paper without 文件; double lines of 170 mm, 4 mm under the mark and
    20 mm above the bottom of the paper; 发文字号 at the right, 7/8 of a character under the first line."""
    page = pages[name][0]
    mark = page.exactly(ISSUER) if name == "letter" else page.lines[0]
    assert ink(mark)[0] == pytest.approx(30, abs=1)
    assert (mark[0].left + mark[-1].right) / 2 == pytest.approx(105, abs=1)
    upper, lower = double_line(page, upper=True), double_line(page, upper=False)
    for line in (*upper, *lower):
        assert (line.left, line.right) == (pytest.approx(20, abs=1), pytest.approx(190, abs=1))
    thickness = [line.bottom - line.top for line in (*upper, *lower)]
    assert thickness[0] > thickness[1]
    assert thickness[2] < thickness[3]
    assert upper[0].top - ink(mark)[1] == pytest.approx(4, abs=0.4)
    assert 297 - lower[1].bottom == pytest.approx(20, abs=0.4)
    number = next(line for line, text in zip(page.lines, page.texts(), strict=True) if text.endswith("〔2024〕3号"))
    assert number[-1].right == pytest.approx(RIGHT, abs=1)
    assert ink(number)[0] - upper[1].bottom == pytest.approx(SEVEN_EIGHTHS, abs=0.5)
    title = page.line(f"{ISSUER}督办通知单")
    assert title[0].baseline - number[0].baseline == pytest.approx(3 * LINE, abs=2.5)
    last = page.body()[-1]
    assert lower[0].top - ink(last)[1] >= SEVEN_EIGHTHS


@pytest.mark.parametrize("name", ["letter", "letter_one_page"])
def test_colophon_of_a_letter_has_no_lines_and_no_printing(name: str, pages: Pages) -> None:
    page = pages[name][-1]
    copies = page.line("抄送：")
    assert BOTTOM - 4 < ink(copies)[1] < BOTTOM
    assert not any("印发" in text for text in page.texts())
    black = [line for line in wide_strokes(page) if line.right - line.left < 165]
    assert black == []
    assert all(len(wide_strokes(other)) == 0 for other in pages[name][1:])


def test_minutes(pages: Pages) -> None:
    """10.3: the mark as in the ordinary form; 出席, 请假, 列席 two characters in, wrapped lines under the first name."""
    first, last = pages["minutes"]
    mark = first.line("云岭县人民政府常务会议纪要")
    assert ink(mark)[0] == pytest.approx(TOP + 35, abs=1)
    line = first.line(f"{ISSUER}2024年10月15日")
    assert line[0].left == pytest.approx(LEFT + CHAR, abs=1)
    assert line[-1].right == pytest.approx(RIGHT - CHAR, abs=1)
    assert centre(wide_strokes(first)[0]) - ink(line)[1] == pytest.approx(4, abs=0.4)
    labels = [last.line(text) for text in ("出席：", "请假：", "列席：")]
    assert all(label[0].left == pytest.approx(LEFT + 2 * CHAR, abs=0.7) for label in labels)
    wrapped = last.lines[last.texts().index("".join(glyph.text for glyph in labels[0])) + 1]
    assert wrapped[0].left == pytest.approx(labels[0][3].left, abs=0.7)
    above = last.line("2.反馈表")
    assert labels[0][0].baseline - above[0].baseline == pytest.approx(2 * LINE, abs=0.5)
    assert ISSUER not in last.texts()


def test_names_of_annexes_align(pages: Pages) -> None:
    """附件说明: one line under the body, two characters in, the names one under the other (7.3.4)."""
    page = pages["annexes"][1]
    first, second = page.line("附件：1."), page.line("2.反馈表")
    assert first[0].left == pytest.approx(LEFT + 2 * CHAR, abs=0.7)
    assert first[5].left == pytest.approx(second[2].left, abs=0.5)


def test_annexes(pages: Pages) -> None:
    """附件 and its number on line 1, the title on line 3, page numbers running on (7.3.7)."""
    drawn = pages["annexes"]
    assert [page.width > page.height for page in drawn] == [False, False, True, True, False, False]
    page = drawn[4]
    mark, title = page.exactly("附件2"), page.exactly("反馈表")
    first_line = pages["four_pages"][1].body()[0][0].baseline
    assert mark[0].left == pytest.approx(LEFT, abs=0.7)
    assert mark[0].baseline == pytest.approx(first_line, abs=0.3)
    assert TOP + 2 * LINE < ink(title)[0] < sum(ink(title)) / 2 < TOP + 3 * LINE
    assert (title[0].left + title[-1].right) / 2 == pytest.approx(MIDDLE, abs=1)


def test_landscape_pages_keep_the_number_where_the_others_have_it(pages: Pages) -> None:
    """8: turned so that the 订口 is at the top, the page's foot is at the left; there stands the number."""
    checked = 0
    for name in ("annexes", "annex_ledger"):
        for number, page in enumerate(pages[name], 1):
            if page.width < page.height:
                continue
            checked += 1
            side = [glyph for line in page.lines for glyph in line if glyph.right < 34]
            dashes = sorted((glyph for glyph in side if glyph.text == "—"), key=lambda glyph: glyph.top)
            digits = sorted((glyph for glyph in side if glyph.text.isdigit()), key=lambda glyph: glyph.top)
            assert "".join(glyph.text for glyph in digits) == str(number)
            assert len(dashes) == 2
            for dash in dashes:  # 7 mm from the 版心, whose foot is 35 mm from the paper's edge
                assert (dash.left + dash.right) / 2 == pytest.approx(35 - 7, abs=0.7)
            if number % 2:
                assert dashes[-1].bottom == pytest.approx(RIGHT - SMALL, abs=1)
            else:
                assert dashes[0].top == pytest.approx(LEFT + SMALL, abs=1)
            table = [line for line in page.strokes if line.right - line.left > 200]
            assert min(line.left for line in table) == pytest.approx(35, abs=1)
            assert max(line.right for line in table) == pytest.approx(297 - 37, abs=1)
            assert max(line.bottom for line in table) <= RIGHT + 1
    assert checked == 6


def test_one_page_notice_has_its_colophon_on_the_back(pages: Pages) -> None:
    first, second = pages["one_page"]
    assert first.exactly(ISSUER)
    assert first.exactly("2024年10月15日")
    assert [text for text in second.texts() if not text.startswith("—")] == [
        "抄送：县委办公室，县人大常委会办公室。",
        f"{ISSUER}2024年10月16日印发",
    ]


def test_note_stands_under_the_date_two_characters_in(pages: Pages) -> None:
    page = pages["reserved"][1]
    note, day = page.line("（此件公开发布）"), page.line("2024年10月15日")
    assert note[0].baseline - day[0].baseline == pytest.approx(LINE, abs=0.3)
    assert note[1].left == pytest.approx(LEFT + 3 * CHAR, abs=0.7)


@pytest.mark.parametrize("name", ENDS)
def test_wherever_the_text_ends_the_colophon_finds_its_place(name: str, pages: Pages) -> None:
    """7.3.5.5, 7.4: at the foot of the last page, even but in letters; no text under it; no signature alone."""
    drawn = pages[name]
    last = drawn[-1]
    copies = last.line("抄送：")
    if ENDS[name].format == "ordinary":
        assert len(drawn) % 2 == 0
        assert centre(wide_strokes(last)[-1]) == pytest.approx(BOTTOM, abs=0.5)
    else:
        assert BOTTOM - 4 < ink(copies)[1] < BOTTOM
    above = [line for line in last.body() if line[0].baseline < copies[0].baseline]
    assert not above or ink(copies)[0] - ink(above[-1])[1] > 2
    for page in drawn[1:]:
        assert page.texts()[:1] not in ([ISSUER], ["2024年10月15日"])


@pytest.mark.parametrize("name", ANNEXED)
def test_no_page_has_only_the_names_of_the_annexes_and_the_signature(name: str, pages: Pages) -> None:
    texts = next(page.texts() for page in pages[name] if any("附件：" in line for line in page.texts()))
    assert any("按期报送" in line or "逐项" in line for line in texts), texts
