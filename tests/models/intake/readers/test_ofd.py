"""OFD files: lines, paragraphs and tables as the page shows them."""

import random
from pathlib import Path

import pytest

from models.base.errors import ReadError
from models.intake import CELL_BREAK, read_file, read_notice
from models.intake.readers.ofd_files import beside, read_ofd
from models.intake.readers.ofd_page import deltas, numbers, subpaths, turn_of
from models.workdays.calendar import WorkCalendar
from tests.models.intake.readers.ofd_samples import SIZE, ofd, page, table, text
from tests.spending import LONGEST, no_more_than

NAME = Path("通知.ofd")
ROWS = [
    ["序号", "工作任务", "责任单位", "时限"],
    ["1", "整合账号", "市教育局", "6月底前"],
    ["2", "升级检索", "市财政局", "年底前"],
]
COLUMNS = [28, 42, 80, 130, 182]
FULL = "为做好全市政务公开各项工作持续提升公开质量和实效现将有"


def lines(data: bytes) -> list[str]:
    return [line for line in read_ofd(NAME, data).text.split("\n") if line.strip()]


def sentence(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_ofd(NAME, data)
    return caught.value.sentence


def notice() -> bytes:
    # as programs write it: in the order of drawing, not of reading
    first = text("关事项通知如下。", 28, 70) + text(FULL[:25], 39.3, 50) + text(FULL[:27], 28, 60)
    first += text("关于做好公开的通知", 80, 35)
    return ofd([page(first + table(ROWS, COLUMNS, 80)), page(text("一、公开信息。（责任单位：甲局）", 39.3, 40))])


def test_lines_in_reading_order_make_paragraphs_and_tables() -> None:
    source = read_ofd(NAME, notice())
    assert [line for line in source.text.split("\n") if line.strip()] == [
        "关于做好公开的通知",
        FULL[:25] + FULL[:27] + "关事项通知如下。",
        *("\t".join(row) for row in ROWS),
        "一、公开信息。（责任单位：甲局）",
    ]
    assert {block.where for block in source.blocks} == {"第 1 页", "第 2 页"}
    (grid,) = (block.rows for block in source.blocks if block.kind == "table")
    assert [len(row) for row in grid] == [4, 4, 4]
    tasks = read_notice(source, WorkCalendar()).tasks
    assert [task.responsible_units for task in tasks][:2] == [("市教育局",), ("市财政局",)]


def test_through_the_helper_process(tmp_path: Path) -> None:
    path = tmp_path / "其实是.pdf"
    path.write_bytes(notice())
    assert read_file(path).text == read_ofd(path, notice()).text


def test_a_template_lies_below_the_page() -> None:
    common = '<ofd:TemplatePage ID="5" BaseLoc="Tpl.xml"/>'
    more = '<ofd:Template TemplateID="5" ZOrder="Background"/><ofd:Template TemplateID="6"/>'
    data = ofd([page(text("正文在这里", 39, 80), more)], common, Tpl=page(text("某某市人民政府文件", 60, 40), more))
    assert lines(data) == ["某某市人民政府文件", "正文在这里"]


def test_matrices_hidden_objects_and_watermarks() -> None:
    scaled = text("放大的标题", 60, 40, 'CTM="2 0 0 2 0 0"').replace(f'Y="{SIZE}"', f'Y="{SIZE / 2}"')
    hidden = text("看不见", 60, 60, 'Visible="false"')
    slanted = text("内部资料", 60, 90, 'CTM="0.7 0.7 -0.7 0.7 0 0"')
    block = f"<ofd:PageBlock>{text('块里的字', 39, 120)}</ofd:PageBlock>"
    assert lines(ofd([page(scaled + hidden + slanted + block)])) == ["放大的标题", "块里的字"]


def test_a_page_of_its_own_size_and_origin() -> None:
    area = "<ofd:Area><ofd:PhysicalBox>0 0 420 297</ofd:PhysicalBox></ofd:Area>"
    assert lines(ofd([page(text("横放的页", 300, 100), area=area)])) == ["横放的页"]


def test_lines_of_one_cell() -> None:
    cell = text("市教育局", 81, 76) + text("市财政局", 81, 84)
    data = ofd([page(table([["1", "整合账号", "", ""], ["2", "检索", "甲局", "年底"]], COLUMNS, 70, 16) + cell)])
    assert f"市教育局{CELL_BREAK}市财政局" in read_ofd(NAME, data).text


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (ofd([]), "已损坏"),
        (ofd([page("")]), "没有文字"),
        (ofd([page('<ofd:ImageObject ID="1" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>')]), "扫描件"),
        (ofd([page(text("字", 30, 40))], listed=["Nowhere.xml"]), "已损坏"),
        (ofd([page(text("字", 30, 40))], listed=["Pages/Page_0/Content.xml"] * 1001), "1001 页"),
        (ofd([page(text("字", 30, 40))], decryptseed="x").replace(b"decryptseed.xml", b"decryptseed.dat"), "加密"),
        (ofd([page(text("字" * 200_000, 30, 40))]), "多得不正常"),
        (ofd(["<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + page("&e;")[38:]]), "外部引用"),
        (ofd([" " * (90 * 1024 * 1024)]), "大得不正常"),
        (b"PK\x03\x04", "已损坏"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(data: bytes, word: str) -> None:
    found = sentence(data)
    assert word in found and found.endswith("。")


def test_pages_that_are_missing_or_pictures_are_named() -> None:
    picture = page('<ofd:ImageObject ID="1" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>')
    words = page(text("这一页有字" * 4, 30, 40) + text("还有一行字" * 4, 30, 50))
    places = ["Pages/Page_0/Content.xml", "Gone.xml", "Pages/Page_1/Content.xml"]
    warnings = read_ofd(NAME, ofd([words, picture], listed=places)).warnings
    assert len(warnings) == 2 and "第 2 页" in warnings[0] and "第 3 页" in warnings[1]


def test_pages_that_name_each_other_and_huge_places_do_no_harm() -> None:
    around = '<ofd:TemplatePage ID="5" BaseLoc="Pages/Page_0/Content.xml"/>'
    far = text("远处", 1e308, -1e308) + text("近处", 30, 40) + text("大", 30, 40, 'CTM="1e300 0 0 1e300 0 0"')
    data = ofd([page(far + table([["a"]], [-1e300, 1e300], 1e12), '<ofd:Template TemplateID="5"/>')], around)
    with no_more_than(LONGEST):
        assert lines(data) == ["近处"]


def test_damaged_files_give_text_or_one_sentence() -> None:
    chance = random.Random(33190)
    whole = notice()
    for number in range(300):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 8)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        try:
            assert read_ofd(
                NAME, bytes(data[: chance.randrange(4, len(data))] if number % 3 == 0 else data)
            ).text.strip()
        except ReadError as error:
            assert error.sentence.endswith("。")


def test_numbers_steps_paths_and_places() -> None:
    assert numbers("1.5 -2,.5e1x") == [1.5, -2.0, 5.0]
    assert deltas("g 3 4.2 1 g 2") == [4.2, 4.2, 4.2, 1.0, 2.0]
    assert len(deltas("g 999999999 1")) == 60_000
    assert list(subpaths("M 0 0 L 5 0 L 5 5 C M 9 9 B 1 1 2 2 3 3")) == [[], [(0, 0), (5, 0), (5, 5), (0, 0)]]
    assert [turn_of(1, 0), turn_of(0, 1), turn_of(-1, 0), turn_of(0, -2), turn_of(1, 1)] == [0, 1, 2, 3, None]
    assert beside("Doc_0/Document.xml", "Pages/P.xml") == "Doc_0/Pages/P.xml"
    assert beside("Doc_0/Document.xml", "/Doc_1\\P.xml") == "Doc_1/P.xml"
    assert beside("Doc_0/Document.xml", "../../../x") == "x"
