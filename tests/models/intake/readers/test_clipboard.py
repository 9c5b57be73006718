"""The clipboard: the better of a fragment and plain text, as browsers, Word, WPS and Excel put them there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake import CELL_BREAK, SourceText, read_clipboard, read_notice
from models.workdays.calendar import WorkCalendar
from tests.spending import calls

CELLS = (
    "<table><tr><td>序号</td><td>工作任务</td><td>责任单位</td><td>完成时限</td></tr>"
    "<tr><td>1</td><td>公开财政<br>预决算</td><td rowspan=2>市财政局</td><td>2024年6月底前</td></tr>"
    "<tr><td>2</td><td>公开政府采购</td><td>2024年9月底前</td></tr></table>"
)
TEXT = '序号\t工作任务\t责任单位\t完成时限\r\n1\t"公开财政\n预决算"\t市财政局\t2024年6月底前\r\n2\t公开政府采购\t\t2024年9月底前\r\n'


def cf_html(fragment: str, before: str = "", after: str = "") -> str:
    letterhead = "Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:0000003000\r\nStartFragment:0000000141\r\nEndFragment:0000002000\r\n"
    letterhead += "SourceURL:https://www.yunhe.gov.cn/a.html\r\n"
    return f"{letterhead}<html><body>{before}<!--StartFragment-->{fragment}<!--EndFragment-->{after}</body></html>"


def table_of(source: SourceText) -> list[list[str]]:
    (block,) = [block for block in source.blocks if block.kind == "table"]
    return [[source.text[slice(*cell.span)] for cell in row] for row in block.rows]


EXCEL_ROWS = CELLS.removeprefix("<table>").removesuffix("</table>")


@pytest.mark.parametrize(
    "html",
    [
        CELLS,
        cf_html(CELLS),
        cf_html(EXCEL_ROWS, "<table border=0 style='border-collapse:collapse'><col width=72>", "</table>"),
        cf_html("<meta charset='utf-8'>" + CELLS) + "\x00",
    ],
)
def test_a_table_comes_with_its_merged_cells(html: str) -> None:
    source = read_clipboard(html, TEXT)
    assert table_of(source)[2] == ["2", "公开政府采购", "市财政局", "2024年9月底前"]
    assert f"公开财政{CELL_BREAK}预决算" in source.text
    assert "Version" not in source.text and "SourceURL" not in source.text
    tasks = read_notice(source, WorkCalendar()).tasks
    assert [(task.text, task.responsible_units) for task in tasks] == [
        ("公开财政预决算", ("市财政局",)),
        ("公开政府采购", ("市财政局",)),
    ]


def test_plain_text_is_kept_as_it_is_where_the_fragment_tells_no_more() -> None:
    text = "关于做好工作的通知\r\n　　一、公开预算。（责任单位：市财政局）"
    source = read_clipboard("<p>关于做好工作的通知</p><p><span>一、公开预算。（责任单位：市财政局）</span></p>", text)
    assert source.text == text.replace("\r\n", "\n")
    assert source.name == "粘贴的文字"


def test_a_list_keeps_its_numbers() -> None:
    source = read_clipboard("<ol><li>公开预算。</li><li>公开决算。</li></ol>", "公开预算。\n公开决算。")
    assert source.text == "1.公开预算。\n2.公开决算。\n"


def test_a_fragment_that_lost_the_words_gives_way_to_the_text() -> None:
    text = "甲\t乙\n丙\t丁\n" * 10
    assert read_clipboard("<table><tr><td>甲</td><td>乙</td></tr></table>", text).text == text


def test_a_fragment_alone() -> None:
    assert read_clipboard("<p>公开预算。</p>", "").text == "公开预算。\n"
    assert read_clipboard(None, "").text == ""
    assert read_clipboard("", "甲").text == "甲"
    assert read_clipboard("<html><body></body></html>", "甲").text == "甲"


def test_many_rows_take_steps_by_their_number() -> None:
    row = "<tr height=19 style='height:14.25pt'><td class=xl65 style='mso-number-format:\"\\@\"'>{n}</td>" + "".join(
        "<td class=xl66 width=72><font class=\"font5\">公开第</font>{n}类<br style='mso-data-placement:same-cell;'>信息</td>"
        for _ in range(8)
    )

    def steps(count: int) -> int:
        html = cf_html("<table>" + "".join(row.replace("{n}", str(n)) + "</tr>" for n in range(count)) + "</table>")
        assert len(table_of(read_clipboard(html, ""))) == count
        return calls(lambda: read_clipboard(html, ""))

    assert steps(1_000) < 11 * steps(100)


@given(st.text(max_size=80), st.text(max_size=80))
def test_anything_at_all(html: str, text: str) -> None:
    source = read_clipboard(html, text)
    assert all(0 <= block.span[0] <= block.span[1] <= len(source.text) for block in source.blocks)
