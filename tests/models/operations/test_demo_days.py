"""The sample's days and numbers, whenever it is made: no work on days off, numbers rise with their days, papers have files."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from models.base.clock import Clock
from models.base.record import Record
from models.operations import issuing, workbooks
from models.operations.demo import fill_demo, practice_notice
from models.operations.demo_places import Places
from models.operations.desk import Desk
from models.operations.full_texts import full_text_of
from models.operations.notice_checks import checks
from models.registers import all_registers
from models.registers.number_sequences import number_parts
from models.workdays.calendar import WorkCalendar

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
DAYS = {
    "documents": ("issued_on", "published_on"),
    "dispatches": ("dated", "issued_on", "received_on", "replied_on", "voided_on"),
    "reserved_numbers": ("reserved_on",),
    "policies": ("formed_on", "published_on", "cleaned_on", "filed_on"),
    "interpretations": ("published_on",),
    "consultations": ("opened_on", "hearing_on", "hearing_sent_on", "result_published_on"),
    "reviews": ("submitted_on", "reviewed_on", "published_on"),
    "requests": ("answered_on", "correction_asked_on", "fee_asked_on", "extended_on", "archived_on"),
    "messages": ("answered_on",),
    "activities": ("planned_on", "held_on"),
    "channels": ("opened_on", "closed_on"),
    "tasks": ("started_on", "completed_on", "returned_on"),
}
"""What is signed, sent, published or done in an office."""
NUMBERED = {
    "documents": ("doc_number", "issued_on"),
    "policies": ("doc_number", "formed_on"),
    "dispatches": ("doc_number", "dated"),
    "reserved_numbers": ("doc_number", "reserved_on"),
    "requests": ("number", "arrived_on"),
    "messages": ("number", "received_on"),
    "reviews": ("number", "submitted_on"),
    "problems": ("number", "found_on"),
}


@pytest.fixture(
    scope="module",
    params=[
        *(date(2026, 11, 27), date(2021, 10, 15), date(2025, 1, 1), date(2025, 10, 5), date(2026, 2, 20)),
        *(date(2026, 1, 9), date(2026, 3, 1)),
    ],
    ids=str,
)
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("示例") / "示例.gkb"
    made = workbooks.new(path, all_registers(), Clock.fixed(request.param), RESOURCES)
    fill_demo(made)
    yield made
    made.book.close()


def records(desk: Desk, register: str) -> list[Record]:
    return desk.book.records(register, desk.book.ids(register))


def test_nothing_is_sent_signed_or_published_on_a_day_off(desk: Desk) -> None:
    calendar = WorkCalendar()
    for register, names in DAYS.items():
        known = {field.name for field in desk.registers[register].fields}
        assert known.issuperset(names), register
        for record in records(desk, register):
            for name in names:
                assert record[name] is None or calendar.is_workday(record[name]), (register, record.id, name)


def test_numbers_rise_with_their_days_in_the_year_they_are_of(desk: Desk) -> None:
    series: dict[tuple[str, int], list[tuple[int, date]]] = defaultdict(list)

    def add(number: str, day: date, kind: str) -> None:
        parts = number_parts(number)
        if parts is None and (match := re.fullmatch(r"(\d{4})-(\d+)", number)):
            parts = (kind, int(match[1]), int(match[2]))
        assert parts is None or parts[1] == day.year, (number, day)
        code, year, place = parts or (kind, 0, int(number))
        series[code, year].append((place, day))

    for register, (number, day) in NUMBERED.items():
        for record in records(desk, register):
            add(record[number], record[day], register)
    for answered in records(desk, "requests"):
        if answered["answer_number"]:
            add(answered["answer_number"], answered["answered_on"], "")
    assert len(series) > 8
    for name, found in series.items():
        found.sort()
        assert len({place for place, _ in found}) == len(found), (name, found)
        assert [day for _, day in found] == sorted(day for _, day in found), (name, found)


def test_papers_and_sources_have_their_files(desk: Desk) -> None:
    sent = [record for record in records(desk, "dispatches") if record["files"]]
    assert {record["kind"] for record in sent} == {"催办单", "督办通知单", "培训通知"}
    for record in sent:
        (file,) = record["files"]
        text = "\n".join(part.text for part in Document(BytesIO(desk.book.kept_file(file.digest))).paragraphs)
        assert record["doc_number"] in text and "何静" in text, text
        assert "".join(record["title"].split()) in "".join(text.split()), text
        assert not re.search(r"逾期-|\{", text)
    sources = [record for record in records(desk, "documents") if record["files"]]
    assert len(sources) == 2
    for record in sources:
        assert record["doc_number"] in record["text"]
        assert desk.book.kept_file(record["files"][0].digest).decode() == record["text"]
    for task in records(desk, "tasks"):
        found = full_text_of(desk, "tasks", task)
        assert found is not None and len(found.places) == 1, task["content"]


def test_a_paper_about_it_lacks_nothing_but_a_last_look(desk: Desk) -> None:
    late = [record.id for record in records(desk, "tasks") if record.status == "overdue"][:1]
    elements = {"日期": Places(desk).last_workday.isoformat()}
    paper = issuing.compose(desk, "督办通知单", late, elements)
    assert issuing.proposed(desk, "督办通知单", late)["联系人"] == "何静"
    told = [check.sentence for check in checks(desk, "督办通知单", paper, late, elements)]
    assert [sentence for sentence in told if "文号" not in sentence] == []


def test_the_practice_notice_is_of_an_office_day(desk: Desk) -> None:
    issued = Places(desk).office_day(-3)
    text = practice_notice(desk)
    assert f"望政办发〔{issued.year}〕27号" in text and "{" not in text
    assert text.rstrip().endswith(f"{issued.year}年{issued.month}月{issued.day}日")


def test_places_in_the_wording(tmp_path: Path) -> None:
    desk = workbooks.new(tmp_path / "空.gkb", all_registers(), Clock.fixed(date(2025, 10, 5)), RESOURCES)
    places = Places(desk)  # in the week of the National Day, 1 to 8 October
    assert places.text("{d-2} {o-2} {o} {o+1} {m-10} {y-300}") == (
        "2025年10月3日 2025年9月30日 2025年9月30日 2025年10月9日 2024年12月 2024"
    )
    assert places.event_day(-1) == places.by_workdays(0) == date(2025, 9, 30)
    assert places.day("{w-1}") == date(2025, 9, 29) and places.by_workdays(1) == date(2025, 10, 9)
    first, later = date(2024, 12, 31), date(2024, 12, 31) + timedelta(days=1)
    told = [places.text(text, day) for text, day in (("甲〔{Y}〕{n:21}号", first), ("甲〔{Y}〕{n:21}号", first))]
    told += [
        places.text("甲〔{Y}〕{n+1}号", first),
        places.text("甲〔{Y}〕{n}号", later),
        places.text("{Y}-{nnn}", later),
    ]
    assert told == ["甲〔2024〕21号", "甲〔2024〕22号", "甲〔2024〕24号", "甲〔2025〕1号", "2025-001"]
    assert places.text("{Y} and {n} wait for a day") == "{Y} and {n} wait for a day"
    desk.book.close()
