"""年度报告: an office's annual report as it stands, what is typed into it, other units' reports, and their sum.

A figure that was typed goes before the one counted from the registers; a 总计 that nobody typed is worked out. Called by
the window's page and by the command line.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from models.base.conditions import AnyOf, Condition, Equals
from models.base.errors import ClerkError, FieldError
from models.base.fields import plain_name
from models.base.record import Changes, Query
from models.export.annual_report import AnnualPaper, read_annual_xlsx, write_annual_docx, write_annual_xlsx
from models.operations.desk import Desk, Outcome
from models.operations.ledgers import OFFICE_SETTING
from models.operations.settings import office_fonts
from models.registers.annual import Added, Cell, Cells, Figure, Form, Imbalance, added, form_of, imbalances, notices
from models.registers.annual.adding import with_totals
from models.registers.annual.figures import cell_named
from models.reports.annual_counts import counted, without_kind
from models.workbook.steps import Step

_REGISTER, _TEXT = "annual_figures", "文字"
PARTS = {
    "一": "总体情况",
    "五": "存在的主要问题及改进情况",
    "六": "其他需要报告的事项",
}
"""The parts of the report that are text; 二, 三 and 四 are tables."""
_YEARS = range(2008, 2100)
"""年度报告 began with the first 条例, in force since 2008-05-01."""
_MOST = Decimal(10) ** 12


@dataclass(frozen=True)
class AnnualReport:
    """One unit's report on one year.

    unit: "" for the office itself. counted: cell -> the applications behind it (the office's own only). typed: what was
    typed. cells: what the form shows, totals worked out. texts: by the number of the part. wrong: what does not
    balance; doubtful: what deserves a look.
    """

    year: int
    unit: str
    issuer: str
    form: Form
    counted: Mapping[Cell, tuple[int, ...]]
    typed: Cells
    cells: Cells
    texts: Mapping[str, str]
    wrong: tuple[Imbalance, ...]
    doubtful: tuple[str, ...]
    last_year: Cells | None = field(default=None, repr=False)
    parts: Mapping[str, "AnnualReport"] = field(default_factory=dict, repr=False)
    """Of a sum: the report of each unit, by the name under which it is told."""


_Typed = Mapping[tuple[int, str], Mapping[str, str]]
"""(year, unit) -> place -> what was typed there."""


def report_of(desk: Desk, year: int, unit: str = "") -> AnnualReport:
    """The report as it stands.

    Raises:
        ClerkError: there are no reports on such a year.
    """
    _form(year)
    return _report(desk, year, unit, _all_typed(desk, (year, year - 1), unit))


def _report(desk: Desk, year: int, unit: str, all_typed: _Typed) -> AnnualReport:
    form = _form(year)
    kept = all_typed.get((year, unit), {})
    typed = {cell: value for cell, value in _figures(kept).items() if cell in set(form.cells)}
    records = counted(desk.book, form, year) if not unit else {}
    cells = _filled(form, records, typed)
    last = _last_year(desk, year, unit, all_typed)
    doubtful = [wrong.sentence for wrong in notices(form, cells, last)]
    nameless = without_kind(desk.book, year) if not unit else ()
    if nameless:
        doubtful.append(f"有 {len(nameless)} 件申请没有填申请人类型，暂时计入“其他”，请补填。")
    return AnnualReport(
        year,
        unit,
        unit or desk.book.setting(OFFICE_SETTING),
        form,
        records,
        typed,
        cells,
        {part: kept.get(f"{_TEXT}/{part}", "") for part in PARTS},
        tuple(imbalances(form, cells, last)),
        tuple(doubtful),
        last,
    )


def _form(year: int) -> Form:
    if year not in _YEARS:
        raise ClerkError(f"没有 {year} 年的年度报告，年份请填四位数字，如 2025。")
    return form_of(year)


def _filled(form: Form, records: Mapping[Cell, tuple[int, ...]], typed: Cells) -> dict[Cell, Figure]:
    """Counted, over it what was typed, and every total that was not typed worked out from its parts."""
    worked_out = with_totals(form, {cell: len(ids) for cell, ids in records.items()}, typed)
    return {cell: worked_out.get(cell, 0) for cell in form.cells}


def _kept(desk: Desk, year: int, unit: str) -> Mapping[str, str]:
    """Place -> what was typed there."""
    return _all_typed(desk, (year,), unit).get((year, unit), {})


def _all_typed(desk: Desk, years: Sequence[int], unit: str | None = None) -> _Typed:
    """What was typed for these years, by one unit ("" is the office itself) or by all; read in one go."""
    wanted: Condition = AnyOf(tuple(Equals("year", year) for year in years))
    if unit is not None:
        wanted = wanted & Equals("unit", unit or None)
    found: dict[tuple[int, str], dict[str, str]] = {}
    for record in desk.book.records(_REGISTER, desk.book.ids(_REGISTER, Query(where=wanted))):
        found.setdefault((record["year"], record["unit"] or ""), {})[record["place"]] = record["value"] or ""
    return found


def _figures(kept: Mapping[str, str]) -> dict[Cell, Figure]:
    return {cell_named(place): _number(value) for place, value in kept.items() if not place.startswith(f"{_TEXT}/")}


def _number(text: str) -> Figure:
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else value


def _last_year(desk: Desk, year: int, unit: str, all_typed: _Typed) -> Cells | None:
    """Last year's figures, where anything is known of them."""
    if year - 1 not in _YEARS:
        return None
    form = form_of(year - 1)
    kept = all_typed.get((year - 1, unit), {})
    typed = {cell: value for cell, value in _figures(kept).items() if cell in set(form.cells)}
    records = counted(desk.book, form, year - 1) if not unit else {}
    return _filled(form, records, typed) if typed or records else None


def years(desk: Desk) -> list[int]:
    """The years there is something to report on, the latest first: with the last whole year and the present one."""
    today = desk.clock.today().year
    told = {record["year"] for record in desk.book.records(_REGISTER, desk.book.ids(_REGISTER))}
    return sorted({*told, today, today - 1} & set(_YEARS), reverse=True)


def units(desk: Desk, year: int) -> list[str]:
    """The other units whose figures were typed or brought in for the year, by name."""
    found = {
        record["unit"]
        for record in desk.book.records(_REGISTER, desk.book.ids(_REGISTER))
        if record["year"] == year and record["unit"]
    }
    return sorted(found)


# -- typed ---------------------------------------------------------------------------------------------


def read_figure(text: str, cell: Cell) -> Figure | None:
    """A figure as typed; empty is None: what the registers tell.

    Raises:
        FieldError: it is no number that may stand there (whole, but for money and 增/减).
    """
    plain = re.sub(r"[\s,，]", "", text)
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise FieldError(f"“{text}”不是数字，请填数字。", str(cell)) from None
    money, change = "金额" in cell.column, "增/减" in cell.column
    if not value.is_finite() or abs(value) >= _MOST:
        raise FieldError(f"“{text}”太大，请核对。", str(cell))
    if value < 0 and not change:
        raise FieldError("不能小于零，请核对。", str(cell))
    if value != value.to_integral_value() and not money:
        raise FieldError(f"“{text}”不是整数，件数要填整数。", str(cell))
    return _number(str(value))


def set_figures(desk: Desk, year: int, unit: str, figures: Mapping[Cell, Figure | None]) -> Outcome:
    """Keep typed figures in one step; None takes a typed figure away.

    Raises:
        ClerkError: no such year, or a cell that the year's form does not have.
    """
    wanted = _places(year, figures, {})
    return _keep(desk, year, unit, wanted, f"填写 {year} 年度报告{_of(unit)} {len(wanted)} 格")


def set_text(desk: Desk, year: int, unit: str, part: str, text: str) -> Outcome:
    """Keep the text of part 一, 五 or 六, in one step.

    Raises:
        ClerkError: no such year or part.
    """
    wanted = _places(year, {}, {part: text})
    return _keep(desk, year, unit, wanted, f"填写 {year} 年度报告{_of(unit)}“{PARTS[part]}”")


def set_report(
    desk: Desk, year: int, unit: str, figures: Mapping[Cell, Figure | None], texts: Mapping[str, str]
) -> Outcome:
    """Keep figures and texts together, in one step.

    Raises:
        ClerkError: no such year or part, or a cell that the year's form does not have.
    """
    return _keep(desk, year, unit, _places(year, figures, texts), f"填写 {year} 年度报告{_of(unit)}")


def _places(year: int, figures: Mapping[Cell, Figure | None], texts: Mapping[str, str]) -> dict[str, str | None]:
    """What is to be kept where: place -> figure or text, None where there is to be none."""
    form = _form(year)
    strange = next((cell for cell in figures if cell not in set(form.cells)), None)
    if strange is not None:
        raise ClerkError(f"{year} 年的表里没有“{strange}”这一格。")
    if (unknown := next((part for part in texts if part not in PARTS), None)) is not None:
        raise ClerkError(f"年度报告的文字部分只有{'、'.join(PARTS)}，没有“{unknown}”。")
    kept: dict[str, str | None] = {str(cell): None if value is None else str(value) for cell, value in figures.items()}
    return kept | {f"{_TEXT}/{part}": text.strip() or None for part, text in texts.items()}


def drop_unit(desk: Desk, year: int, unit: str) -> Outcome:
    """Take all figures of another unit away, in one step."""
    wanted: dict[str, str | None] = dict.fromkeys(_kept(desk, year, unit))
    return _keep(desk, year, unit, wanted, f"移除 {year} 年度报告{_of(unit)}的数据")


def _of(unit: str) -> str:
    return f"（{unit}）" if unit else ""


def _keep(desk: Desk, year: int, unit: str, wanted: Mapping[str, str | None], title: str) -> Outcome:
    now = _kept(desk, year, unit)
    changed = {place: value for place, value in wanted.items() if now.get(place) != value}

    def work(step: Step) -> None:
        for place, value in changed.items():
            key = f"{year}/{unit}/{place}"
            found = desk.book.find(_REGISTER, key)
            if value is None:
                if found is not None:
                    step.delete(_REGISTER, found)
            elif found is None:
                step.insert(_REGISTER, {"key": key, "year": year, "unit": unit, "place": place, "value": value})
            else:
                step.update(_REGISTER, found, {"value": value})

    changes = desk.book.change("annual", title, work)
    return Outcome(changes, f"已{title}。" if changed else "")


def added_up(desk: Desk, year: int, names: Iterable[str] | None = None) -> Added:
    """The office's own report and those of the other units (or of the named ones, "" for the office) as one.

    Of each unit what it carried over from last year is compared too, where last year's report is known.
    """
    reports = _reports(desk, year, names)
    cells = {name: report.cells for name, report in reports.items()}
    return added(_form(year), cells, {name: report.last_year for name, report in reports.items()})


def _reports(desk: Desk, year: int, names: Iterable[str] | None = None) -> dict[str, AnnualReport]:
    """The reports of the office and the other units, by the names under which they are told."""
    wanted = ["", *units(desk, year)] if names is None else list(names)
    own = desk.book.setting(OFFICE_SETTING) or "本单位"
    own += "（本单位）" if own in wanted else ""  # the office was renamed to what another unit is called
    typed = _all_typed(desk, (year, year - 1))
    return {name or own: _report(desk, year, name, typed) for name in wanted}


def sum_of(desk: Desk, year: int) -> AnnualReport:
    """The sum as a report of its own, nothing typed into it; units that do not balance are what is doubtful.

    `counted` are the office's own records; `parts` tells what each unit adds. With last year's reports of all units
    the sum of what was carried over is compared as well.
    """
    form = _form(year)
    reports = _reports(desk, year)
    cells = {name: report.cells for name, report in reports.items()}
    before = {name: report.last_year for name, report in reports.items()}
    total = added(form, cells, before)
    known = {name: last for name, last in before.items() if last is not None}
    last = added(form_of(year - 1), known).cells if len(known) == len(reports) else None
    doubtful = tuple(f"{name}的报表有 {len(wrong)} 处不平：{wrong[0].sentence}" for name, wrong in total.wrong.items())
    wrong = tuple(imbalances(form, total.cells, last))
    counted_own = next(iter(reports.values())).counted
    issuer = desk.book.setting(OFFICE_SETTING)
    texts = dict.fromkeys(PARTS, "")
    return AnnualReport(year, "", issuer, form, counted_own, {}, total.cells, texts, wrong, doubtful, last, reports)


# -- papers --------------------------------------------------------------------------------------------


def paper_of(report: AnnualReport) -> AnnualPaper:
    """The report as the export writes it."""
    return AnnualPaper(report.issuer or "本单位", report.year, report.form, report.cells, report.texts)


def write_report(desk: Desk, report: AnnualReport, target: Path) -> Outcome:
    """Write the report as .docx (all six parts) or .xlsx (the tables).

    Raises:
        ClerkError: another ending. WriteError: the target can't be written.
    """
    match target.suffix.lower():
        case ".docx":
            write_annual_docx(paper_of(report), target, office_fonts(desk))
        case ".xlsx":
            write_annual_xlsx(paper_of(report), target)
        case ending:
            raise ClerkError(f"年度报告只能存为 .docx 或 .xlsx，不能存为“{ending or target.name}”。")
    told = f"，有 {len(report.wrong)} 处勾稽关系不平，请核对" if report.wrong else ""
    return Outcome(Changes(), f"已写成 {report.year} 年度报告，存到“{target.name}”{told}。")


def bring_in_unit(desk: Desk, year: int, unit: str, path: Path) -> Outcome:
    """Take a unit's figures from its .xlsx (as `write_report` makes one), in one step.

    Raises:
        ClerkError: no unit is named, or the office itself. ReadError: the file is no such table.
    """
    if not unit.strip():
        raise ClerkError("请填写是哪个单位的年度报告。")
    if plain_name(unit) == plain_name(desk.book.setting(OFFICE_SETTING)):
        raise ClerkError(f"“{unit.strip()}”就是本单位，数由台账算出或者直接填写，不用导入；请填报来这份表的单位。")
    figures: dict[Cell, Figure | None] = dict(read_annual_xlsx(path, _form(year)))
    return set_figures(desk, year, unit.strip(), figures)
