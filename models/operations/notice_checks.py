"""Checks of a notice before it goes out: what is missing, wrong or doubtful, each with the place where it is mended.

One function, `checks`, on the document as composed and perhaps edited. A grave check keeps it from being issued; a mild one
is told and may be meant. Which fonts a PC lacks is for the window to add. Called by `issuing` and `dispatching`, the
window's composer and the command line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.base.record import Record
from models.export.gongwen import BodyTable, Gongwen, Paragraph
from models.export.text import chinese_day
from models.operations import notice_records, numbering
from models.operations.desk import Desk
from models.operations.notice_kinds import Kind, kind_named
from models.operations.notice_settings import Settings, read_settings
from models.registers.number_sequences import number_parts
from models.registers.units import looks_like_group

BODY, RECORDS = "正文", "记录"
"""Places that are no elements: the text, the list of records."""


@dataclass(frozen=True)
class Check:
    """One finding. place: the Chinese name of the element, `BODY` or `RECORDS`; paragraph: which of the body, from 0."""

    sentence: str
    place: str
    grave: bool = False
    paragraph: int | None = None


@dataclass(frozen=True)
class _Paper:
    """What is checked: the document with everything it was made from."""

    desk: Desk
    kind: Kind
    document: Gongwen
    ids: Sequence[int]
    given: Mapping[str, Any]
    issuing: bool
    records: Sequence[Record] = field(default=())

    def text(self) -> str:
        """The body's paragraphs in one."""
        return "\n".join(part.text for part in self.document.body if isinstance(part, Paragraph))


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
    paper = _Paper(desk, made, document, ids, read_settings(made, settings or {}), issuing, records)
    found = [check for part in _PARTS for check in part(paper)]
    return tuple(sorted(dict.fromkeys(found), key=lambda check: not check.grave))


def _missing(paper: _Paper) -> Iterator[Check]:
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


def _unused(paper: _Paper) -> Iterator[Check]:
    used = paper.kind.used
    for name, value in paper.given.items():
        if value and name not in used:
            yield Check(f"{paper.kind.name}的文稿没有用到“{name}”，填了也不会写进去", name)


def _number(paper: _Paper) -> Iterator[Check]:
    number = paper.document.doc_number
    if not number:
        return
    if paper.desk.book.find("dispatches", number) is not None:
        yield Check(f"文号 {number} 已经用过，请换一个", "文号", grave=True)
        return
    parts = number_parts(number)
    if parts is None or numbering.numbered(*parts) != number:
        yield Check(f"文号“{number}”不规范，{_well_written(paper)}", "文号", grave=paper.issuing)
        return
    reserved = paper.desk.book.find("reserved_numbers", number)
    if reserved is not None:
        kept = paper.desk.book.values("reserved_numbers", reserved)
        yield Check(f"文号 {number} 是留给{kept['reserved_for']}的，发出后这条预留随即取消", "文号")
    yield from _sequence(paper, *parts)


def _well_written(paper: _Paper) -> str:
    """How the number should be written (党政机关公文格式 7.2.5): what was meant where that is plain, else an example."""
    meant = number_parts(paper.document.doc_number.strip().removesuffix("号") + "号")
    if meant is not None:
        return f"应写成 {numbering.numbered(*meant)}"
    example = numbering.next_number(paper.desk, paper.kind.name, paper.document.dated.year)
    return f"请写成 {example or '青政办函〔2026〕8号'} 这样，序号前面不加“第”和 0"


def _sequence(paper: _Paper, code: str, year: int, number: int) -> Iterator[Check]:
    if year != paper.document.dated.year:
        yield Check(f"文号的年份是 {year}，成文日期是 {paper.document.dated.year} 年，请核对", "文号")
    sequence = next((item for item in numbering.sequences(paper.desk) if item.code == code), None)
    if sequence is None:
        if not numbering.sequences(paper.desk):
            return
        yield Check(f"机关代字“{code}”不在文号序列里，请核对", "文号")
        return
    following = numbering.next_in(paper.desk, sequence, year)
    if number > following and numbering.numbered(code, year, number) not in _reserved(paper):
        yield Check(f"跳号了：{numbering.numbered(code, year, following)} 还没有用", "文号")
    if number < sequence.first(year):
        yield Check(f"{year} 年的号从 {sequence.first(year)} 号起，{number} 号在它前面", "文号")
    for line in numbering.listing(paper.desk, code, year):
        day = line.dated
        if line.state == "taken" and day is not None and (line.number - number) * (day - paper.document.dated).days < 0:
            yield Check(f"文号先后与日期不一致：{line.number} 号的成文日期是 {chinese_day(day)}", "文号")
            return


def _reserved(paper: _Paper) -> set[str]:
    return set(paper.desk.book.distinct("reserved_numbers", "doc_number"))


def _days(paper: _Paper) -> Iterator[Check]:
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


def _other_days(paper: _Paper) -> Iterator[tuple[str, date]]:
    """The days that were set by hand (also at the beginning of words: 3月5日下午3时 with its year), and the time limit that follows from the kind, where the text tells it."""
    for name, value in paper.given.items():
        if name == "日期":
            continue
        if isinstance(value, date):
            yield name, value
        elif (match := _WRITTEN_DAY.match(str(value))) is not None and not _wrong_day(match):
            yield name, date(int(match[1]), int(match[2]), int(match[3]))
    if _LIMIT not in paper.given:
        limit = notice_records.limit(paper.desk, paper.kind, paper.records, paper.document.dated)
        if limit is not None and chinese_day(limit) in paper.text():
            yield _LIMIT, limit


_LIMIT = "办理时限"
_WRITTEN_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:（(?:星期|周)([一二三四五六日天])）)?")
_WEEKDAYS = "一二三四五六日"


def _written_days(paper: _Paper) -> Iterator[Check]:
    """Days as they stand in the text: those that do not exist, those with the wrong day of the week."""
    for place, part in enumerate(paper.document.body):
        for text in _texts(part):
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


def _attachments(paper: _Paper) -> Iterator[Check]:
    document = paper.document
    inside = {annex.name for annex in document.annexes}
    for name in document.attachments:
        if name not in inside:
            yield Check(f"附件“{name}”不在这份文件里，请另外附上", "附件")
    if not document.attachments:
        for place, part in enumerate(document.body):
            if isinstance(part, Paragraph) and (said := _ATTACHED.search(part.text)):
                yield Check(f"正文里写了“{said[0]}”，但是没有附件", BODY, paragraph=place)


def _units(paper: _Paper) -> Iterator[Check]:
    for place, names in (("主送", _parted(paper.document.addressees)), ("抄送", paper.document.copy_to)):
        for name in names:
            if paper.desk.book.known("units", name) is None and not looks_like_group(name):
                yield Check(f"“{name}”不在单位名册里，请核对写法", place)


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[、，,；;\n]", text) if part.strip())


def _records(paper: _Paper) -> Iterator[Check]:
    register = paper.kind.register
    if register is None:
        return
    gone = len(set(paper.ids)) - len(paper.records)
    if gone:
        yield Check(f"有 {gone} {register.counter}{register.noun}已经被删除，请去掉", RECORDS, grave=True)
    told = "\n".join(text for part in paper.document.body for text in _texts(part))
    for record in paper.records:
        name = str(record[register.title_field])[:16]
        if record.status not in paper.kind.accepted:
            yield Check(f"“{name}”现在是{record.status_text}，不能写进{paper.kind.name}", RECORDS, grave=True)
        if register.unit_fields and not any(record[role] for role in register.unit_fields):
            yield Check(f"“{name}”没有写明单位", RECORDS)
        for field_name in sorted(record.estimates):
            day = record[field_name]
            if isinstance(day, date) and (chinese_day(day) in told or day.isoformat() in told):
                title = register.field(field_name).title
                yield Check(f"“{name}”的{title} {chinese_day(day)} 是估算：{day.year} 年的放假安排还没有公布", RECORDS)


_REMAINS = re.compile(r"【[^】]{0,20}】|[X×Ｘ]{2,}|_{2,}|＿+|某某|\{\{|\}\}|\{%")


def _remains(paper: _Paper) -> Iterator[Check]:
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
        for text in _texts(part):
            if found := _REMAINS.search(text):
                inside = number < len(document.body)
                where = BODY if inside else "附件"
                yield Check(f"{where}里还有没填的“{found[0]}”", where, True, number if inside else None)


def _texts(part: Paragraph | BodyTable) -> Iterable[str]:
    return (part.text,) if isinstance(part, Paragraph) else (cell for row in part.rows for cell in row)


_PARTS: Sequence[Callable[[_Paper], Iterator[Check]]] = (
    *(_missing, _unused, _number, _days, _written_days, _attachments, _units, _records, _remains),
)
