"""Damaged and malicious PDF files: read, or refused with one sentence, within seconds and the memory allowed."""

import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base.apart import Apart
from models.base.errors import ReadError
from models.intake import read_file
from tests.models.intake.readers.pdf_writing import Sheet, assembled, pdf
from tests.spending import LONGEST, PATIENCE, no_more_than


@pytest.fixture(scope="module")
def process() -> Iterator[Apart]:
    with Apart(silence=PATIENCE) as apart:
        yield apart


def whole() -> bytes:
    sheet = Sheet()
    y = sheet.paragraph("为做好2024年政务公开工作，现将有关事项通知如下，请各地各部门结合实际认真抓好落实。", 700)
    sheet.table([["序号", "任务", "单位"], ["1", "公开目录", "市教育局"]], [80, 120, 300, 400], y)
    return pdf([sheet, sheet])


def outcome(tmp_path: Path, process: Apart, data: bytes, name: str = "通知.pdf") -> str:
    """What is read, or the sentence; fails when it takes too long or is no sentence."""
    path = tmp_path / name
    path.write_bytes(data)
    try:
        with no_more_than(LONGEST):
            return read_file(path, apart=process).text
    except ReadError as error:
        assert error.sentence.endswith("。")
        assert "\n" not in error.sentence
        assert "“" + name in error.sentence
        return error.sentence


def test_cut_off(tmp_path: Path, process: Apart) -> None:
    data = whole()
    for part in range(1, 20):
        outcome(tmp_path, process, data[: len(data) * part // 20])


@pytest.mark.parametrize("seed", range(6))
def test_flipped_bits(tmp_path: Path, process: Apart, seed: int) -> None:
    chance = random.Random(seed)
    for flips in (1, 5, 20, 60):
        data = bytearray(whole())
        for _ in range(flips):
            data[chance.randrange(8, len(data))] ^= 1 << chance.randrange(8)
        outcome(tmp_path, process, bytes(data))


def test_empty_and_only_a_beginning(tmp_path: Path, process: Apart) -> None:
    assert "空文件" in outcome(tmp_path, process, b"")
    assert "损坏" in outcome(tmp_path, process, b"%PDF-1.7\n")


def test_another_ending(tmp_path: Path, process: Apart) -> None:
    assert "政务公开" in outcome(tmp_path, process, whole(), "通知.docx")


CATALOG = (b"<</Type/Catalog/Pages 2 0 R>>", None)


def page(contents: bytes = b"", box: bytes = b"0 0 595 842") -> tuple[bytes, None]:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<<>>%s>>" % (box, contents), None


def test_pages_that_contain_each_other(tmp_path: Path, process: Apart) -> None:
    outcome(tmp_path, process, assembled([CATALOG, (b"<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>", None)]))
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 3 0 R>>>>"
    inner = (b"<</Type/Pages/Count 1/Kids[4 0 R]>>", None)
    shown = (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</F 3 0 R>>>>>>", None)
    data = assembled([CATALOG, inner, (form, b"/F Do /F Do"), shown, (b"<<", b"/F Do /F Do")])
    outcome(tmp_path, process, data)


@pytest.mark.parametrize("box", [b"0 0 14400 14400", b"0 0 1000000000 1000000000", b"0 0 0 0", b"9 9 -9 -9", b"a b"])
def test_absurd_pages(tmp_path: Path, process: Apart, box: bytes) -> None:
    data = assembled([CATALOG, (b"<</Type/Pages/Count 1/Kids[3 0 R]>>", None), page(box=box)])
    assert "没有文字" in outcome(tmp_path, process, data)


def test_far_too_many_pages(tmp_path: Path, process: Apart) -> None:
    declared = assembled([CATALOG, (b"<</Type/Pages/Count 100000/Kids[3 0 R]>>", None), page()])
    outcome(tmp_path, process, declared)
    kids = b" ".join([b"3 0 R"] * 100_000)
    real = assembled([CATALOG, (b"<</Type/Pages/Count 100000/Kids[%s]>>" % kids, None), page()])
    assert "100000 页" in outcome(tmp_path, process, real)


def bomb(contents: bytes, filters: bytes, stream: bytes) -> bytes:
    return assembled(
        [CATALOG, (b"<</Type/Pages/Count 1/Kids[3 0 R]>>", None), page(b"/Contents 4 0 R"), (b"<<" + filters, stream)]
    )


@pytest.mark.parametrize("content", [b" ", b"q ", b"0 0 m 9 9 l S ", b"[", b"BT ET "])
def test_bombs(tmp_path: Path, process: Apart, content: bytes) -> None:
    small = zlib.compress(content * (60_000_000 // len(content)), 9)
    outcome(tmp_path, process, bomb(b"", b"/Filter/FlateDecode", small))
    twice = zlib.compress(zlib.compress(bytes(2_000_000_000 // 8) if content == b" " else content * 100_000, 9), 9)
    outcome(tmp_path, process, bomb(b"", b"/Filter[/FlateDecode/FlateDecode]", twice))


def test_far_too_much_text(tmp_path: Path, process: Apart) -> None:
    sheet = Sheet()
    for index in range(2_000):
        sheet.text(10 + index % 7 * 80, 800 - index / 3, f"{index:04}政务公开" * 5, 2)
    assert "多得不正常" in outcome(tmp_path, process, pdf([sheet]))


def test_very_many_lines(tmp_path: Path, process: Apart) -> None:
    sheet = Sheet()
    sheet.text(80, 700, "地图上的字", 12)
    for index in range(30_000):
        sheet.line(index % 595, index // 595 * 10, index % 595 + 20, index // 595 * 10 + index % 3)
        sheet.line(index % 595, index // 595 * 10, index % 595, index // 595 * 10 + 20)
    assert "地图上的字" in outcome(tmp_path, process, pdf([sheet]))
