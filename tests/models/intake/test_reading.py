"""Files of every kind and condition: read rightly, or refused with one Chinese sentence."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.errors import ReadError
from models.intake import read_file, read_notice, read_pasted
from models.workdays.calendar import WorkCalendar
from tests.examples import some

TEXT = (
    "关于做好政务公开工作的通知\n各部门：\n1.梳理政策清单，集中公开。（责任单位：市教育局；完成时限：2024年6月底前）\n"
    "2.提升解读质量，推行图文解读。（牵头单位：市司法局；责任单位：市政府各部门）\n"
)
TRADITIONAL = "關於做好政務公開工作的通知\n各部門：\n1.梳理政策清單，集中公開，提升解讀質量。（責任單位：市教育局）\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "通知.doc"
    path.write_bytes(TEXT.encode(encoding))
    assert read_file(path).text == TEXT


def test_big5_as_a_last_resort(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(TRADITIONAL.encode("big5"))
    assert read_file(path).text == TRADITIONAL


def test_line_ends_and_a_cut_off_character(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("gbk") + "尾".encode("gbk")[:1])
    assert read_file(path).text == TEXT


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
BAD = {
    "empty": (b"", "空文件"),
    "blank": ("　\n \n".encode(), "没有文字"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "损坏"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
    "jpg": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "图片"),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
    "xls": (OLE + "Workbook".encode("utf-16-le"), "Excel"),
    "locked": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "ole": (OLE, "另存为 .docx"),
    "ofd": (zipped(OFD_xml=b"<OFD/>"), "OFD"),
    "xlsx": (zipped(xl__workbook_xml=b"<a/>"), "Excel"),
    "zip": (zipped(readme=b"x"), "压缩包"),
    "rar": (b"Rar!\x1a\x07\x00", "压缩包"),
    "html": (b"<!DOCTYPE html><html></html>", "没有文字"),
    "binary": (bytes(range(256)) * 20, "不是文字文件"),
    "broken zip": (b"PK\x03\x04" + b"\1\2\3" * 50, "损坏"),
    "not xml": (zipped(word__document_xml=b"no xml"), "损坏"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_files_get_one_sentence(tmp_path: Path, name: str) -> None:
    data, words = BAD[name]
    path = tmp_path / "通知.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=words) as caught:
        read_file(path)
    assert caught.value.sentence.endswith("。")
    assert "\n" not in caught.value.sentence


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到"):
        read_file(tmp_path / "没有.txt")
    with pytest.raises(ReadError, match="文件夹"):
        read_file(tmp_path)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.truncate(70 * 1024 * 1024)
    with pytest.raises(ReadError, match="太大"):
        read_file(path)


@settings(max_examples=some(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    try:
        source = read_file(path)
    except ReadError as error:
        assert error.sentence.endswith("。")
    else:
        read_notice(source, WorkCalendar())


def test_pasted_text_keeps_its_places() -> None:
    source = read_pasted("甲\r\n\r\n乙\r丙")
    assert source.text == "甲\n\n乙\n丙"
    assert [source.text[slice(*block.span)] for block in source.blocks] == ["甲", "乙", "丙"]


def test_cells_with_line_breaks_from_a_spreadsheet() -> None:
    text = '序号\t工作任务\t责任单位\t完成时限\r\n1\t"公开目录\n更新指南"\t"甲局\n乙局"\t6月底前\r\n2\t“双随机”公开\t丙局\t年底前\r\n'
    notice = read_notice(read_pasted("2024年任务表\n" + text), WorkCalendar())
    assert [task.responsible_units for task in notice.tasks] == [("甲局", "乙局"), ("丙局",)]
    assert notice.tasks[0].text == "公开目录更新指南"


def test_prefix_carries_over_only_where_the_text_shows_it() -> None:
    text = "1.公开目录。（责任单位：市教育局、财政局、档案馆）\n2.更新指南。（责任单位：市财政局）\n"
    notice = read_notice(read_pasted(text), WorkCalendar())
    assert notice.tasks[0].responsible_units == ("市教育局", "市财政局", "档案馆")


def test_two_days_of_one_document_are_a_doubt() -> None:
    text = "\n".join(
        (
            "成文日期：2024-05-24　发布日期：2024-05-25",
            "关于印发2024年政务公开任务分工的通知",
            "各单位：",
            "现将任务分工印发给你们。",
            "云岭县政务公开办公室",
            "2024年5月21日",
            "1．公开预算（县财政局负责，完成时限：9月底前）",
        )
    )
    notice = read_notice(read_pasted(text), WorkCalendar())
    assert notice.issued_on == date(2024, 5, 21)
    said = "网页上写的成文日期是2024年5月24日，落款是2024年5月21日，按落款记，请核对。"
    assert said in notice.warnings
    same = read_notice(read_pasted(text.replace("05-24", "05-21")), WorkCalendar())
    assert not any("落款" in warning for warning in same.warnings)
