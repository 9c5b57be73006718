"""What the document says of itself: title, 文号, issuer, dates, 索引号, 有效性, the documents it acts upon."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.intake.lines import CHINESE_DATE, CHINESE_DIGITS, DATE, ISO_DATE, Line, meta_pairs
from models.intake.numbering import value_of
from models.intake.titles import DOC_NUMBER, find_title, same_words
from models.intake.unbroken import after_title, attached_in_line, signed_in_line, title_in_line
from models.workdays.meaning import spoken

ANY_NUMBER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,16}?)\s*[〔［\[【（(]\s*(?P<year>(?:19|20)\d\d)\s*[)〕］\]】）]\s*(?:第\s*)?(?P<number>\d{1,4})\s*号"
)
INDEX = re.compile(
    r"[A-Za-z0-9]{6,}\s*[/／-]\s*\d{4,6}\s*-\s*\d{3,6}|[A-Za-z0-9-]{8,}/[\d-]{4,}|[A-Za-z]{0,4}\d{6,}[-/A-Za-z0-9]*"
)
ADDRESSEE = re.compile(
    r"^(?:各|市|区|县|省|州|国务院|有关|相关|机关|局|委|委属|本|全|驻|直属|[\u4e00-\u9fff]{2,12}(?:局|办公室|街道|镇|乡|政府|委|中心|科室|部|公司)[、,，])[^。]{0,200}[:：]?$"
)
BASIS = re.compile(r"根据|依据|按照|依照|转发|贯彻落实|落实|遵照|为做好|结合")
VALID = (
    "有效",
    "失效",
    "废止",
    "宣布失效",
    "部分有效",
    "已修改",
    "现行有效",
    "继续有效",
    "全文废止",
    "全文有效",
    "尚未生效",
)


@dataclass
class Facts:
    """The document's own data; None where it does not say."""

    title: str = ""
    notice_title: str = ""
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    published_on: date | None = None
    index_number: str | None = None
    validity: str | None = None
    based_on: tuple[str, ...] = ()
    basis_titles: dict[str, str] = field(default_factory=dict)
    body_from: int = 0
    """The index of the first line of the body."""
    opening_year: int | None = None
    """The year of the first full date in the text, for documents without a day of their own."""
    covering: bool = False
    """The document only hands on (印发, 转发) another one, whose text is attached."""
    attached: bool = False
    doubts: tuple[str, ...] = ()
    """Where the document contradicts itself."""


def real_day(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """The first full date in a text, in digits or in Chinese numerals."""
    for match in (DATE.search(text), ISO_DATE.search(text)):
        if match:
            return real_day(int(match[1]), int(match[2]), int(match[3]))
    match = CHINESE_DATE.search(text)
    if not match:
        return None
    return real_day(int(match[1].translate(CHINESE_DIGITS)), value_of(match[2]), value_of(match[3]))


def number_text(match: re.Match[str]) -> str:
    """A 文号 in its standard form 机关代字〔年〕N号."""
    return f"{match['name'].strip()}〔{match['year']}〕{int(match['number'])}号"


def read_metadata(lines: Sequence[Line], facts: Facts) -> dict[str, str]:
    """Take the facts of the metadata box; gives the values found, by kind of label."""
    found: dict[str, str] = {}
    for line in lines:
        if line.kind == "meta":
            for kind, value in meta_pairs(line.text):
                if value and kind not in found:
                    found[kind] = value
    index = INDEX.search(found.get("index", ""))
    facts.index_number = re.sub(r"\s", "", index[0]) if index else None
    number = ANY_NUMBER.search(found.get("number", ""))
    facts.doc_number = number_text(number) if number else None
    facts.validity = next(
        (word for word in sorted(VALID, key=len, reverse=True) if word in found.get("validity", "")), None
    )
    facts.published_on = read_day(found.get("published", "")) or read_day(found.get("formed", ""))
    return found


def attached_title(lines: Sequence[Line], after: int, facts: Facts) -> None:
    """Find where the attached text begins, and its title; that is the document the tasks belong to."""
    covering = " ".join(line.text for line in lines[after : after + 30] if line.kind in ("body", "signature"))
    quoted = re.findall(r"《([^《》]{3,80}(?:《[^《》]*》[^《》]*)?)》", covering)
    handed_on = re.search(r"现将.{0,120}?(?:印发|转发|下发|发给)|(?:印发|转发|下发)给?你们", covering)
    named = [*quoted]
    printed = re.search(r"关于(?:印发|转发|下发)《?(.+?)》?的通知", facts.notice_title)
    if printed:
        named.append(printed[1])
    for index in range(after, len(lines)):
        for span in (1, 2, 3):
            piece = "".join(line.text for line in lines[index : index + span])
            if same_words(piece, facts.notice_title):
                facts.body_from = max(facts.body_from, index + span)  # the page gives the notice's own title again
                continue
            if all(line.kind == "body" for line in lines[index : index + span]) and any(
                same_words(piece, name) for name in named
            ):
                facts.title, facts.body_from, facts.attached = re.sub(r"\s+", "", piece), index + span, True
                return
    facts.covering = bool(handed_on or printed)
    signed = next((i for i in range(after, len(lines)) if lines[i].kind in ("signature", "reset")), None)
    if facts.covering and signed is not None:
        while signed + 1 < len(lines) and lines[signed + 1].kind in ("signature", "reset", "attachment", "noise"):
            signed += 1
        found = find_title(lines, signed + 1, signed + 6)
        if found:
            facts.title, facts.body_from, facts.attached = found[0], found[2], True


def find_facts(lines: Sequence[Line]) -> Facts:
    """Every fact the document states about itself."""
    facts = Facts()
    meta = read_metadata(lines, facts)
    top = next((i for i, line in enumerate(lines) if line.kind == "body"), 0)
    found = find_title(lines, top, top + 14)
    facts.notice_title = found[0] if found else re.sub(r"\s+", "", meta.get("name", ""))
    if not facts.notice_title and top < len(lines):
        facts.notice_title = title_in_line(lines[top].text) or short_line(lines[top].text)
        number = DOC_NUMBER.match(after_title(lines[top].text).strip())
        facts.doc_number = facts.doc_number or (number_text(number) if number else None)
    framed = FRAMED.match(facts.notice_title)
    if framed:
        number = ANY_NUMBER.match(framed["numbered"] or "")
        facts.doc_number = facts.doc_number or (number_text(number) if number else None)
        facts.notice_title = framed["title"].removesuffix("》")
    facts.title = facts.notice_title
    facts.body_from = found[2] if found else 0
    attached_title(lines, facts.body_from, facts)
    facts.doc_number = facts.doc_number or own_number(lines, found[1] if found else top)
    facts.issued_on = next((day for line in lines if line.kind == "signature" and (day := read_day(line.text))), None)
    headed = read_day(meta.get("issued", ""))
    if facts.issued_on and headed and headed != facts.issued_on:
        told = f"网页上写的成文日期是{spoken(headed)}，落款是{spoken(facts.issued_on)}，按落款记，请核对。"
        facts.doubts = (told,)
    facts.issued_on = facts.issued_on or bracketed_day(lines, facts.body_from) or headed
    signed = signed_in_line(lines) if facts.issued_on is None else None
    if signed:
        facts.issuer, facts.issued_on = signed[0], signed[1]
        whole = " ".join(line.text for line in lines if line.kind == "body")
        facts.title = attached_in_line(signed[2], facts.notice_title, whole) or facts.title
    facts.opening_year = opening_year(lines) if facts.issued_on is None else None
    facts.issuer = facts.issuer or find_issuer(lines, facts, meta, found[1] if found else 0)
    facts.basis_titles = find_basis(lines, facts)
    facts.based_on = tuple(facts.basis_titles)
    return facts


def opening_year(lines: Sequence[Line]) -> int | None:
    """The year a document without a day of its own belongs to, by the first full date it tells (2022年5月9日下午，…)."""
    for line in lines:
        if line.kind in ("body", "signature") and (day := read_day(line.text)):
            return day.year
        bare = BARE_NUMBER.fullmatch(line.text)
        if line.kind == "body" and bare:
            return int(bare[1])
    return None


BARE_NUMBER = re.compile(r"[〔［\[【（(]\s*((?:19|20)\d\d)\s*[)〕］\]】）]\s*第?\s*\d{1,4}\s*[号期次]")
"""〔2022〕第17号 without the letters of the office, as minutes have it."""


def short_line(text: str) -> str:
    """The first line as a title of last resort: short and without a sentence."""
    return re.sub(r"\s+", "", text) if 4 <= len(text) <= 40 and not re.search("[。；;：:]", text) else ""


LONGEST_UNDER_TITLE = 40
LONGEST_WITH_NUMBER = 60
"""Characters of a line of 文号, issuer and day under the title."""
MADE_BY = re.compile(
    r"(?:填报|填表|制表|报送|编制)(?:单位|部门|机关|日期|时间)[^\S\n]*[:：][^\S\n]*(?P<name>[\u4e00-\u9fff（）()]{4,30})?"
)
SIGNED_ASIDE = re.compile(r"[（(](?P<name>[\u4e00-\u9fff]{4,30})[，,、\s\u3000]+(?=20\d\d)")


def bracketed_day(lines: Sequence[Line], body_from: int) -> date | None:
    """A date under the title, in brackets or on the line that says who made the table (填报单位：… 日期)."""
    for line in lines[max(0, body_from - 1) : body_from + 2]:
        in_brackets = line.text[0] in "（(" and len(line.text) < LONGEST_UNDER_TITLE
        numbered = DOC_NUMBER.match(line.text) is not None and len(line.text) < LONGEST_WITH_NUMBER
        if (in_brackets or numbered or MADE_BY.match(line.text)) and (day := read_day(line.text)):
            return day
    return None


def own_number(lines: Sequence[Line], title_at: int) -> str | None:
    """The document's own 文号: on a line by itself near the title, or in the name of an attached file."""
    for line in lines[: title_at + 4]:
        match = DOC_NUMBER.match(re.sub(r"\s+", "", line.text)) if line.kind in ("body", "noise") else None
        if (
            match
            and len(line.text) < 40
            and re.fullmatch(r"(?:签发人[:：].{1,6})?", re.sub(r"\s+", "", line.text)[match.end() :])
        ):
            return number_text(match)
        if match and len(line.text) < LONGEST_WITH_NUMBER and line.kind == "body" and read_day(line.text):
            return number_text(match)
    for line in lines:
        match = DOC_NUMBER.match(line.text) if line.kind == "attachment" else None
        if match:
            return number_text(match)
    return None


def find_issuer(lines: Sequence[Line], facts: Facts, meta: dict[str, str], title_at: int) -> str | None:
    """The issuing body: signature, title, red head, metadata box, web source, in this order."""
    for line in lines:
        if line.kind == "signature":
            name = re.sub(r"\s+", "", re.split(r"(?:19|20)\d\d\s*年|二[〇○零Ｏ0]", line.text)[0]).strip("（()）")
            if name:
                return name
    match = re.match(
        r"(.{2,40}?(?:政府|办公室|办公厅|局|委员会|委|办|厅|中心|部|街道办事处|管委会|集团|公司|领导小组|院|会))关于",
        facts.notice_title,
    )
    if match:
        return match[1]
    for line in lines[:title_at]:
        head = re.sub(r"\s+", "", line.text).removesuffix("文件")
        if line.kind == "body" and re.fullmatch(
            r"[\u4e00-\u9fff()（）]{3,30}(?:政府|办公室|办公厅|局|委员会|委|厅|会|组|中心)", head
        ):
            return head
    for line in lines[title_at : facts.body_from + 2]:
        made = MADE_BY.match(line.text) or SIGNED_ASIDE.match(line.text)
        if made and made["name"]:
            return made["name"]
    return meta.get("issuer") or meta.get("origin") or None


def basis_sentences(lines: Sequence[Line]) -> Iterator[str]:
    """The opening sentences that may name the documents acted upon: before the first numbered item."""
    for line in lines:
        if line.kind != "body":
            continue
        if re.match(
            r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]+[)）]|\d{1,2}\s*[.．、](?!\d))",
            line.text,
        ):
            return
        yield from (sentence for sentence in re.split("[。；]", line.text[:3000]) if BASIS.search(sentence))


FRAMED = re.compile(r"(?P<numbered>[^《》]{4,40}号)?\s*《(?P<title>.{4,}(?:通知|意见|决定|函|通报)》?)$")
"""武政〔2024〕1号《…的通知》: a collection of documents gives the title in 《》, its number in front."""
NAMED = re.compile(r"《(?P<title>[^《》]{4,150}(?:《[^《》]{1,120}》[^《》]{0,60})?)》\s*[（(]?\s*$")


def find_basis(lines: Sequence[Line], facts: Facts) -> dict[str, str]:
    """文号 of the documents named as the basis (根据《…》（…号）) or handed on (转发), each with its title or ""."""
    found: dict[str, str] = {}
    bodies = [lines[: facts.body_from + 8], lines[facts.body_from :]] if facts.attached else [lines]
    for body in bodies:
        for sentence in basis_sentences(body):
            for match in ANY_NUMBER.finditer(sentence):
                before = sentence[: match.start()].rstrip()
                if before.endswith(("（", "(", "以下简称")) or "》" in before:
                    named = NAMED.search(before)
                    found[number_text(match)] = found.get(number_text(match)) or (named["title"] if named else "")
    found.pop(facts.doc_number or "", None)
    return found
