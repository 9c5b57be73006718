"""Notices on public holidays as pasted, held against the arrangements that the package of holidays knows."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import ClerkError
from models.workdays.arrangement import read_arrangement
from models.workdays.calendar import WorkCalendar

NOTICE_2025 = """国务院办公厅关于2025年部分节假日安排的通知
国办发明电〔2024〕12号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2025年元旦、春节、清明节、劳动节、端午节、国庆节和中秋节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2024年11月12日
"""
NOTICE_2024 = """关于2024年部分节假日安排的通知 一、元旦：1月1日放假，与周末连休。二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、
2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。三、清明节：4月4日至6日放假调休，共3天。
4月7日（星期日）上班。四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
"""


@pytest.mark.parametrize(("text", "year"), [(NOTICE_2025, 2025), (NOTICE_2024.replace("\n", ""), 2024)])
def test_a_whole_years_notice_is_what_the_package_knows(text: str, year: int) -> None:
    found = read_arrangement(text)
    assert (found.year, found.whole) == (year, True)
    told = {item.day: item.works for item in found.days}
    own = WorkCalendar(told, arranged={2035})
    day = date(year, 1, 1)
    while day.year == year:
        expected = WorkCalendar().is_workday(day)
        assert told.get(day, day.weekday() < 5) == expected, day
        assert own.is_workday(day) == expected
        day += timedelta(days=1)
    assert {item.feast for item in found.days} >= {"元旦", "清明节"}


def test_a_year_that_only_the_office_knows_is_no_estimate() -> None:
    found = read_arrangement(re.sub("[（、]周.）", "", NOTICE_2025.replace("2025", "2031")))
    days = {item.day: item.works for item in found.days}
    calendar = WorkCalendar(days, arranged={2031})
    assert WorkCalendar(days).is_estimate(2031)
    assert not calendar.is_estimate(2031)
    assert calendar.is_estimate(2032)
    assert not calendar.is_workday(date(2031, 1, 28))
    assert calendar.is_workday(date(2031, 2, 8))  # a Saturday
    assert calendar.is_workday(date(2031, 4, 7)), "the law's own days do not count beside the notice"


def test_part_of_a_year_and_a_day_in_the_december_before() -> None:
    found = read_arrangement("2027年元旦放假安排：2026年12月31日放假1天，2027年1月3日（周日）上班")
    assert [(item.day, item.works) for item in found.days] == [(date(2026, 12, 31), False), (date(2027, 1, 3), True)]
    assert not found.whole


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "没有写明年份"),
        ("元旦：1月1日放假", "没有写明年份"),
        ("2027年部分节假日安排的通知", "没有找到放假的日期"),
        ("2027年的节假日。2月6日（周六）上班。", "没有找到放假的日期"),
        ("2027年部分节假日安排：2月30日放假", "2027年没有“2月30日”这一天"),
        ("2027年部分节假日安排：31日放假", "2027年没有“31日”这一天"),
        ("2027年部分节假日安排：1月1日（周三）放假", "2027年1月1日是周五，文字里写的是周三"),
        ("2027年部分节假日安排：5月5日至1日放假", "起止日期前后不对"),
        ("2027年部分节假日安排：1月1日至12月1日放假", "起止日期前后不对"),
    ],
)
def test_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ClerkError, match=sentence):
        read_arrangement(text)


@given(st.text(alphabet="2027年1月3日至（周五）放假上班、。一：\n x", max_size=80))
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        found = read_arrangement(text)
    except ClerkError:
        return
    assert found.days
