"""The annual report in the window: year and unit above, the tables and texts, what does not balance below.

Every figure typed is one operation, at once in the workbook; the window's 撤销 takes it back.
"""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError
from models.base.file_names import safe_file_name
from models.operations import annual
from models.operations.annual_parts import Part, parts_of
from models.operations.settings import office_fonts
from models.registers.annual import Cell
from models.reports.annual_counts import REGISTERS
from ui.annual.figure_table import FigureTable
from ui.annual.parts_dialog import PartsDialog
from ui.last_folders import folder_for, keep_folder
from ui.printing import PagesDialog, annual_pages
from ui.session import Session
from ui.widgets.export_dialog import with_ending
from ui.widgets.wrap_row import WrapRow

_TABLES = ("二", "三", "四")
_ALL = "\x00all"
_CELL, _UNIT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_LEADS = {
    "records": ("看这一格的记录", "在台账里选中这个数所统计的记录"),
    "units": ("看这一格由哪些单位合成…", "列出每个单位的数，可以到那个单位的报表（回车）"),
    "cells": ("看这一格由哪些数合成…", "列出相加得出这个数的各格"),
}
"""What a figure can lead to: the button's text and what it does."""


class AnnualDialog(QDialog):
    """Shows one unit's report on one year, or the sum of all."""

    records_asked = Signal(str, object)
    """A register and the ids that a figure counts: the window shows them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("政府信息公开工作年度报告")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        screen = self.screen().availableSize()
        self.setMinimumSize(560, 400)
        self.resize(min(1080, screen.width() - 30), min(760, screen.height() - 50))
        self.years, self.units = QComboBox(), QComboBox()
        self.years.setAccessibleName("年度")
        self.units.setAccessibleName("单位")
        self.tables = [FigureTable(number) for number in _TABLES]
        self.texts = {part: QPlainTextEdit() for part in annual.PARTS}
        self.tabs = QTabWidget()
        self.findings = QListWidget()
        self.findings.setAccessibleName("勾稽关系")
        self.findings.setWordWrap(True)
        self.findings.setMaximumHeight(110)
        self.report: annual.AnnualReport | None = None
        self._build()
        self._fill_years()
        session.changed.connect(self._workbook_changed)
        self._show()

    def _build(self) -> None:
        head = QHBoxLayout()
        for title, box in (("年度", self.years), ("单位", self.units)):
            label = QLabel(title)
            label.setBuddy(box)
            head.addWidget(label)
            head.addWidget(box)
        self.another = _button(
            "导入单位报表…", "把其他单位报来的年度报告表格（本程序导出的 .xlsx）收进来", self.bring_in
        )
        self.drop = _button("移除这个单位", "去掉这个单位这一年的数据，可以撤销", self.drop_unit)
        head.addWidget(self.another)
        head.addWidget(self.drop)
        head.addStretch(1)
        for table in self.tables:
            self.tabs.addTab(table, f"表{table.number}")
            table.typed.connect(self._typed)
            table.currentItemChanged.connect(lambda *_: self._refresh_buttons())
            table.opened.connect(self.show_records)
        self.tabs.addTab(self._text_pane(), "文字部分")
        self.tabs.setCurrentIndex(1)
        self.tabs.currentChanged.connect(lambda _: self._refresh_buttons())
        self.years.currentIndexChanged.connect(lambda _: self._year_chosen())
        self.units.currentIndexChanged.connect(lambda _: self._show())
        self.findings.itemActivated.connect(self._go_to)
        self.findings.itemClicked.connect(self._go_to)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.records_button = _button(*_LEADS["records"], self.show_records)
        self.pages_button = _button("预览和打印…", "按规定的格式排好的页面", self.show_pages)
        self.word_button = _button("存为 Word…", "六个部分，按规定的格式", lambda: self.save(".docx"))
        self.excel_button = _button("存为 Excel…", "三张表，可以报给上级汇总", lambda: self.save(".xlsx"))
        close = _button("关闭", "填写的内容都已保存", self.reject)
        foot = WrapRow(leading=1)
        for button in (self.records_button, self.pages_button, self.word_button, self.excel_button, close):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.told)
        column.addWidget(self.findings)
        column.addLayout(foot)

    def _text_pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        for part, editor in self.texts.items():
            label = QLabel(f"{part}、{annual.PARTS[part]}")
            label.setBuddy(editor)
            editor.setAccessibleName(annual.PARTS[part])
            editor.setTabChangesFocus(True)
            column.addWidget(label)
            column.addWidget(editor, 1)
        return pane

    # -- what is shown --------------------------------------------------------------------------------

    @property
    def year(self) -> int:
        """The year chosen."""
        return int(self.years.currentData())

    @property
    def unit(self) -> str:
        """The unit chosen; "" for the office itself."""
        return str(self.units.currentData() or "")

    @property
    def is_sum(self) -> bool:
        """Whether the sum of all units is shown."""
        return self.unit == _ALL

    def _fill_years(self) -> None:
        with QSignalBlocker(self.years):
            for year in annual.years(self._session.desk):
                self.years.addItem(f"{year} 年", year)
            last = self._session.clock.today().year - 1
            self.years.setCurrentIndex(max(0, self.years.findData(last)))
        self._fill_units("")

    def _fill_units(self, chosen: str) -> None:
        others = annual.units(self._session.desk, self.year)
        with QSignalBlocker(self.units):
            self.units.clear()
            self.units.addItem("本单位", "")
            for name in others:
                self.units.addItem(name, name)
            if others:
                self.units.addItem(f"汇总（本单位和 {len(others)} 个单位）", _ALL)
            self.units.setCurrentIndex(max(0, self.units.findData(chosen)))

    def _year_chosen(self) -> None:
        self._fill_units(self.unit)
        self._show()

    def _workbook_changed(self, changes: object) -> None:
        del changes
        self._fill_units(self.unit)
        self._show()

    def _show(self) -> None:
        desk = self._session.desk
        self.report = annual.sum_of(desk, self.year) if self.is_sum else annual.report_of(desk, self.year, self.unit)
        editable = self._session.writable and not self.is_sum
        for table in self.tables:
            table.show_report(self.report, editable=editable)
        for part, editor in self.texts.items():
            if not editor.document().isModified() or not editor.hasFocus():
                editor.setPlainText(self.report.texts.get(part, ""))
                editor.document().setModified(False)
            editor.setReadOnly(not editable)
        self._show_findings()
        self._refresh_buttons()

    def _show_findings(self) -> None:
        report = self.report
        assert report is not None
        self.findings.clear()
        for wrong in report.wrong:
            item = QListWidgetItem(wrong.sentence)
            item.setData(_CELL, wrong.cell)
            self.findings.addItem(item)
        places = [(one.unit, one.wrong[0].cell) for one in report.parts.values() if one.wrong]  # as they are told
        for number, sentence in enumerate(report.doubtful):
            item = QListWidgetItem(f"提示：{sentence}")
            if number < len(places):
                item.setData(_UNIT, places[number][0])
                item.setData(_CELL, places[number][1])
            self.findings.addItem(item)
        self.findings.setVisible(self.findings.count() > 0)
        told = f"有 {len(report.wrong)} 处勾稽关系不平，点一条就到它的格子。" if report.wrong else "勾稽关系全部平衡。"
        whence = "各格由各单位的数相加得出。" if report.parts else "粗体的数是手工填的，其余由台账算出。"
        self.told.setText(f"{report.form.name}。{told}{whence}")

    def _refresh_buttons(self) -> None:
        leads = self._leads_to()
        text, tip = _LEADS[leads or "records"]
        self.records_button.setText(text)
        self.records_button.setToolTip(tip)
        self.records_button.setEnabled(bool(leads))
        self.drop.setEnabled(bool(self.unit) and not self.is_sum and self._session.writable)
        self.another.setEnabled(self._session.writable)
        self.word_button.setEnabled(self.report is not None)

    def _leads_to(self) -> str:
        """What the figure under the cursor is made of: a key of `_LEADS`; "" for a typed one, or none."""
        report, cell = self.report, self._current_cell()
        if report is None or cell is None:
            return ""
        if report.parts:
            return "units"
        if report.counted.get(cell):
            return "records"
        return "cells" if parts_of(report, cell) else ""

    def _current_cell(self) -> Cell | None:
        table = self.tabs.currentWidget()
        return table.current_cell() if isinstance(table, FigureTable) else None

    def _go_to(self, item: QListWidgetItem) -> None:
        cell, unit = item.data(_CELL), item.data(_UNIT)
        if unit is not None:
            self.units.setCurrentIndex(self.units.findData(unit))
        if cell is not None:
            self._go_to_cell(cell)

    def _go_to_cell(self, cell: Cell) -> None:
        for place, table in enumerate(self.tables):
            if table.number == cell.table:
                self.tabs.setCurrentIndex(place)
                table.go_to(cell)

    # -- changed --------------------------------------------------------------------------------------

    def _typed(self, cell: Cell, text: str) -> None:
        try:
            figure = annual.read_figure(text, cell)
        except ClerkError as error:
            self._session.refuse(error)
            self.told.setText(error.sentence)
            self._show_again()
            return
        report = self.report
        if report is not None and figure == report.cells[cell]:
            self._show_again()
            return
        if self._session.run(annual.set_figures, self.year, self.unit, {cell: figure}) is None:
            self._show_again()

    def _show_again(self) -> None:
        """The figures as they are, in place of what was typed."""
        assert self.report is not None
        for table in self.tables:
            table.show_report(self.report, editable=self._session.writable and not self.is_sum)

    def keep_texts(self) -> None:
        """Keep the texts that were changed."""
        for part, editor in self.texts.items():
            if editor.document().isModified() and not self.is_sum:
                editor.document().setModified(False)
                self._session.run(annual.set_text, self.year, self.unit, part, editor.toPlainText())

    def done(self, result: int) -> None:
        self.keep_texts()
        super().done(result)

    def bring_in(self) -> None:
        """Ask for a unit's spreadsheet and whose it is, and take its figures."""
        settings = self._session.settings
        folder = str(folder_for(settings, "sheets"))
        chosen, _ = QFileDialog.getOpenFileName(self, "单位报来的年度报告表格", folder, "Excel 表格 (*.xlsx)")
        if not chosen:
            return
        keep_folder(settings, "sheets", Path(chosen).parent)
        name, given = QInputDialog.getText(self, "导入单位报表", "是哪个单位的：", text=Path(chosen).stem)
        if given and self._session.run(annual.bring_in_unit, self.year, name, Path(chosen)):
            self._fill_units(name.strip())
            self._show()

    def drop_unit(self) -> None:
        """Take the chosen unit's figures away."""
        if self.unit and not self.is_sum:
            self._session.run(annual.drop_unit, self.year, self.unit)

    # -- out ------------------------------------------------------------------------------------------

    def show_records(self) -> None:
        """Leave for the register, with the records that the figure counts selected; or show of what else it is made."""
        cell, leads = self._current_cell(), self._leads_to()
        if self.report is None or cell is None or not leads:
            return
        if leads == "records":
            ids = self.report.counted[cell]
            self.accept()
            self.records_asked.emit(REGISTERS[cell.table], list(ids))
            return
        parts = PartsDialog(self.report, cell, self)
        parts.exec()
        if parts.chosen is not None:
            self.go_to_part(parts.chosen)

    def go_to_part(self, part: Part) -> None:
        """Show the report in which a part stands, with the cursor on it."""
        self.units.setCurrentIndex(self.units.findData(part.unit))
        self._go_to_cell(part.cell)

    def show_pages(self) -> None:
        """The pages as they will be printed."""
        self.keep_texts()
        if self.report is not None:
            paper = annual.paper_of(self.report)
            pages = annual_pages(paper, office_fonts(self._session.desk))
            PagesDialog("年度报告", paper.title, pages, self._session.settings, "annual", self).exec()

    def save(self, suffix: str) -> None:
        """Ask for a place and write the report."""
        self.keep_texts()
        report = self.report
        if report is None:
            return
        folder = folder_for(self._session.settings, "annual")
        name = safe_file_name(annual.paper_of(report).title, suffix)
        kinds = {".docx": "Word 文档 (*.docx)", ".xlsx": "Excel 表格 (*.xlsx)"}
        chosen, _ = QFileDialog.getSaveFileName(self, "存为", str(folder / name), kinds[suffix])
        target = with_ending(Path(chosen), suffix, self) if chosen else None
        if target is not None and self._session.run(annual.write_report, report, target):
            keep_folder(self._session.settings, "annual", target.parent)


def _button(text: str, tip: str, done: object) -> QPushButton:
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    made.clicked.connect(done)
    return made
