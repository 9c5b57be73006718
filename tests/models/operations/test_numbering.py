"""发文字号: no gap, no duplicate, also after undo and redo, numbers set by hand and numbers kept back."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.errors import ClerkError, FieldError
from models.operations import actions, dispatching, issuing, numbering, records
from models.operations.desk import Desk
from models.operations.notice_checks import checks
from tests.examples import some
from tests.models.operations.desks import office_desk

KIND = "培训通知"
CODE = "青政办函"
ELEMENTS = {"单位": "青山县人民政府办公室", "培训时间": "2021-10-29", "培训地点": "礼堂", "参训人员": "经办人员"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as made:
        yield made


def send(desk: Desk, number: str = "", kind: str = KIND) -> str:
    """Issue a paper; gives the number it got."""
    document = issuing.compose(desk, kind, (), {**ELEMENTS, "文号": number})
    outcome = dispatching.issue(desk, kind, document, (), ELEMENTS)
    return str(desk.book.values("dispatches", outcome.ids[0])["doc_number"])


def of(number: int) -> str:
    return f"{CODE}〔2021〕{number}号"


def test_numbers_follow_one_another(desk: Desk) -> None:
    numbering.define_sequence(desk, CODE)
    assert [send(desk) for _ in range(3)] == [of(1), of(2), of(3)]
    assert numbering.next_number(desk, KIND, 2021) == of(4)
    assert numbering.next_number(desk, KIND, 2022) == f"{CODE}〔2022〕1号"
    assert numbering.gaps(desk, CODE, 2021) == ()
    assert numbering.years(desk, CODE) == (2021,)


def test_an_undone_number_is_given_again_and_redone_no_more(desk: Desk) -> None:
    numbering.define_sequence(desk, CODE)
    send(desk)
    send(desk)
    actions.undo(desk)
    assert numbering.next_number(desk, KIND, 2021) == of(2)
    actions.redo(desk)
    assert numbering.next_number(desk, KIND, 2021) == of(3)
    actions.undo(desk)
    assert send(desk) == of(2)
    assert not actions.redo(desk).changes  # what could be redone went with the new paper
    assert desk.book.count("dispatches") == 2


def test_a_number_set_by_hand_leaves_a_gap_that_is_named_and_filled(desk: Desk) -> None:
    numbering.define_sequence(desk, CODE)
    send(desk)
    send(desk, of(4))
    assert numbering.gaps(desk, CODE, 2021) == (2, 3)
    lines = numbering.listing(desk, CODE, 2021)
    assert [(line.number, line.state) for line in lines] == [(1, "taken"), (2, "missing"), (3, "missing"), (4, "taken")]
    assert [send(desk) for _ in range(3)] == [of(2), of(3), of(5)]


def test_a_taken_number_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    numbering.define_sequence(desk, CODE)
    send(desk)
    with pytest.raises(ClerkError, match="已经用过"):
        send(desk, "青政办函[2021]1号")
    with pytest.raises(FieldError, match="已有"):
        records.add(desk, "dispatches", {"doc_number": of(1), "title": "另一份"})
    assert desk.book.count("dispatches") == 1


def test_reserved_numbers_are_passed_over_named_and_given_free_again(desk: Desk) -> None:
    numbering.define_sequence(desk, CODE)
    numbering.reserve(desk, of(1), "王静", "办公会纪要")
    with pytest.raises(FieldError, match="已有"):
        numbering.reserve(desk, of(1), "李明")
    assert send(desk) == of(2)
    first = numbering.listing(desk, CODE, 2021)[0]
    assert (first.state, first.told) == ("reserved", "留给王静，用于办公会纪要")
    with pytest.raises(FieldError, match="已留给王静"):
        records.add(desk, "dispatches", {"doc_number": of(1), "title": "手工登记"})
    with pytest.raises(FieldError, match="已经用了"):
        numbering.reserve(desk, of(2), "王静")
    numbering.release(desk, of(1))
    assert send(desk) == of(1)
    with pytest.raises(ClerkError, match="没有预留"):
        numbering.release(desk, of(1))


def test_a_reserved_number_is_used_and_undo_keeps_it_back_again(desk: Desk) -> None:
    numbering.define_sequence(desk, CODE)
    numbering.reserve(desk, of(3), "王静")
    document = issuing.compose(desk, KIND, (), {**ELEMENTS, "文号": of(3)})
    assert any("留给王静" in check.sentence and not check.grave for check in checks(desk, KIND, document, (), ELEMENTS))
    assert send(desk, of(3)) == of(3)
    assert desk.book.count("reserved_numbers") == 0
    actions.undo(desk)
    assert desk.book.find("reserved_numbers", of(3)) and desk.book.count("dispatches") == 0


def test_the_sequence_of_a_kind_else_the_one_for_all_else_the_setting(desk: Desk) -> None:
    assert numbering.next_number(desk, KIND, 2021) == ""
    records.add(desk, "settings", {"key": "office_code", "value": "青办"})
    assert numbering.next_number(desk, KIND, 2021) == "青办〔2021〕1号"
    numbering.define_sequence(desk, CODE)
    numbering.define_sequence(desk, "青政办督", ["督办通知单"], ["2021：15", "2022年从3号起"])
    assert numbering.next_number(desk, KIND, 2021) == of(1)
    assert numbering.next_number(desk, "督办通知单", 2021) == "青政办督〔2021〕15号"
    assert numbering.next_number(desk, "督办通知单", 2022) == "青政办督〔2022〕3号"
    assert numbering.next_number(desk, "督办通知单", 2023) == "青政办督〔2023〕1号"


@pytest.mark.parametrize(
    ("code", "starts", "word"),
    [("青政办〔2021〕", (), "机关代字"), (CODE, ("今年15",), "看不懂"), (CODE, ("2021：0",), "看不懂")],
)
def test_bad_sequences(desk: Desk, code: str, starts: tuple[str, ...], word: str) -> None:
    with pytest.raises(FieldError, match=word):
        numbering.define_sequence(desk, code, (), starts)


def test_a_sequence_for_no_kind_there_is(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="没有“督办单”这种公文"):
        numbering.define_sequence(desk, CODE, ["督办单"])


@pytest.mark.parametrize("text", ["青政办函〔2021〕01号", "青政办函2021年8号", "第8号", ""])
def test_bad_numbers_are_not_reserved(desk: Desk, text: str) -> None:
    with pytest.raises(ClerkError, match="不是规范的发文字号"):
        numbering.reserve(desk, text, "王静")


def test_a_void_paper_keeps_its_number(desk: Desk) -> None:
    numbering.define_sequence(desk, CODE)
    send(desk)
    actions.perform(desk, "dispatches", [1], "void", {"reason": "内容有误"})
    assert [line.state for line in numbering.listing(desk, CODE, 2021)] == ["void"]
    assert send(desk) == of(2)


STEP = st.one_of(
    st.just(("send", 0)),
    st.just(("undo", 0)),
    st.just(("redo", 0)),
    st.tuples(st.sampled_from(("hand", "reserve", "release")), st.integers(1, 9)),
)


@settings(max_examples=some(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEP, max_size=12))
def test_no_gap_and_no_duplicate_whatever_happens(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder, office_desk(Path(folder)) as desk:
        numbering.define_sequence(desk, CODE)
        for what, number in steps:
            proposed = numbering.next_number(desk, KIND, 2021)
            lines = {line.number: line.state for line in numbering.listing(desk, CODE, 2021)}
            if what == "send":
                assert send(desk) == proposed
            elif what == "hand":
                try:
                    send(desk, of(number))
                except ClerkError:
                    assert lines[number] == "taken"
            elif what == "reserve":
                try:
                    numbering.reserve(desk, of(number), "王静")
                except ClerkError:
                    assert lines[number] in ("taken", "reserved")
            elif what == "release":
                try:
                    numbering.release(desk, of(number))
                except ClerkError:
                    assert lines.get(number) != "reserved"
            elif not (what == "undo" and desk.book.history.undoable() == (1, "新建 1 个文号序列")):
                (actions.undo if what == "undo" else actions.redo)(desk)
            holds(desk)


def holds(desk: Desk) -> None:
    """Nothing twice; the next number is the lowest free one; exactly what is missing below the highest is named."""
    found = [*desk.book.distinct("dispatches", "doc_number"), *desk.book.distinct("reserved_numbers", "doc_number")]
    assert len(found) == desk.book.count("dispatches") + desk.book.count("reserved_numbers")
    used = {int(text.split("〕")[1][:-1]) for text in found}
    assert len(used) == len(found)
    lowest = next(number for number in range(1, 99) if number not in used)
    assert numbering.next_number(desk, KIND, 2021) == of(lowest)
    missing = tuple(number for number in range(1, max(used, default=0)) if number not in used)
    assert numbering.gaps(desk, CODE, 2021) == missing


def test_the_page_of_sequences_tells_the_next_number_and_a_jump_all_it_leaves_out(desk: Desk) -> None:
    numbering.define_sequence(desk, "望政办督", (), ("2021：9",))
    (identity,) = (
        it for it in desk.book.ids("number_sequences") if desk.book.record("number_sequences", it)["code"] == "望政办督"
    )
    records.add(desk, "dispatches", {"title": "催办单", "doc_number": "望政办督〔2021〕9号"})
    numbering.reserve(desk, "望政办督〔2021〕10号", "何静")
    assert desk.book.record("number_sequences", identity)["next"] == "望政办督〔2021〕11号"
    (sequence,) = (it for it in numbering.sequences(desk) if it.code == "望政办督")
    assert numbering.passed_over(desk, sequence, 2021, 14) == [11, 12, 13]
    assert numbering.passed_over(desk, sequence, 2021, 11) == []
