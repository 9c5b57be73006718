"""依申请公开: each rule with its article; days counted from the next day, over the holidays of 2024 and 2026."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.clock import Clock
from models.base.errors import ClerkError, FieldError
from models.base.record import Query
from models.operations import Desk, actions, ledgers, records
from models.operations.recounting import recount
from models.registers import all_registers
from models.registers.annual import form
from models.registers.answer_kinds import APPLICANT_KINDS, LINE_OF_ANSWER, NOT_CORRECTED, NOT_PAID, OUTCOMES
from models.registers.request_fees import fee_by_items, fee_by_pages
from models.workbook import create_workbook
from models.workdays.calendar import WorkCalendar
from tests.models.operations.desks import RESOURCES

CALENDAR = WorkCalendar()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    yield from opened(tmp_path, date(2024, 10, 10))


def opened(folder: Path, day: date) -> Iterator[Desk]:
    clock = Clock.fixed(day)
    book = create_workbook(folder / "台账.gkb", all_registers(), clock)
    yield Desk(book, clock, RESOURCES)
    book.close()


def add(desk: Desk, **inputs: Any) -> int:
    given_ = {"applicant": "李某", "content": "安置方案", "channel": "当面提交", "arrived_on": "2024-09-29", **inputs}
    return records.add(desk, "requests", given_).ids[0]


def values(desk: Desk, identity: int) -> dict[str, Any]:
    return desk.book.values("requests", identity)


def status(desk: Desk, identity: int) -> str:
    return desk.book.record("requests", identity).status


def do(desk: Desk, identity: int, action: str, **answers: Any) -> None:
    actions.perform(desk, "requests", [identity], action, answers)


@pytest.mark.parametrize(
    ("channel", "received"),
    [
        ("当面提交", "2024-09-29"),
        ("邮寄（签收）", "2024-09-29"),
        ("平常信函", "2024-09-30"),
        ("互联网", "2024-09-30"),
        ("传真", "2024-09-30"),
        ("其他渠道", "2024-09-30"),
    ],
)
def test_the_day_of_receipt_by_channel(desk: Desk, channel: str, received: str) -> None:
    """第三十一条: submission, signature, or the day on which both confirm."""
    one = add(desk, channel=channel)
    if received != "2024-09-29":
        assert (values(desk, one)["received_on"], status(desk, one)) == (None, "unconfirmed")
        with pytest.raises(ClerkError, match="还没有算收到"):
            do(desk, one, "answer", answer_kind="予以公开")
        do(desk, one, "confirm", confirmed_on=received)
    assert values(desk, one)["received_on"] == date.fromisoformat(received)
    assert values(desk, one)["due_on"] == CALENDAR.add_workdays(date.fromisoformat(received), 20)


def test_twenty_working_days_from_the_next_day(desk: Desk) -> None:
    """第三十三条: 2024-09-29 + 20 working days over the National Day holiday is 2024-10-31."""
    found = values(desk, add(desk))
    assert found["due_on"] == date(2024, 10, 31)
    assert found["correction_due_on"] == date(2024, 10, 14)  # 第三十条: 7 working days
    assert found["days_left"] == 16
    assert found["clock"] == "2024-10-31，还有 16 个工作日"


def test_a_correction_is_asked_for_once_and_restarts_the_term(desk: Desk) -> None:
    """第三十条."""
    one = add(desk)
    ask = {"correction_asked_on": "2024-10-08", "correction_by": "2024-10-20", "correction_reason": "写明年份"}
    do(desk, one, "ask_correction", **ask)
    found = values(desk, one)
    assert (found["due_on"], found["days_left"], status(desk, one)) == (None, None, "correcting")
    assert found["clock"] == "告知补正，等待补正，期限暂不计算"
    with pytest.raises(FieldError, match="还在等待补正"):
        do(desk, one, "answer", answer_kind="予以公开")
    do(desk, one, "corrected", corrected_on="2024-10-09")
    assert values(desk, one)["due_on"] == CALENDAR.add_workdays(date(2024, 10, 9), 20)
    with pytest.raises(ClerkError, match="只能一次"):
        do(desk, one, "ask_correction", **ask)
    assert [line.split(" → ")[1] for line in values(desk, one)["steps"].split("\n")] == [
        "2024-10-31",
        "暂不计算",
        "2024-11-05",
    ]


def test_not_corrected_in_time_is_given_up_only_after_the_limit(desk: Desk) -> None:
    one = add(desk)
    with pytest.raises(FieldError, match="没有等待补正"):
        do(desk, one, "answer", answer_kind=NOT_CORRECTED)
    do(
        desk,
        one,
        "ask_correction",
        correction_asked_on="2024-10-08",
        correction_by="2024-10-09",
        correction_reason="年份",
    )
    assert status(desk, one) == "correction_late"
    with pytest.raises(FieldError, match="期限（2024-10-09）还没有过"):
        do(desk, one, "answer", answer_kind=NOT_CORRECTED, answered_on="2024-10-09")
    do(desk, one, "answer", answer_kind=NOT_CORRECTED)
    assert status(desk, one) == "answered"


def test_a_late_notice_to_correct_is_said_to_be_late(tmp_path: Path) -> None:
    for desk in opened(tmp_path, date(2024, 10, 15)):
        one = add(desk)
        told = {"correction_asked_on": "2024-10-15", "correction_by": "2024-10-30", "correction_reason": "年份"}
        do(desk, one, "ask_correction", **told)
        assert "超过 7 个工作日的告知期限" in values(desk, one)["log"][0].text


def test_a_third_party_stops_the_clock(desk: Desk) -> None:
    """第三十二条: 15 working days from the notice; what it takes does not count (第三十三条)."""
    one = add(desk)
    do(desk, one, "ask_party", party="某公司", party_asked_on="2024-10-08")
    found = values(desk, one)
    assert (status(desk, one), found["paused_until"]) == ("consulting", date(2024, 10, 28))
    assert found["due_on"] == CALENDAR.add_workdays(date(2024, 9, 29), 35)
    records.edit(desk, "requests", [one], {"party_heard_on": "2024-10-10"})
    assert values(desk, one)["paused_until"] == date(2024, 10, 30)
    do(desk, one, "party_said", party_said_on="2024-10-10", party_opinion="不同意公开")
    found = values(desk, one)
    assert (found["paused_until"], status(desk, one)) == (None, "handling")
    assert found["due_on"] == CALENDAR.add_workdays(date(2024, 9, 29), 22)


def test_how_a_pause_is_counted_is_the_offices_to_say(desk: Desk) -> None:
    one = add(desk)
    desk.book.change("settings", "设置", lambda step: step.keep_setting("excluded_days", "both"))
    do(desk, one, "ask_party", party="某公司", party_asked_on="2024-10-08")
    do(desk, one, "party_said", party_said_on="2024-10-10", party_opinion="同意公开")
    assert values(desk, one)["due_on"] == CALENDAR.add_workdays(date(2024, 9, 29), 23)


def test_another_agency_stops_it_too(desk: Desk) -> None:
    """第三十四条."""
    one = add(desk)
    do(desk, one, "ask_agency", agency="区财政局", agency_asked_on="2024-10-08")
    do(desk, one, "agency_said", agency_said_on="2024-10-10")
    assert values(desk, one)["due_on"] == CALENDAR.add_workdays(date(2024, 9, 29), 22)
    with pytest.raises(ClerkError, match="已经征求过"):
        do(desk, one, "ask_agency", agency="区财政局")


def test_it_is_extended_once_by_twenty_days_at_most(desk: Desk) -> None:
    """第三十三条: 2024-09-29 + 40 working days is 2024-11-28."""
    one = add(desk)
    with pytest.raises(FieldError, match="最多 20 个工作日"):
        do(desk, one, "extend", extended_days="21", extended_by="何静")
    with pytest.raises(FieldError, match="“批准人”不能为空"):
        do(desk, one, "extend")
    with pytest.raises(FieldError, match="“告知延期日期”2024-11-01 还没有到"):
        do(desk, one, "extend", extended_on="2024-11-01", extended_by="何静")
    do(desk, one, "extend", extended_by="何静")
    assert values(desk, one)["due_on"] == date(2024, 11, 28)
    with pytest.raises(ClerkError, match="只能一次"):
        do(desk, one, "extend", extended_by="何静")


def test_an_extension_comes_too_late_after_the_last_day(tmp_path: Path) -> None:
    for desk in opened(tmp_path, date(2024, 11, 1)):
        one = add(desk)
        assert (status(desk, one), values(desk, one)["clock"]) == ("overdue", "2024-10-31，已超过 1 个工作日")
        with pytest.raises(ClerkError, match="期限已过"):
            do(desk, one, "extend", extended_by="何静")


@pytest.mark.parametrize(("items", "fee"), [(0, 0), (10, 0), (11, 100), (12, 200), (30, 2000), (31, 2200), (45, 5500)])
def test_the_fee_by_item(items: int, fee: int) -> None:
    """国办函〔2020〕109号."""
    assert fee_by_items(items) == fee


@pytest.mark.parametrize(
    ("pages", "fee"), [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)]
)
def test_the_fee_by_page(pages: int, fee: int) -> None:
    assert fee_by_pages(pages) == fee


@given(st.integers(0, 2000))
def test_fees_by_adding_up_one_after_another(count: int) -> None:
    def item(number: int) -> int:
        return 0 if number <= 10 else 100 if number <= 30 else 100 * ((number - 31) // 10 + 2)

    def page(number: int) -> int:
        return 0 if number <= 30 else 10 if number <= 100 else 20 if number <= 200 else 40

    assert fee_by_items(count) == sum(map(item, range(1, count + 1)))
    assert fee_by_pages(count) == sum(map(page, range(1, count + 1)))


def test_a_fee_restarts_the_term_when_it_is_paid(desk: Desk) -> None:
    one = add(desk)
    with pytest.raises(FieldError, match="在免费范围内"):
        do(desk, one, "ask_fee", fee_way="按量", fee_count="30")
    do(desk, one, "ask_fee", fee_way="按量", fee_count="250", fee_asked_on="2024-10-08", fee_heard_on="2024-10-08")
    found = values(desk, one)
    assert (found["fee"], found["fee_pages"], found["fee_items"]) == (Decimal(4700), 250, None)
    assert (found["due_on"], status(desk, one)) == (None, "paying")
    assert found["fee_due_on"] == CALENDAR.add_workdays(date(2024, 10, 8), 20)
    with pytest.raises(FieldError, match="还没有过"):
        do(desk, one, "answer", answer_kind=NOT_PAID)
    do(desk, one, "paid", paid_on="2024-10-09")
    assert values(desk, one)["due_on"] == CALENDAR.add_workdays(date(2024, 10, 9), 20)


def test_a_fee_notice_whose_receipt_is_not_known_can_not_run_out(desk: Desk) -> None:
    one = add(desk)
    do(desk, one, "ask_fee", fee_way="按件", fee_count="12")
    with pytest.raises(FieldError, match="请先填收到收费通知日期"):
        do(desk, one, "answer", answer_kind=NOT_PAID)


def test_an_answer_ends_the_term(desk: Desk) -> None:
    one = add(desk)
    do(desk, one, "answer", answer_kind="不予公开：属于国家秘密", answer_number="依复(2024)1号")
    found = values(desk, one)
    assert (found["answered_on"], found["answer_number"]) == (date(2024, 10, 10), "依复〔2024〕1号")
    assert (status(desk, one), found["clock"], found["days_left"]) == ("answered", "按期答复", None)
    assert "复议前置" in found["remedy"]  # 行政复议法第二十三条第一款第四项
    with pytest.raises(ClerkError, match="已经答复"):
        do(desk, one, "answer", answer_kind="予以公开")
    do(desk, one, "archive")
    assert status(desk, one) == "archived"
    do(desk, one, "reopen", reason="复议决定撤销，责令重新答复")
    assert status(desk, one) == "handling"


def test_a_late_answer_is_said_to_be_late(tmp_path: Path) -> None:
    for desk in opened(tmp_path, date(2024, 11, 5)):
        one = add(desk)
        do(desk, one, "answer", answer_kind="予以公开")
        assert values(desk, one)["clock"] == "超过期限 3 个工作日答复"
        assert "超过法定期限 2024-10-31" in values(desk, one)["log"][-1].text
        assert "6 个月内提起行政诉讼" in values(desk, one)["remedy"]


@pytest.mark.parametrize(
    ("action", "answers"),
    [
        ("answer", {"answered_on": "2024-09-28", "answer_kind": "予以公开"}),
        ("extend", {"extended_on": "2024-09-20", "extended_by": "何静"}),
        ("ask_party", {"party": "某", "party_asked_on": "2024-09-28"}),
        (
            "ask_correction",
            {"correction_asked_on": "2024-10-08", "correction_by": "2024-10-07", "correction_reason": "甲"},
        ),
    ],
)
def test_days_in_the_wrong_order_are_refused(desk: Desk, action: str, answers: dict[str, str]) -> None:
    one = add(desk)
    with pytest.raises(FieldError, match="早于"):
        do(desk, one, action, **answers)
    assert values(desk, one)["log"] == ()


def test_every_kind_of_answer_is_a_leaf_of_the_annual_table() -> None:
    """国办公开办函〔2021〕30号."""
    leaves = {line.key: line for line in form.FORM_2021.leaves}
    assert list(LINE_OF_ANSWER.values()) == list(leaves)
    for told, key in LINE_OF_ANSWER.items():
        group, _, name = told.partition("：")
        said = leaves[key].group + leaves[key].title
        assert group in said and name in said
    assert APPLICANT_KINDS == form.APPLICANTS
    assert set(OUTCOMES) == set(form.OUTCOMES)


def test_a_year_whose_holidays_are_not_arranged_is_an_estimate(tmp_path: Path) -> None:
    for desk in opened(tmp_path, date(2030, 12, 26)):
        found = values(desk, add(desk, arrived_on="2030-12-25"))
        assert "（估算）" in found["clock"]
        assert "2031 年的放假安排还没有公布" in found["steps"]


def test_terms_are_counted_again_when_the_calendar_knows_more(desk: Desk) -> None:
    open_one, done = add(desk), add(desk, arrived_on="2024-06-03")
    do(desk, done, "answer", answered_on="2024-06-20", answer_kind="予以公开")
    past = values(desk, done)["due_on"]
    assert not recount(desk).changes
    told = json.dumps({"2024-10-11": False, "2024-06-12": False})
    desk.book.change("settings", "停电", lambda step: step.keep_setting("holiday_overrides", told))
    outcome = recount(desk)
    assert outcome.message == "已按现在的放假安排重算 1 件申请的期限。"
    assert values(desk, open_one)["due_on"] == date(2024, 11, 1)
    assert values(desk, done)["due_on"] == past, "what is long past is history"
    assert not recount(desk).changes


def test_information_that_is_asked_for_again_is_weighed_for_publication(desk: Desk) -> None:
    """第四十四条: what several people apply for may be put among what is published without being asked."""
    look = desk.registers["requests"].looks[0]
    add(desk, applicant="李某")
    add(desk, content="拆迁补偿标准")
    assert look(desk.book) == []
    again = add(desk, applicant="王某")
    (found,) = look(desk.book)
    assert found.short == "同一信息 1" and found.told.startswith("“安置方案”2 件申请的是同一信息：请评估")
    records.edit(desk, "requests", [again], {"proactive": "评估后不转"})
    assert look(desk.book) == []


def test_identity_numbers_stay_out_of_lists_and_exports(desk: Desk, tmp_path: Path) -> None:
    number = "340102199001010011"
    one = add(desk, id_number=number)
    field = desk.registers["requests"].field("id_number")
    assert field.display(number, desk.book) == "（已隐去）"
    assert field.format(number, desk.book) == number
    register = desk.registers["requests"]

    def cells(layout: Any) -> set[str]:
        target = tmp_path / "a.xlsx"
        ledgers.export_ledger(desk, "requests", [one], target, layout=layout)
        sheet = openpyxl.load_workbook(target).worksheets[0]
        return {str(cell.value) for row in sheet.iter_rows() for cell in row}

    assert number not in cells(None)
    shown = ledgers.shown_layout(["applicant", "id_number"])
    assert number not in cells(shown) and "（已隐去）" in cells(shown)
    assert number in cells(ledgers.with_private(register, None))
    assert desk.book.ids("requests", Query(search=number)) == []
