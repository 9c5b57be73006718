"""Phrases written from known dates in any shape must give the dates back; no text may raise."""

import calendar as gregorian
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import Deadline, DocumentDates, combine, find_in_text, read_slot

CALENDAR = WorkCalendar()
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
FIGURES = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """A number up to 99 as written in words."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else FIGURES[tens] + "十"
    return head + (FIGURES[ones] if ones else "") or "〇"


def month_end(day: date) -> date:
    return day.replace(day=gregorian.monthrange(day.year, day.month)[1])


@st.composite
def numbers_style(draw: st.DrawFn) -> tuple[str, str]:
    """How figures are written and what stands between them and the units."""
    style = draw(st.sampled_from(["plain", "wide", "words"]))
    blank = draw(st.sampled_from(["", "", " ", "\u3000", "\n"])) if style != "words" else ""
    return style, blank


def written(style: str, number: int, *, year: bool = False) -> str:
    if style == "words":
        return "".join(FIGURES[int(c)] for c in str(number)) if year else chinese(number)
    return str(number).translate(FULL_WIDTH) if style == "wide" else str(number)


@st.composite
def phrases(draw: st.DrawFn, year: int | None = None) -> tuple[str, date, bool]:
    """A limit phrase, its date, and whether it states the year."""
    day = draw(st.dates(date(year or 2001, 1, 1), date(year or 2089, 12, 31)))
    style, blank = draw(numbers_style())
    stated = draw(st.booleans())
    month = f"{written(style, day.month)}{blank}月"
    prefix = f"{written(style, day.year, year=True)}{blank}年{blank}" if stated else ""
    shape = draw(st.sampled_from(["day", "month", "edge", "quarter", "half", "year", "within"]))
    if shape == "day":
        clock = draw(st.sampled_from(["", "下班", "下午下班", "17:00", "（星期五）", "下午5点"]))
        before = draw(st.sampled_from(["前", "之前", "以前"]))
        return f"{prefix}{month}{blank}{written(style, day.day)}{blank}日{clock}{before}", day, stated
    if shape == "month":
        return f"{prefix}{month}{draw(st.sampled_from(['底前', '底以前', '末前', '底之前']))}", month_end(day), stated
    if shape == "edge":
        word, number = draw(st.sampled_from([("上旬", 10), ("中旬", 20), ("下旬", 0)]))
        due = day.replace(day=number) if number else month_end(day)
        return f"{prefix}{month}{word}前", due, stated
    if shape == "quarter":
        quarter = (day.month + 2) // 3
        ordinal = draw(st.sampled_from(["", "第"]))
        return f"{prefix}{ordinal}{written(style, quarter)}季度末前", month_end(date(day.year, quarter * 3, 1)), stated
    if shape == "half":
        half, due = ("上", date(day.year, 6, 30)) if day.month <= 6 else ("下", date(day.year, 12, 31))
        return f"{prefix}{half}半年前" if draw(st.booleans()) else f"{prefix}{half}半年内", due, stated
    if shape == "within":
        return (
            f"{prefix}年内"
            if stated and draw(st.booleans())
            else f"{prefix.rstrip('年') + '年' if stated else '年'}内",
            date(day.year, 12, 31),
            stated,
        )
    return f"{prefix}{draw(st.sampled_from(['年底前', '年末前']))}", date(day.year, 12, 31), stated


@given(phrase=phrases(), tail=st.sampled_from(["", "完成", "。", "；", ")", "完成报送"]))
def test_a_slot_gives_its_date_back(phrase: tuple[str, date, bool], tail: str) -> None:
    text, due, stated = phrase
    dates = DocumentDates(title_year=due.year)
    found = read_slot(text + tail, dates, CALENDAR)
    assert found.due_on == due
    assert not found.ongoing
    assert ("年份按标题推定为" in "".join(found.warnings)) == (not stated)


DECOYS = [
    "围绕2020年政府重点工作任务",
    "按照〔2019〕62号文件要求",
    "落实《2018年底前完成的事项》",
    "持续推进专栏建设",
    "对照2019年年报",
    "",
]


@given(
    phrase=phrases(), before=st.sampled_from(DECOYS), link=st.sampled_from(["", "于", "在", "要在", "各单位于", "力争"])
)
def test_running_text_gives_its_date_back(phrase: tuple[str, date, bool], before: str, link: str) -> None:
    wording, due, _ = phrase
    text = f"{before}，{link}{wording}完成自查并报送情况。加强宣传。"
    found = find_in_text(text, DocumentDates(title_year=due.year), CALENDAR)
    assert found.due_on == due
    assert found.text == wording
    assert found.milestones == ()
    assert found.span == (text.rindex(wording), text.rindex(wording) + len(wording))


@given(parts=st.integers(2001, 2089).flatmap(lambda year: st.lists(phrases(year), min_size=2, max_size=4)))
def test_the_last_of_several_is_due_and_all_are_milestones(parts: list[tuple[str, date, bool]]) -> None:
    due = [day for _, day, _ in parts]
    text = "；".join(f"{wording}完成第{n}项任务" for n, (wording, _, _) in enumerate(parts, 1))
    found = find_in_text(text, DocumentDates(title_year=due[0].year), CALENDAR)
    assert found.due_on == max(due)
    assert [m.due_on for m in found.milestones] == due


@given(issued=st.dates(date(2001, 1, 1), date(2089, 1, 1)), count=st.integers(1, 99), words=st.booleans())
def test_days_after_the_issue(issued: date, count: int, words: bool) -> None:
    number = chinese(count) if words else str(count)
    dates = DocumentDates(issued_on=issued)
    assert read_slot(f"印发后{number}日内", dates, CALENDAR).due_on == issued + timedelta(days=count)
    found = find_in_text(f"自本通知印发之日起{number}个工作日内完成", dates, CALENDAR)
    assert found.due_on == CALENDAR.add_workdays(issued, count)


LIKELY = st.text(
    st.sampled_from(
        list(
            "年月日号底末前后内上下半季度每周旬初中天工作个起至到于在自从收到印发持续推进长期一二三四五六七八九十百零〇两首第次本今明0123456789０９-./:，。、；（）《》〔〕 \n\u3000\u200b①½"
        )
    ),
    max_size=60,
)
DOCUMENTS = st.builds(
    DocumentDates,
    st.none() | st.integers(1, 9999),
    st.none() | st.dates(),
    st.none() | st.dates(),
)


def check(found: Deadline, text: str) -> None:
    assert all(w and "\n" not in w for w in found.warnings)
    if found.span:
        assert text[found.span[0] : found.span[1]] == found.text
    else:
        assert found.text == ""
    assert all(text[m.span[0] : m.span[1]] == m.text for m in found.milestones)


@given(text=LIKELY | st.text(max_size=80), dates=DOCUMENTS)
def test_no_text_raises(text: str, dates: DocumentDates) -> None:
    slot, running = read_slot(text, dates, CALENDAR), find_in_text(text, dates, CALENDAR)
    check(slot, text)
    check(running, text)
    combine(slot, running)
