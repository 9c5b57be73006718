"""使用手册 (F1): contents at the left, a chapter at the right, a line to search in; stays open beside the work."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError
from ui.handbook.chapters import read_handbook
from ui.handbook.contents import ContentsTree
from ui.handbook.facts import Facts
from ui.handbook.search import Found, Search
from ui.handbook.viewer import ChapterView, show_picture
from ui.last_folders import folder_for, keep_folder
from ui.session import Session
from ui.widgets.fitting import resize_within_screen

_SIZE = (1080, 740)
_CONTENTS_WIDTH = 250
_ZOOM = "handbook/zoom"
_Place = tuple[str, int]
"""A target, and how far it was scrolled."""


class HelpPage(QDialog):
    """Opens at the chapter that belongs to the first of `places`, pages of the program, that contents.toml names."""

    def __init__(self, session: Session, parent: QWidget | None = None, *places: str) -> None:
        super().__init__(parent)
        self._session = session
        self.handbook = read_handbook(session.resources / "handbook", Facts(session.registers))
        self._search = Search(self.handbook)
        self.found: list[Found] = []
        self._target = ""
        self._behind: list[_Place] = []
        self._ahead: list[_Place] = []
        self.setWindowTitle("使用手册")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        resize_within_screen(self, *_SIZE)
        self._build()
        self._keys()
        steps = str(session.settings.value(_ZOOM, 0))
        self.view.set_steps(int(steps) if steps.lstrip("-").isdecimal() else 0)
        self.view.zoomed.connect(lambda steps: session.settings.setValue(_ZOOM, steps))
        self.open_place(*places)
        self.search.setFocus()

    # -- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找，按回车看下一处")
        self.search.setToolTip("在手册里查找（Ctrl+F）；章节名也可以打拼音首字母")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("在手册里查找")
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(self.find_next)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.hide()
        self.contents = ContentsTree(self.handbook)
        self.contents.chosen.connect(self.go)
        self.view = ChapterView(self.handbook)
        self.view.followed.connect(self._follow)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.search, self.told, self.contents):
            column.addWidget(widget)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.addWidget(left)
        panes.addWidget(self.view)
        panes.setStretchFactor(1, 1)
        panes.setSizes([_CONTENTS_WIDTH, 10_000])
        whole = QVBoxLayout(self)
        whole.addLayout(self._bar())
        whole.addWidget(panes, 1)

    def _bar(self) -> QHBoxLayout:
        self.back_button = _button("← 后退", "回到刚才看的地方（Alt+左方向键）", self.back)
        self.forward_button = _button("前进 →", "再到后来看的地方（Alt+右方向键）", self.forward)
        self.before_button = _button("上一章", "前面的一章（Ctrl+PageUp）", partial(self._turn, -1))
        self.after_button = _button("下一章", "后面的一章（Ctrl+PageDown）", partial(self._turn, 1))
        self.smaller_button = _button("字小", "字小一些（Ctrl+减号）", lambda: self.view.zoom(-1))
        self.larger_button = _button("字大", "字大一些（Ctrl+加号，Ctrl+0 还原）", lambda: self.view.zoom(1))
        self.pdf_button = _button("存为 PDF…", "把整本手册存成一个 PDF 文件", self.save_pdf)
        self.print_button = _button("打印…", "打印整本手册或其中几页（Ctrl+P）", self.print)
        row = QHBoxLayout()
        for group in (
            (self.back_button, self.forward_button),
            (self.before_button, self.after_button),
            (self.smaller_button, self.larger_button),
        ):
            for button in group:
                row.addWidget(button)
            row.addSpacing(12)
        row.addStretch(1)
        row.addWidget(self.pdf_button)
        row.addWidget(self.print_button)
        return row

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+F": self._to_search,
            "F3": self.find_next,
            "Shift+F3": partial(self.find_next, forward=False),
            "Alt+Left": self.back,
            "Alt+Right": self.forward,
            "Ctrl+PgUp": partial(self._turn, -1),
            "Ctrl+PgDown": partial(self._turn, 1),
            "Ctrl++": partial(self.view.zoom, 1),
            "Ctrl+=": partial(self.view.zoom, 1),
            "Ctrl+-": partial(self.view.zoom, -1),
            "Ctrl+0": partial(self.view.zoom, 0),
            "Ctrl+P": self.print,
            "F6": self._other_pane,
        }
        for key, done in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(done)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _other_pane(self) -> None:
        (self.contents if self.view.hasFocus() else self.view).setFocus()

    # -- going about ----------------------------------------------------------------------------------

    @property
    def target(self) -> str:
        """What is shown: "chapter" or "chapter#heading"."""
        return self._target

    def open_place(self, *places: str) -> None:
        """Show what belongs to a page of the program: the first of these that is explained somewhere."""
        self.go(self.handbook.target_of(*places))

    def go(self, target: str) -> None:
        """Show a chapter, from one of its headings on if it names one."""
        if target == self._target:
            self._show(target)
            return
        if self._target:
            self._behind.append((self._target, self.view.verticalScrollBar().value()))
            self._ahead.clear()
        self._show(target)

    def back(self) -> None:
        """To where one came from."""
        self._travel(self._behind, self._ahead)

    def forward(self) -> None:
        """To where one went back from."""
        self._travel(self._ahead, self._behind)

    def _travel(self, source: list[_Place], kept: list[_Place]) -> None:
        if source:
            kept.append((self._target, self.view.verticalScrollBar().value()))
            target, scrolled = source.pop()
            self._show(target)
            self.view.verticalScrollBar().setValue(scrolled)

    def _show(self, target: str) -> None:
        key, _, heading = target.partition("#")
        chapter = self.handbook.chapter(key)
        if self.view.chapter is not chapter or not heading:
            self.view.show_chapter(chapter)
        self._target = target
        if heading:
            self.view.go_to(heading)
        self.contents.show_chosen(target)
        self.back_button.setEnabled(bool(self._behind))
        self.forward_button.setEnabled(bool(self._ahead))
        at = self.handbook.chapters.index(chapter)
        self.before_button.setEnabled(at > 0)
        self.after_button.setEnabled(at + 1 < len(self.handbook.chapters))

    def _turn(self, by: int) -> None:
        assert self.view.chapter is not None
        at = self.handbook.chapters.index(self.view.chapter) + by
        if 0 <= at < len(self.handbook.chapters):
            self.go(self.handbook.chapters[at].key)

    def _follow(self, target: str) -> None:
        """A link: a picture in full size, or another place of the handbook."""
        if target.endswith(".png"):
            show_picture(str(self.handbook.folder / target), "图片", self)
        else:
            self.go(target)

    # -- looking for words ----------------------------------------------------------------------------

    def _look(self, text: str) -> None:
        words = text.split()
        self.found = self._search.find(text)
        self.view.mark(words)
        self.told.setVisible(bool(words))
        if not words:
            self.contents.show_all()
            self.contents.show_chosen(self._target)
            return
        count = sum(hit.count for hit in self.found)
        if self.found:
            self.told.setText(f"{len(self.found)} 章，共 {count} 处" if count else f"{len(self.found)} 章的名称里有")
        else:
            self.told.setText(f"手册里没有“{text.strip()}”，换个说法试试。")
        self.told.setAccessibleName(self.told.text())
        self.contents.show_found(self.found)
        self.contents.show_chosen(self._target)

    def find_next(self, *, forward: bool = True) -> None:
        """Go to the next place of the words, on into the next chapter that has them; from the end to the beginning."""
        keys = [hit.chapter.key for hit in self.found]
        if not keys:
            return
        assert self.view.chapter is not None
        here = self.view.chapter.key
        if here in keys and self.view.step(forward):
            return
        order = [chapter.key for chapter in self.handbook.chapters]
        later = [key for key in keys if (order.index(key) > order.index(here)) == forward and key != here]
        self.go((later or keys)[0] if forward else (later or keys)[-1])
        if not forward:
            self.view.to_end()
        self.view.step(forward)

    # -- paper ----------------------------------------------------------------------------------------

    def save_pdf(self) -> None:
        """Ask for a place and write the whole handbook there."""
        from ui.handbook.paper import TITLE, handbook_pages
        from ui.printing import write_pdf

        settings = self._session.settings
        start = folder_for(settings, "handbook") / f"{TITLE}.pdf"
        name, _ = QFileDialog.getSaveFileName(self, "存为 PDF", str(start), "PDF (*.pdf)")
        if not name:
            return
        target = Path(name).with_suffix(".pdf")
        keep_folder(settings, "handbook", target.parent)
        try:
            write_pdf(handbook_pages(self.handbook), target, TITLE)
        except ClerkError as error:
            self._session.refused.emit(error.sentence)
            self._tell(error.sentence)
            return
        self._tell(f"已存到“{target.name}”。")

    def print(self) -> None:
        """Ask for a printer and print."""
        from ui.handbook.paper import TITLE, handbook_pages
        from ui.printing import print_pages

        print_pages(self, handbook_pages(self.handbook), TITLE)

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setAccessibleName(sentence)
        self.told.show()


def _button(text: str, tip: str, done: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(text.strip("←→ …"))
    made.setAutoRaise(True)
    made.clicked.connect(lambda: done())
    return made


def show_help(session: Session, parent: QWidget, *places: str) -> HelpPage:
    """Open the handbook beside a window, or bring the one that is open there to the front, at what belongs to a page."""
    page = parent.findChild(HelpPage, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if page is None:
        page = HelpPage(session, parent, *places)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    else:
        page.open_place(*places)
    page.show()
    page.raise_()
    page.activateWindow()
    return page
