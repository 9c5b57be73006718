"""任务台账: its statuses on each boundary day, and what its actions set."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.base.conditions import Moment
from models.base.lists import Attachment, Entry
from models.registers.tasks import TASKS

TODAY = date(2021, 10, 15)
YESTERDAY = TODAY - timedelta(days=1)


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("values", "status", "text"),
    [
        ({}, "not_started", "未启动"),
        ({"started_on": YESTERDAY}, "in_progress", "推进中"),
        ({"due_on": after(-1)}, "overdue", "逾期 1 天"),
        ({"due_on": after(-1), "started_on": YESTERDAY, "ongoing": True}, "overdue", "逾期 1 天"),
        ({"due_on": after(-400)}, "overdue", "逾期 400 天"),
        ({"due_on": TODAY}, "due_soon", "临期（今天）"),
        ({"due_on": after(1)}, "due_soon", "临期 1 天"),
        ({"due_on": after(7)}, "due_soon", "临期 7 天"),
        ({"due_on": after(8)}, "not_started", "未启动"),
        ({"due_on": after(8), "started_on": TODAY}, "in_progress", "推进中"),
        ({"due_on": after(8), "ongoing": True}, "ongoing", "长期坚持"),
        ({"ongoing": True, "started_on": TODAY}, "ongoing", "长期坚持"),
        ({"recurrence": "FREQ=MONTHLY;BYMONTHDAY=25"}, "ongoing", "长期坚持"),
        ({"completed_on": TODAY, "due_on": after(-30)}, "completed", "已完成待销号"),
        ({"completed_on": TODAY, "closed_on": TODAY, "due_on": after(-30)}, "closed", "已销号"),
        ({"returned_on": TODAY, "due_on": after(-30)}, "overdue", "逾期 30 天"),
    ],
)
def test_the_status_of_a_task(values: dict[str, Any], status: str, text: str) -> None:
    full = {**TASKS.empty_values(), **values}
    assert TASKS.status_of(full, Moment(TODAY)) == status
    assert TASKS.status_text(full, Moment(TODAY)) == text


@pytest.mark.parametrize(
    ("soon", "status"), [(0, "not_started"), (2, "not_started"), (3, "due_soon"), (30, "due_soon")]
)
def test_what_soon_means_is_the_offices_to_say(soon: int, status: str) -> None:
    assert TASKS.status_of({**TASKS.empty_values(), "due_on": after(3)}, Moment(TODAY, soon)) == status


def test_due_today_is_soon_even_with_no_days_ahead() -> None:
    assert TASKS.status_of({"due_on": TODAY}, Moment(TODAY, 0)) == "due_soon"


def test_the_statuses_are_those_agreed() -> None:
    titles = {status.code: (status.title, status.light) for status in TASKS.statuses}
    assert titles == {
        "not_started": ("未启动", "grey"),
        "in_progress": ("推进中", "green"),
        "due_soon": ("临期", "amber"),
        "overdue": ("逾期", "red"),
        "completed": ("已完成待销号", "blue"),
        "closed": ("已销号", "done"),
        "ongoing": ("长期坚持", "green"),
    }


FRESH = {**TASKS.empty_values(), "content": "公开目录", "due_on": after(5)}
DONE = {**FRESH, "started_on": YESTERDAY, "completed_on": TODAY}
CLOSED = {**DONE, "closed_on": TODAY}


@pytest.mark.parametrize(
    ("action", "values", "allowed"),
    [
        ("start", FRESH, True),
        ("start", {**FRESH, "started_on": TODAY}, False),
        ("start", DONE, False),
        ("report", FRESH, True),
        ("report", DONE, True),
        ("report", CLOSED, False),
        ("complete", FRESH, True),
        ("complete", DONE, False),
        ("complete", CLOSED, False),
        ("close", FRESH, False),
        ("close", DONE, True),
        ("close", CLOSED, False),
        ("return", FRESH, False),
        ("return", DONE, True),
        ("return", CLOSED, True),
        ("extend", FRESH, True),
        ("extend", DONE, False),
    ],
)
def test_when_an_action_is_allowed(action: str, values: dict[str, Any], allowed: bool) -> None:
    chosen = TASKS.action(action)
    assert chosen is not None
    assert chosen.when.holds(values, Moment(TODAY)) is allowed


@pytest.mark.parametrize(
    ("action", "values", "answers", "effect"),
    [
        ("start", FRESH, {}, {"started_on": TODAY}),
        ("start", FRESH, {"started_on": YESTERDAY}, {"started_on": YESTERDAY}),
        (
            "report",
            {**FRESH, "progress": (Entry(after(1), "后"),)},
            {"on": TODAY, "text": "开会"},
            {"started_on": TODAY, "progress": (Entry(TODAY, "开会"), Entry(after(1), "后"))},
        ),
        ("report", DONE, {"text": "补报"}, {"progress": (Entry(TODAY, "补报"),)}),
        (
            "complete",
            {**FRESH, "note": "原有", "evidence": (Attachment("一"),)},
            {"completed_on": YESTERDAY, "note": "新的", "evidence": (Attachment("二"),)},
            {
                "completed_on": YESTERDAY,
                "started_on": YESTERDAY,
                "progress": (Entry(YESTERDAY, "新的"),),
                "evidence": (Attachment("一"), Attachment("二")),
            },
        ),
        (
            "complete",
            {**FRESH, "started_on": YESTERDAY},
            {},
            {"completed_on": TODAY, "started_on": YESTERDAY, "evidence": ()},
        ),
        ("close", DONE, {"note": "属实"}, {"closed_on": TODAY, "note": "属实"}),
        (
            "return",
            CLOSED,
            {"reason": "缺材料"},
            {
                "completed_on": None,
                "closed_on": None,
                "returned_on": TODAY,
                "return_reason": "缺材料",
                "progress": (Entry(TODAY, "退回：缺材料"),),
            },
        ),
        (
            "extend",
            FRESH,
            {"due_on": after(30), "reason": "经批准"},
            {
                "due_on": after(30),
                "original_due_on": after(5),
                "ongoing": False,
                "progress": (Entry(TODAY, "延期至2021-11-14：经批准"),),
            },
        ),
        (
            "extend",
            {**FRESH, "original_due_on": YESTERDAY},
            {"due_on": after(9), "reason": "会议改期"},
            {
                "due_on": after(9),
                "original_due_on": YESTERDAY,
                "ongoing": False,
                "progress": (Entry(TODAY, "延期至2021-10-24：会议改期"),),
            },
        ),
    ],
)
def test_what_an_action_sets(
    action: str, values: dict[str, Any], answers: dict[str, Any], effect: dict[str, Any]
) -> None:
    chosen = TASKS.action(action)
    assert chosen is not None
    assert dict(chosen.effect(values, answers, TODAY)) == effect
