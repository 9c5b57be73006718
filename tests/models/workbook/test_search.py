"""Searching, compared with looking at every record's words one by one."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.errors import WorkbookError
from models.base.record import Query
from models.base.register import Register
from models.workbook import Workbook
from models.workbook.search import fold, fold_all
from models.workbook.steps import Step
from tests.examples import some
from tests.models.small import JOBS, job, small_workbook


def folded_by_hand(text: str) -> str:
    """Letters and digits only, narrow and small; what the search is said to look at."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in narrow if re.fullmatch(r"\w", sign) and sign != "_")


def brute_force(book: Workbook, register: Register, words: str) -> list[int]:
    """Ids of the records in which every word stands in one of the searched fields."""
    wanted = [folded for word in words.split() if (folded := folded_by_hand(word))]
    searched = [field for field in register.fields if field.searched]
    found = []
    for record in book.records(register.name, book.ids(register.name)):
        texts = [folded_by_hand(field.format(record[field.name], book)) for field in searched]
        if all(any(word in text for text in texts) for word in wanted):
            found.append(record.id)
    return found


SIGNS = "政务公开局司法政政务AaＡｂB1１23３，。（）·-_ 　Éé〇ⅣΣς𬭎𰻞ſßİ①²가ไ"
TEXTS = st.text(SIGNS, max_size=12) | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=6)


@settings(max_examples=some(400))
@given(st.lists(TEXTS | st.sampled_from("<=≮\u0338\u0301\u3099㎡℃…—“”《》"), max_size=6).map("".join))
def test_folding_is_what_it_is_said_to_be(text: str) -> None:
    assert fold(text) == folded_by_hand(text)


@given(st.lists(TEXTS | st.sampled_from(["", "\x00", "零\x00一", "㎡", "平常的话，一句"]), max_size=6))
def test_many_are_folded_as_each_is(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    book = small_workbook(tmp_path_factory.mktemp("search") / "账.gkb")
    yield book
    book.close()


@settings(max_examples=some(150))
@given(data=st.data(), texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6))
def test_search_finds_what_reading_finds(searched: Workbook, data: st.DataObject, texts: list[tuple[str, str]]) -> None:
    def work(step: Step) -> None:
        step.delete_many("jobs", searched.ids("jobs"))
        step.insert_many("jobs", [job(f"件{name.strip()}", memo=memo.strip() or None) for name, memo in texts])

    searched.change("fill", "换一批", work)
    written = "".join(part for pair in texts for part in pair) or "政"
    start = data.draw(st.integers(0, len(written) - 1))
    cut = written[start : start + data.draw(st.integers(1, 4))]
    for words in (cut, data.draw(TEXTS), f"{cut} {data.draw(TEXTS)}", "件"):
        assert searched.ids("jobs", Query(search=words)) == brute_force(searched, JOBS, words), words


def fill(book: Workbook, *memos: str) -> None:
    book.change("add", "添", lambda step: step.insert_many("jobs", [job("件", memo=memo) for memo in memos]))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("公", [1, 2, 3]),
        ("公开", [1, 3]),
        ("政务公开", [1]),
        ("务公 平台", [1]),
        ("平台 公", [1, 3]),
        ("开公", [2]),
        ("开政", []),
        ("ABC", [2]),
        ("ａｂｃ", [2]),
        ("１２", [2]),
        ("政务，公开！", [1]),
        ("（）", [1, 2, 3]),
        ("", [1, 2, 3]),
        ('"', [1, 2, 3]),
        ("公开 AND 平台", []),
        ("公*", [1, 2, 3]),
        ("件公", []),
    ],
)
def test_words(book: Workbook, words: str, ids: list[int]) -> None:
    fill(book, "政务公开、平台", "开公 abc-12", "公开；台平台")
    assert book.ids("jobs", Query(search=words)) == ids


def test_a_word_does_not_run_from_one_field_into_the_next(book: Workbook) -> None:
    book.change("add", "添", lambda step: step.insert("jobs", job("政务", memo="公开")))
    assert book.ids("jobs", Query(search="务公")) == []
    assert book.ids("jobs", Query(search="政务 公开")) == [1]


def test_pairs_that_stand_apart_are_not_the_word(book: Workbook) -> None:
    fill(book, "政务的务公的公开", "政务公开")
    assert book.ids("jobs", Query(search="政务公开")) == [2]


def test_a_renamed_person_is_found_by_the_new_name_in_the_jobs(book: Workbook) -> None:
    def work(step: Step) -> None:
        person = step.insert("people", {"name": "区司法局"})
        step.insert("jobs", job(owners=(person,)))
        step.insert("jobs", job(helpers=(person,)))

    book.change("add", "添", work)
    assert book.ids("jobs", Query(search="司法")) == [1]
    book.change("edit", "改", lambda step: step.update("people", 1, {"name": "区财政局"}))
    assert book.ids("jobs", Query(search="司法")) == []
    assert book.ids("jobs", Query(search="财政")) == [1]
    book.undo()
    assert book.ids("jobs", Query(search="司法")) == [1]
    assert book.problems() == []


def test_what_is_pasted_into_the_search_box_by_mistake(book: Workbook) -> None:
    """A whole page of text, or a column of a table: an answer, no error."""
    long = "".join(chr(0x4E00 + number) for number in range(5000))
    fill(book, long, "公开")
    assert book.ids("jobs", Query(search=long)) == [1]
    assert book.ids("jobs", Query(search=long + "公")) == []
    assert book.ids("jobs", Query(search=" ".join(f"第{number}条" for number in range(3000)))) == []
    assert book.ids("jobs", Query(search=" ".join(["公开"] * 3000))) == [2]
    parts = " ".join(long[start : start + 3] for start in range(1200))
    assert book.ids("jobs", Query(search=parts)) == [1]
    longest = "".join(chr(0x4E00 + number % 20_000) for number in range(33_000))  # 99,000 bytes
    fill(book, longest)
    assert book.ids("jobs", Query(search=longest)) == [3]


def test_a_search_in_memory_follows_every_change(book: Workbook) -> None:
    fill(book, "政务公开", "公开")
    assert book.ids("jobs", Query(search="公开")) == [1, 2]
    book.change("edit", "改", lambda step: step.update("jobs", 1, {"memo": "督查"}))
    assert book.ids("jobs", Query(search="公开")) == [2]
    fill(book, "又一件公开")
    assert book.ids("jobs", Query(search="公开")) == [2, 3]
    book.change("delete", "删", lambda step: step.delete("jobs", 2))
    assert book.ids("jobs", Query(search="公开")) == [3]
    for _ in range(3):
        book.undo()
    assert book.ids("jobs", Query(search="公开")) == [1, 2]
    book.redo()
    assert book.ids("jobs", Query(search="督查")) == [1]
    assert book.problems() == []


def test_a_change_that_fails_leaves_no_trace_in_what_is_found(book: Workbook) -> None:
    fill(book, "政务公开")
    assert book.ids("jobs", Query(search="公开")) == [1]

    def work(step: Step) -> None:
        step.insert("jobs", job("件", memo="公开"))
        step.delete("jobs", 1)
        raise WorkbookError("不行")

    with pytest.raises(WorkbookError):
        book.change("add", "添", work)
    assert book.ids("jobs", Query(search="公开")) == [1]


def test_what_a_sibling_wrote_is_found(book: Workbook) -> None:
    fill(book, "政务公开")
    assert book.ids("jobs", Query(search="公开")) == [1]
    sibling = book.sibling()
    fill(sibling, "又一件公开")
    sibling.close()
    assert book.ids("jobs", Query(search="公开")) == [1, 2]
    assert book.index("jobs").find("公开") == {1, 2}


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM search_jobs_text WHERE id = 1",
        "UPDATE search_jobs_text SET text = '别的' WHERE id = 2",
        "INSERT INTO search_jobs_text (id, text) VALUES (9, '多的')",
        "UPDATE jobs SET memo = '改了没有登记' WHERE id = 1",
        "DELETE FROM search_jobs_text",
    ],
)
def test_an_index_out_of_step_is_told_and_mended(book: Workbook, damage: str) -> None:
    fill(book, "政务公开", "开公")
    assert book.problems() == []
    book.connection.execute(damage)
    book.connection.commit()
    assert any("差事的搜索索引有" in told for told in book.problems())
    book.rebuild_index()
    assert book.problems() == []
    assert book.ids("jobs", Query(search="公")) == brute_force(book, JOBS, "公")


def test_values_for_the_index_come_from_any_kind_of_field(book: Workbook) -> None:
    values: dict[str, Any] = {"name": "甲方", "aliases": ("甲公司", "丙、丁")}
    book.change("add", "添", lambda step: step.insert("people", values))
    assert book.ids("people", Query(search="公司")) == [1]
    assert book.ids("people", Query(search="丁")) == [1]
