"""What the elements say and how they are arranged, without any file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.export.gongwen import Annex, Format
from models.export.gongwen_elements import (
    annex_mark,
    annex_names,
    colophon_of,
    issuers,
    mark_of,
    note_of,
    reserved_lines,
    seal_rows,
    signer_rows,
)
from models.export.text import width_of
from tests.models.export.samples import notice

ROOM = 442.2
"""Points of a line of the 版心."""
agency = st.text("县发展改革司法局办公室人民政府", min_size=1, max_size=24)


@pytest.mark.parametrize(
    ("copy", "secrecy", "urgency", "lines"),
    [
        ("", "", "", []),
        ("123", "机密★1年", "特急", ["000123", "机密★1年", "特急"]),
        ("000123", "", "特急", ["000123", "特急"]),
        ("", "秘密", "", ["", "秘密"]),  # 7.2.2: the second line
        ("", "秘密", "加急", ["", "秘密", "加急"]),
        ("", "", "加急", ["加急"]),
        ("12", "", "", ["000012"]),
    ],
)
def test_reserved_lines(copy: str, secrecy: str, urgency: str, lines: list[str]) -> None:
    document = notice(copy_number=copy, secrecy=secrecy, urgency=urgency)
    assert [text for text, _ in reserved_lines(document)] == lines
    assert all(bold for text, bold in reserved_lines(document) if text and not text.isdecimal())


def test_a_joint_mark_has_its_word_apart() -> None:
    mark = mark_of(notice(mark="县发展改革局\n县司法局文件"), ROOM)
    assert mark is not None
    assert (mark.names, mark.ending) == (("县发展改革局", "县司法局"), "文件")


def test_a_letter_has_the_leading_agency_alone_without_the_word() -> None:
    mark = mark_of(notice(mark="县发展改革局\n县司法局文件", format="letter"), ROOM)
    assert mark is not None
    assert (mark.names, mark.ending) == (("县发展改革局",), "")
    alone = mark_of(notice(mark="县司法局文件", format="letter"), ROOM)
    assert alone is not None
    assert alone.names == ("县司法局",)


def test_no_mark() -> None:
    assert mark_of(notice(mark=" \n "), ROOM) is None


@given(st.lists(agency, min_size=1, max_size=9), st.booleans(), st.sampled_from(["ordinary", "letter", "minutes"]))
def test_a_mark_fits_its_line_and_leaves_room_for_the_body(names: list[str], word: bool, form: Format) -> None:
    mark = mark_of(notice(mark="\n".join(names) + ("文件" if word else ""), format=form), ROOM)
    assert mark is not None
    wide = max(map(width_of, mark.names)) + (width_of(mark.ending) + 0.5 if mark.ending else 0)
    assert wide * mark.size * mark.scale / 100 <= ROOM + 1
    assert mark.size >= 18
    below = 8 * 28.95 + 36 + 8.5  # lines and the title down to the first of the body, the red line
    assert 99.2 + len(mark.names) * mark.pitch + below <= 637.8


@pytest.mark.parametrize(
    ("signer", "rows"),
    [
        ("", ()),
        ("张三", (("张三",),)),
        ("张三、李四丰", (("张三", "李四丰"),)),
        ("张三，李四 王五", (("张三", "李四"), ("王五",))),
    ],
)
def test_signers_stand_two_a_row(signer: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert signer_rows(notice(signer=signer)) == rows


WIDTH, CHARACTER = 156.0, 5.556


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (["县司法局"] * 3, [3]),
        (["县司法局"] * 4, [3, 1]),
        (["云岭县人民政府办公室"] * 3, [2, 1]),
        (["云岭县推进政府职能转变和放管服改革协调小组"] * 2, [1, 1]),
    ],
)
def test_seals_stand_up_to_three_a_row(names: list[str], rows: list[int]) -> None:
    assert [len(row) for row in seal_rows(names, WIDTH, CHARACTER).rows] == rows


@given(st.lists(agency, min_size=1, max_size=12))
def test_seals_do_not_touch_and_stay_within_the_text_area(names: list[str]) -> None:
    plan = seal_rows(names, WIDTH, CHARACTER)
    assert [name for row in plan.rows for name in row] == names
    axis = WIDTH - 7.5 * CHARACTER
    for row in plan.rows:
        assert 1 <= len(row) <= 3
        if len(row) > 1:
            assert plan.pitch >= max(42, max(map(width_of, row)) * CHARACTER)
            assert axis - (len(row) - 1) * plan.pitch - 21 >= 0


def test_issuers() -> None:
    assert issuers(notice(issuer=" 县司法局 \n\n县教育局")) == ("县司法局", "县教育局")


def test_annexes_are_called_as_in_the_list_of_them() -> None:
    first, second = Annex("任务\n清单。"), Annex("联系表")
    document = notice(attachments=("反馈表；", "任务清单"), annexes=(first, second))
    assert annex_names(document) == ("反馈表", "任务清单", "联系表")
    assert [annex_mark(document, annex) for annex in (first, second)] == ["附件2", "附件3"]


def test_a_single_annex_has_no_number() -> None:
    annex = Annex("任务清单")
    assert annex_mark(notice(attachments=(), annexes=(annex,)), annex) == "附件"


@pytest.mark.parametrize("text", ["此件公开发布", "（此件公开发布）", " (此件公开发布) "])
def test_a_note_stands_in_brackets_once(text: str) -> None:
    assert note_of(notice(note=text)) == "（此件公开发布）"


def test_colophon() -> None:
    plain = colophon_of(notice())
    assert plain.sent == (("抄送：", "县委办公室，县人大常委会办公室。"),)
    assert plain.printed_on == "2024年10月16日印发"
    moved = colophon_of(notice(addressees_last=True))
    assert moved.sent[0] == ("主送：", "县司法局、县数据资源局。")
    letter = colophon_of(notice(format="letter"))
    assert (letter.printed_by, letter.printed_on) == ("", "")
    assert colophon_of(notice(copy_to=(), printed_by="", printed_on=None)).is_empty
