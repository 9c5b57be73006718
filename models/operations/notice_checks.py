"""Checks of a notice before it goes out: what is missing, wrong or doubtful, each with the place where it is mended.

One function, `checks`, on the document as composed and perhaps edited. A grave check keeps it from being issued; a mild one
is told and may be meant. Which fonts a PC lacks is for the window to add. Called by `issuing` and `dispatching`, the
window's composer and the command line.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from models.export.gongwen import BodyTable, Gongwen, Paragraph
from models.export.text import chinese_day
from models.operations import notice_records, numbering
from models.operations.desk import Desk
from models.operations.notice_edited import elements_written
from models.operations.notice_kinds import kind_named
from models.operations.notice_number import number_written
from models.operations.notice_paper import BODY, RECORDS, Check, Paper, texts
from models.operations.notice_settings import Settings, read_settings
from models.operations.notice_subjects import records_fit, records_meant, records_told, units_known, units_reached

__all__ = ["BODY", "RECORDS", "Check", "checks"]


def checks(
    desk: Desk,
    kind: str,
    document: Gongwen,
    ids: Sequence[int] = (),
    settings: Settings | None = None,
    *,
    issuing: bool = False,
) -> tuple[Check, ...]:
    """Everything found in the document, the grave first. ids: the records it is about; settings: as it was composed with.

    issuing: it is to be registered and sent, so that it needs a number and a signature.

    Raises:
        ClerkError: no such kind, or a setting that can't be read.
    """
    made = kind_named(desk, kind)
    records = desk.book.records(made.register.name, ids) if made.register is not None else []
    given = settings or {}
    paper = Paper(desk, made, document, ids, read_settings(made, given), issuing, records, given)
    found = [check for part in _PARTS for check in part(paper)]
    return tuple(sorted(dict.fromkeys(found), key=lambda check: not check.grave))


def _missing(paper: Paper) -> Iterator[Check]:
    document, declared = paper.document, paper.kind.declared
    if not document.addressees.strip():
        yield Check("还没有填写主送单位", "主送", grave=True)
    if not document.issuer.strip():
        yield Check("还没有署名，请填写发文机关", "单位", grave=paper.issuing)
    for name in declared.required:
        if not paper.given.get(name):
            yield Check(f"还没有填写{name}", name, grave=True)
    if not any(isinstance(part, BodyTable) or part.text.strip() for part in document.body):
        yield Check("正文是空的", BODY, grave=True)
    if not any(name in document.note or paper.given.get(name) for name in ("联系人", "联系电话")):
        yield Check("还没有填写联系人", "联系人")
    if document.doc_number:
        return
    coming = numbering.next_number(paper.desk, paper.kind.name, document.dated.year)
    if not paper.issuing:
        yield Check(f"还没有文号，发出时取 {coming}" if coming else "还没有填写文号", "文号")
    elif not coming:
        yield Check("还没有填写文号；在“文号序列”里写好机关代字，就会自动编号", "文号", grave=True)


def _unused(paper: Paper) -> Iterator[Check]:
    used = paper.kind.used
    for name, value in paper.given.items():
        if value and name not in used:
            yield Check(f"{paper.kind.name}的文稿没有用到“{name}”，填了也不会写进去", name)


def _days(paper: Paper) -> Iterator[Check]:
    dated = paper.document.dated
    for source in notice_records.sources(paper.desk, paper.kind, paper.records):
        issued: date | None = source["issued_on"]
        if issued is not None and dated < issued:
            name = source["doc_number"] or f"《{source['title']}》"
            yield Check(f"成文日期早于依据文件{name}的成文日期 {chinese_day(issued)}", "日期", grave=True)
    if not paper.desk.calendar.is_workday(dated):
        yield Check(f"成文日期 {chinese_day(dated)} 不是工作日", "日期")
    if dated > paper.desk.clock.today():
        yield Check(f"成文日期 {chinese_day(dated)} 还没有到", "日期")
    for name, day in _other_days(paper):
        if day < dated:
            yield Check(f"{name} {chinese_day(day)} 早于成文日期", name, grave=True)
        elif not paper.desk.calendar.is_workday(day):
            yield Check(f"{name} {chinese_day(day)} 不是工作日", name)
        if name == _LIMIT and name not in paper.given and paper.desk.calendar.is_estimate(day.year):
            why = f"{day.year} 年的放假安排还没有公布"
            yield Check(f"{name} {chinese_day(day)} 是估算：{why}，按周末和法定节日推算", name)


def _other_days(paper: Paper) -> Iterator[tuple[str, date]]:
    """The days that were set by hand (also at the beginning of words: 3月5日下午3时), and the time limit that follows from the kind, where the text tells it."""
    for name, value in paper.given.items():
        if name == "日期":
            continue
        if isinstance(value, date):
            yield name, value
        elif (day := _day_written(str(value), paper.document.dated)) is not None:
            yield name, day
    if _LIMIT not in paper.given:
        limit = notice_records.limit(paper.desk, paper.kind, paper.records, paper.document.dated)
        if limit is not None and chinese_day(limit) in paper.text():
            yield _LIMIT, limit


def _day_written(text: str, dated: date) -> date | None:
    """The day at the beginning of words; one without its year is the nearest to the document's."""
    match = _BEGINS_WITH_DAY.match(text)
    if match is None:
        return None
    month, day = (int(match[2]), int(match[3])) if match[2] else (int(match[4]), int(match[5]))
    years = [int(match[1])] if match[1] else [dated.year - 1, dated.year, dated.year + 1]
    days = [date(year, month, day) for year in years if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]]
    return min(days, key=lambda found: abs(found - dated), default=None)


_LIMIT = "办理时限"
_BEGINS_WITH_DAY = re.compile(
    r"\s*(?:(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)|(\d{1,2})月(\d{1,2})[日号])"
)
_WRITTEN_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:（(?:星期|周)([一二三四五六日天])）)?")
_WEEKDAYS = "一二三四五六日"


def _written_days(paper: Paper) -> Iterator[Check]:
    """Days as they stand in the text: those that do not exist, those with the wrong day of the week."""
    for place, part in enumerate(paper.document.body):
        for text in texts(part):
            for match in _WRITTEN_DAY.finditer(text):
                if said := _wrong_day(match):
                    yield Check(said, BODY, grave=True, paragraph=place)


def _wrong_day(match: re.Match[str]) -> str:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return f"“{match[0]}”这一天不存在"
    weekday = _WEEKDAYS[day.weekday()]
    wrong = match[4] is not None and match[4].replace("天", "日") != weekday
    return f"{chinese_day(day)}是星期{weekday}，不是星期{match[4]}" if wrong else ""


_ATTACHED = re.compile(r"附后|见附件|填报|附件《")


def _attachments(paper: Paper) -> Iterator[Check]:
    document = paper.document
    inside = {annex.name for annex in document.annexes}
    for name in document.attachments:
        if name not in inside:
            yield Check(f"附件“{name}”不在这份文件里，请另外附上", "附件")
    if not document.attachments:
        for place, part in enumerate(document.body):
            if isinstance(part, Paragraph) and (said := _ATTACHED.search(part.text)):
                yield Check(f"正文里写了“{said[0]}”，但是没有附件", BODY, paragraph=place)


_REMAINS = re.compile(r"【[^】]{0,20}】|[X×Ｘ]{2,}|_{2,}|＿+|某某|\{\{|\}\}|\{%")


def _remains(paper: Paper) -> Iterator[Check]:
    """What a template or an older paper left behind."""
    document = paper.document
    elements = (
        *(("标题", document.title), ("主送", document.addressees), ("单位", document.issuer)),
        *(("文号", document.doc_number), ("联系人", document.note), ("发文机关标志", document.mark)),
        *(("附件", name) for name in document.attachments),
    )
    for place, text in elements:
        if found := _REMAINS.search(text):
            yield Check(f"{place}里还有没填的“{found[0]}”", place, grave=True)
    parts = (*document.body, *(part for annex in document.annexes for part in annex.body))
    for number, part in enumerate(parts):
        for text in texts(part):
            if found := _REMAINS.search(text):
                inside = number < len(document.body)
                where = BODY if inside else "附件"
                yield Check(f"{where}里还有没填的“{found[0]}”", where, True, number if inside else None)


_PARTS: Sequence[Callable[[Paper], Iterator[Check]]] = (
    *(_missing, elements_written, _unused, number_written, _days, _written_days, _attachments),
    *(units_known, units_reached, records_fit, records_meant, records_told, _remains),
)
