"""Checks of a notice's 发文字号: taken, well written, in its sequence, and of the office that issues the paper.

Part of `notice_checks`.
"""

from collections.abc import Iterator

from models.export.text import chinese_day
from models.operations import numbering
from models.operations.ledgers import OFFICE_SETTING
from models.operations.notice_paper import Check, Paper
from models.registers.number_gaps import told
from models.registers.number_sequences import number_parts, numbered
from models.registers.office_codes import code_fits


def number_written(paper: Paper) -> Iterator[Check]:
    """What is wrong or doubtful about the number that is filled in."""
    number = paper.document.doc_number
    if not number:
        return
    if paper.desk.book.find("dispatches", number) is not None:
        yield Check(f"文号 {number} 已经用过，请换一个", "文号", grave=True)
        return
    parts = number_parts(number)
    if parts is None or numbered(*parts) != number:
        yield Check(f"文号“{number}”不规范，{_well_written(paper)}", "文号", grave=paper.issuing)
        return
    reserved = paper.desk.book.find("reserved_numbers", number)
    if reserved is not None:
        kept = paper.desk.book.values("reserved_numbers", reserved)
        yield Check(f"文号 {number} 是留给{kept['reserved_for']}的，发出后这条预留随即取消", "文号")
    yield from _sequence(paper, *parts)


def _well_written(paper: Paper) -> str:
    """How the number should be written (党政机关公文格式 7.2.5): what was meant where that is plain, else an example."""
    meant = number_parts(paper.document.doc_number.strip().removesuffix("号") + "号")
    if meant is not None:
        return f"应写成 {numbered(*meant)}"
    example = numbering.next_number(paper.desk, paper.kind.name, paper.document.dated.year)
    return f"请写成 {example or '青政办函〔2026〕8号'} 这样，序号前面不加“第”和 0"


def _sequence(paper: Paper, code: str, year: int, number: int) -> Iterator[Check]:
    if year != paper.document.dated.year:
        yield Check(f"文号的年份是 {year}，成文日期是 {paper.document.dated.year} 年，请核对", "文号")
    sequence = next((item for item in numbering.sequences(paper.desk) if item.code == code), None)
    yield from _of_another_office(paper, code)
    if sequence is None:
        if not numbering.sequences(paper.desk):
            return
        yield Check(f"机关代字“{code}”不在文号序列里，请核对", "文号")
        return
    free = numbering.passed_over(paper.desk, sequence, year, number)
    if free and numbered(code, year, number) not in _reserved(paper):
        yield Check(f"跳号了：{told((code, year), free)} 还没有用", "文号")
    if number < sequence.first(year):
        yield Check(f"{year} 年的号从 {sequence.first(year)} 号起，{number} 号在它前面", "文号")
    for line in numbering.listing(paper.desk, code, year):
        day = line.dated
        if line.state == "taken" and day is not None and (line.number - number) * (day - paper.document.dated).days < 0:
            yield Check(f"文号先后与日期不一致：{line.number} 号的成文日期是 {chinese_day(day)}", "文号")
            return


def _of_another_office(paper: Paper, code: str) -> Iterator[Check]:
    """The 机关代字 of an office that is not the one that issues it; the code in the settings is the office's own."""
    document, book = paper.document, paper.desk.book
    offices = [name for name in (*document.issuer.split("\n"), document.mark.removesuffix("文件")) if name.strip()]
    own = book.setting(numbering.CODE_SETTING).strip()
    if own and code == own and document.issuer == book.setting(OFFICE_SETTING):
        return
    if offices and not any(code_fits(code, name) for name in offices):
        yield Check(f"文号的机关代字“{code}”看来不是{offices[0].strip()}的，请核对是不是用了别的机关的文号", "文号")


def _reserved(paper: Paper) -> set[str]:
    return set(paper.desk.book.distinct("reserved_numbers", "doc_number"))
