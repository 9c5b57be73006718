"""Binary Word documents: what the page shows is what is read.

The fixture word97.doc was saved by LibreOffice from a document written for these tests. No program writes
fast-saved or protected files any more, so that those are made from it by changing its bytes.
"""

import random
import struct
from pathlib import Path

import pytest

from models.base.errors import Cancelled, ReadError
from models.intake import CELL_BREAK, read_file, read_notice
from models.intake.readers.counting import Counter, Level
from models.intake.readers.doc_files import read_doc
from models.intake.readers.doc_lists import STYLES, read_level
from models.intake.readers.doc_structure import PARAGRAPH_PAGES, PIECES, modifiers, read_fib
from models.intake.readers.flowing import LEFT, Flow
from models.workdays.calendar import WorkCalendar
from tests.spending import LONGEST, no_more_than

FIXTURE = Path(__file__).parents[3] / "fixtures" / "readers" / "word97.doc"
NAME = Path("通知.doc")
FIB = 15360
"""Where the stream WordDocument begins in the fixture."""


@pytest.fixture(scope="module")
def data() -> bytes:
    return FIXTURE.read_bytes()


def changed(data: bytes, at: int, value: bytes) -> bytes:
    return data[:at] + value + data[at + len(value) :]


def sentence(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_doc(NAME, data)
    return caught.value.sentence


def test_paragraphs_numbers_fields_and_boxes(data: bytes) -> None:
    text = read_doc(NAME, data).text
    assert text.split("\n")[:14] == [
        "关于做好公开工作的通知",
        "保留增加显示",
        "网址门户网站\u3000软",
        "换行",
        "有框的段",
        "框里的字",
        "一、总体要求",
        "（一）公开清单。（责任单位：甲局）",
        "1.细化一",
        "2.细化二",
        "①再细",
        "（二）解读政策。（责任单位：乙局）",
        "二、工作任务",
        "类别\t工作任务\t责任单位\t完成时限",
    ]
    assert text.endswith("末段\n")


def test_merged_and_nested_cells(data: bytes) -> None:
    source = read_doc(NAME, data)
    (table,) = (block for block in source.blocks if block.kind == "table")
    assert [len(row) for row in table.rows] == [4] * 4
    assert table.rows[2][0].span == table.rows[1][0].span and table.rows[2][0].filled
    assert len({cell.span for cell in table.rows[3]}) == 1
    assert f"整合账号{CELL_BREAK}内一，内二\t市教育局{CELL_BREAK}市财政局\t" in source.text
    tasks = [task for task in read_notice(source, WorkCalendar()).tasks if task.section[-1:] == ("平台建设",)]
    assert [task.responsible_units for task in tasks] == [("市教育局", "市财政局")] * 2


def test_through_the_helper_process(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "名字说是文本.wps"
    path.write_bytes(data)
    assert read_file(path).text == read_doc(path, data).text


def test_protected_old_and_empty_files(data: bytes) -> None:
    assert read_fib(data[FIB:]).place(PIECES)[1] > 0
    flags = struct.unpack_from("<H", data, FIB + 10)[0]
    assert "密码" in sentence(changed(data, FIB + 10, struct.pack("<H", flags | 0x100)))
    assert "Word 95" in sentence(changed(data, FIB + 2, struct.pack("<H", 101)))
    assert "已损坏" in sentence(changed(data, FIB, b"\0\0"))
    without_boxes = changed(data, FIB + 64 + 36, bytes(4))
    assert "没有文字" in sentence(changed(without_boxes, FIB + 64 + 12, bytes(4)))


@pytest.mark.parametrize("index", [PIECES, PARAGRAPH_PAGES])
def test_structures_that_point_nowhere(data: bytes, index: int) -> None:
    place = 0x9A + 8 * index
    assert "已损坏" in sentence(changed(data, FIB + place, struct.pack("<II", 0x7FFFFFF0, 0x7FFFFFF0)))


def test_reading_can_be_cancelled(data: bytes) -> None:
    with pytest.raises(Cancelled):
        read_doc(NAME, data, lambda done, total: False)


def outcome(data: bytes) -> None:
    try:
        with no_more_than(LONGEST):
            assert read_doc(NAME, data).text.strip()
    except ReadError as error:
        assert error.sentence.endswith("。") and "\n" not in error.sentence


def test_truncated_files(data: bytes) -> None:
    for size in [*range(0, 2048, 97), *range(2048, len(data), 701)]:
        outcome(data[:size])


def test_flipped_bits(data: bytes) -> None:
    chance = random.Random(97)
    for _ in range(250):
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        outcome(bytes(broken))


def test_flipped_bits_in_the_structures(data: bytes) -> None:
    """The block at the beginning and the tables are where damage does most."""
    chance = random.Random(7)
    places = [*range(FIB, FIB + 0x380), *range(len(data) // 2, len(data))]
    for _ in range(250):
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 4)):
            broken[chance.choice(places)] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
        outcome(bytes(broken))


def test_properties_end_where_the_bytes_end() -> None:
    table = struct.pack("<HHB", 0xD608, 4, 1) + b"\0\0"
    tabs = struct.pack("<HB", 0xC615, 2) + b"\0\0"
    found = list(modifiers(table + tabs + struct.pack("<HB", 0x2416, 1) + struct.pack("<H", 0x6649)))
    assert [code for code, _ in found] == [0xD608, 0xC615, 0x2416]
    assert found[0][1] == b"\1\0\0"
    assert found[2][1] == b"\1"


def level(digits: int, text: str, places: tuple[int, ...], flags: int = 0, follow: int = 2) -> Level:
    fixed = struct.pack("<iBB9sBiiBBBB", 3, digits, flags, bytes(places).ljust(9, b"\0"), follow, 0, 0, 0, 0, 0, 0)
    return read_level(fixed + struct.pack("<H", len(text)) + text.encode("utf-16-le"), 0)[0]


def test_levels_of_lists() -> None:
    first, second = level(0x27, "第\0条", (2,), follow=0), level(0, "\0.\1", (1, 3), flags=4)
    counter = Counter()
    levels = {0: first, 1: second}
    numbers = [counter.number(1, 1, levels, index) for index in (0, 1, 1, 0, 1)]
    assert numbers == ["第三条 ", "3.3", "3.4", "第四条 ", "4.3"]
    assert level(0x17, "\uf0b7", ()).text == ""
    assert STYLES[0x25] == "chineseCounting"


def test_cells_a_program_ends_but_does_not_state() -> None:
    flow = Flow()
    for text in ("甲", "乙", "", ""):
        flow.paragraph(text, 1)
        flow.end_cell()
    flow.end_row([0, 100, 200], {})
    for text in ("丙", "", "丁"):
        flow.paragraph(text, 1)
        flow.end_cell()
    flow.end_row([0, 100, 200], {1: LEFT})
    (table,) = flow.items()
    assert [[(cell.text, cell.left, cell.right) for cell in row] for row in table] == [
        [("甲", 0, 100), ("乙", 100, 200)],
        [("丙", 0, 200), ("丁", 200, 1200)],
    ]
