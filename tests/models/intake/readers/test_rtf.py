"""Rich Text documents: what the page shows is what is read."""

import random
from pathlib import Path

import pytest

from models.base.errors import ReadError
from models.intake import CELL_BREAK, read_file, read_notice
from models.intake.notice import SourceText
from models.intake.readers.rtf_files import read_rtf
from models.workdays.calendar import WorkCalendar
from tests.models.intake.readers.rtf_samples import HEAD, escaped, numbered, paragraph, row, rtf

NAME = Path("通知.rtf")


def read(body: bytes) -> SourceText:
    return read_rtf(NAME, rtf(body))


def lines(body: bytes) -> list[str]:
    return [line for line in read(body).text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (escaped("通知") + b"\\par", ["通知"]),
        (numbered("镕基〔2024〕3号") + b"\\par", ["镕基〔2024〕3号"]),
        ("政务".encode("gb18030") + b"\\par", ["政务"]),
        (b"\\f3 " + escaped("號碼", "cp950") + b"\\par", ["號碼"]),
        (b"\\f0 " + escaped("字体说是西文") + b"\\par", ["字体说是西文"]),
        (b"a\\'b7\\f2 \\'fe\\f0 b\\par", ["a·b"]),
        (b"\\u-10179\\'3f\\u-9080\\'3f\\par", ["\U0001f488"]),
        (b"a\\line b\\tab c\\~d\\_e\\-f\\par", ["a", "b\u3000c\u00a0d-ef"]),
        (b"{\\v " + escaped("隐藏") + b"}{\\deleted x}" + escaped("显示") + b"\\par", ["显示"]),
        (b"{\\field{\\*\\fldinst PAGEREF x}{\\fldrslt " + escaped("结果") + b"}}\\par", ["结果"]),
        (b"{\\upr{?}{\\*\\ud{" + numbered("万") + b"}}}\\par", ["万"]),
        (b"{\\footnote y}{\\pict\\bin3 }}}}{\\*\\unknown z}" + escaped("正文") + b"\\par", ["正文"]),
        (b"{\\listtext\\pard\\plain\\f1 " + escaped("（一）") + b"}" + escaped("首项") + b"\\par", ["（一）首项"]),
        (b"{\\pntext 1.\\tab}" + escaped("首项") + b"\\par", ["1. 首项"]),
        (b"{\\listtext\\f2\\'b7\\tab}" + escaped("项") + b"\\par", ["项"]),
        (b"a\\\r\nb\\par", ["a", "b"]),
        (b"\\{a\\}\\\\\\par", ["{a}\\"]),
    ],
)  # fmt: skip
def test_letters_and_groups(body: bytes, wanted: list[str]) -> None:
    assert lines(body) == wanted


def test_text_box_follows_the_paragraph_it_stands_in() -> None:
    box = b"{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt \\pard " + escaped("框里") + b"\\par}}{\\shprslt x}}"
    assert lines(escaped("前") + box + escaped("后") + b"\\par" + paragraph("末")) == ["前后", "框里", "末"]


def test_merged_cells() -> None:
    edges = [1000, 4000, 7000, 9000]
    body = row(["类别", "工作任务", "责任单位", "时限"], edges)
    body += row(["平台", "整合账号", "市教育局", "6月底前"], edges, {0: b"\\clvmgf"})
    body += row(["", "升级检索", "市财政局", "年底前"], [1010, 4015, 7000, 9000], {0: b"\\clvmrg"})
    body += row(["二、其他"], [9000]) + row(["甲", "", "乙", "丙"], edges, {1: b"\\clmrg", 0: b"\\clmgf"})
    source = read(body)
    (table,) = (block for block in source.blocks if block.kind == "table")
    assert [len(line) for line in table.rows] == [4] * 5
    assert table.rows[2][0].span == table.rows[1][0].span and table.rows[2][0].filled
    assert len({cell.span for cell in table.rows[3]}) == 1
    assert table.rows[4][0].span == table.rows[4][1].span
    tasks = read_notice(source, WorkCalendar()).tasks
    assert [task.responsible_units for task in tasks] == [("市教育局",), ("市财政局",), ("乙",)]


def test_cells_keep_their_paragraphs_and_inner_tables() -> None:
    inner = b"\\intbl\\itap2 " + escaped("内一") + b"\\nestcell " + escaped("内二") + b"\\nestcell"
    inner += b"{\\*\\nesttableprops\\trowd\\cellx1\\cellx2\\nestrow}{\\nonesttables\\par}"
    body = b"\\trowd\\cellx100\\cellx900\\pard\\intbl " + escaped("甲") + b"\\par " + escaped("乙") + b"\\cell "
    body += inner + b"\\pard\\intbl\\itap1 " + escaped("外") + b"\\cell\\row"
    assert lines(body) == [f"甲{CELL_BREAK}乙\t内一，内二{CELL_BREAK}外"]


def test_a_file_named_doc_and_one_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "通知.doc"
    path.write_bytes(rtf(paragraph("第一段") + paragraph("第二段"))[:-1])
    source = read_file(path)
    assert source.text.split() == ["第一段", "第二段"]
    assert "没有下载完整" in source.warnings[0]
    assert read(paragraph("整")).warnings == ()


@pytest.mark.parametrize(
    "data", [b"{\\rtf1}", b"{\\rtf", HEAD, b"{\\rtf1" + b"{" * 100_000, b"{\\rtf1\\bin99999999999 a}"]
)
def test_nothing_to_read_is_one_sentence(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"。$"):
        read_rtf(NAME, data)


def test_damaged_files_give_text_or_one_sentence() -> None:
    chance = random.Random(20)
    body = paragraph("一、公开信息。（责任单位：甲局）") + row(["甲", "乙"], [100, 200]) + numbered("完") + b"\\par"
    whole = rtf(body * 3)
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(6, len(data))] ^= 1 << chance.randrange(8)
        cut = bytes(data[: chance.randrange(6, len(data))]) if chance.random() < 0.5 else bytes(data)
        try:
            assert read_rtf(NAME, cut).text.strip()
        except ReadError as error:
            assert error.sentence.endswith("。")
