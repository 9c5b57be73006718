"""What is worked out and never stored: read with the record, ordered by, and not in the file; the office's own words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.base.errors import ClerkError, FieldError
from models.base.record import Query
from models.operations import Desk, records
from tests.models.operations.desks import small_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with small_desk(tmp_path) as made:
        yield made


def test_it_is_worked_out_by_the_offices_calendar(desk: Desk) -> None:
    """From Friday 15 October 2021 to the next Friday are five working days; one less when the office closes."""
    records.add(desk, "jobs", {"name": "甲", "due": date(2021, 10, 22)})
    job = desk.book.record("jobs", 1)
    assert (job["left"], job["told"]) == (5, "还有 5 天")
    desk.book.change("settings", "停工", lambda step: step.keep_setting("holiday_overrides", '{"2021-10-20": false}'))
    assert desk.book.record("jobs", 1)["left"] == 4
    desk.book.undo()
    assert desk.book.record("jobs", 1)["left"] == 5


def test_it_is_not_stored_and_not_written(desk: Desk) -> None:
    records.add(desk, "jobs", {"name": "甲", "due": "2021-10-22"})
    columns = [row[1] for row in desk.book.connection.execute("PRAGMA table_info(jobs)")]
    assert "due" in columns and "left" not in columns
    with pytest.raises(FieldError, match="差事没有“left”这一栏"):
        records.edit(desk, "jobs", [1], {"left": "3"})
    records.edit(desk, "jobs", [1], {"memo": "改"})
    (after,) = desk.book.connection.execute("SELECT after FROM changes ORDER BY id DESC LIMIT 1").fetchone()
    assert "left" not in after and "told" not in after


def test_records_are_ordered_by_it(desk: Desk) -> None:
    days = ("2021-12-01", None, "2021-10-18", "2021-11-01")
    records.add_many(desk, "jobs", [{"name": "甲", "due": day} for day in days])
    assert desk.book.ids("jobs", Query(order="left")) == [3, 4, 1, 2]
    assert desk.book.ids("jobs", Query(order="left", descending=True)) == [1, 4, 3, 2]


def test_a_new_word_is_told_kept_and_undone_with_the_record(desk: Desk) -> None:
    assert desk.book.words("job_origins") == ()
    outcome = records.add(desk, "jobs", {"name": "甲", "origin": "来信", "parts": "甲件；丁件"})
    assert outcome.message == "已新建 1 件差事，选项里增加了“来信”“丁件”。"
    assert desk.book.words("job_origins") == ("督查", "自查", "来信")
    assert desk.book.words("job_parts") == ("甲件", "乙件", "丙件", "丁件")
    assert "选项" not in records.add(desk, "jobs", {"name": "乙", "origin": "来信"}).message
    desk.book.undo()
    desk.book.undo()
    assert (desk.book.words("job_origins"), desk.book.count("jobs")) == ((), 0)


def test_a_refused_record_leaves_no_word_behind(desk: Desk) -> None:
    with pytest.raises(ClerkError):
        records.add(desk, "jobs", {"origin": "来信"})
    assert desk.book.words("job_origins") == ()


def test_an_amount_is_whole_fen_in_the_file(desk: Desk) -> None:
    records.add(desk, "jobs", {"name": "甲", "fee": "1.5万元"})
    assert desk.book.connection.execute("SELECT fee FROM jobs").fetchone() == (1_500_000,)
    assert str(desk.book.record("jobs", 1)["fee"]) == "15000"
