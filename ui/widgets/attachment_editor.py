"""The editor for attachments (佐证材料, 原件): files kept in the workbook, files to be added, and web links."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError, ReadError
from models.base.fields import Field, Value
from models.base.lists import Attachment, size_text
from ui.last_folders import folder_for, keep_folder
from ui.session import Session
from ui.widgets.field_editor import ENTER, FieldEditor, quiet
from ui.widgets.kept_files import File, content_of, is_file, name_of, save_copies, written_for_reading
from ui.widgets.opening import open_outside
from ui.widgets.wrap_row import WrapRow

Item = Attachment | Path | str
"""Kept in the workbook or a link already there; a file to be kept; a web link to be added."""

_LINK = re.compile(r"https?://\S+$")
_ITEM = Qt.ItemDataRole.UserRole
_ROWS_SHOWN = (2, 5)


class AttachmentsEditor(FieldEditor):
    """A list of files and links with buttons; files and links can be dropped or pasted on it."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        self.list = QListWidget(self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _: self.open_selected())
        self.list.itemSelectionChanged.connect(self._refresh_buttons)
        self.setAcceptDrops(True)
        self.add_file = self._button("添加文件…", "选取文件，放进工作簿一起保存", self._choose_files)
        self.add_link = self._button("添加网址…", "填一个网址", self._ask_link)
        self.open = self._button("打开", "打开选中的附件（Enter）", self.open_selected)
        self.save = self._button("另存为…", "把选中的文件复制到别的文件夹、U 盘", self.save_selected)
        self.print = self._button("打印…", "看选中公文的页面，打印或者存为 PDF", self._print_selected)
        self._print: Callable[[File], None] | None = None
        self.remove = self._button("移除", "从这里移除选中的附件（Delete），可以撤销", self.remove_selected)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self._use(self.list, self._row())
        if compact:
            self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self._refresh()

    def answer(self) -> Any:
        return tuple(self.list.item(row).data(_ITEM) for row in range(self.list.count()))

    def add(self, items: list[Item]) -> None:
        """Add files and links; what is there already is not added twice."""
        present = set(self.answer())
        for item in items:
            if item not in present:
                present.add(item)
                self._append(item)
        self._refresh()
        self.commit()

    def open_selected(self) -> None:
        """Open the selected items with the system's programs; tells why when one can't be."""
        for entry in self._meant():
            try:
                url = self._url_of(entry.data(_ITEM))
            except ClerkError as error:
                self._session.refuse(error)
                return
            open_outside(self._session, url, name_of(entry.data(_ITEM)))

    def save_selected(self) -> None:
        """Copies of the selected files, where the person wants them."""
        if files := self._selected_files():
            save_copies(self._session, self, files)

    def offer_printing(self, work: Callable[[File], None]) -> None:
        """Let one selected file be printed, by `work`."""
        self._print = work
        self._refresh_buttons()

    def _print_selected(self) -> None:
        if self._print is not None and len(files := self._selected_files()) == 1:
            self._print(files[0])

    def _meant(self) -> list[QListWidgetItem]:
        """The selected items; the only one need not be."""
        return self.list.selectedItems() or ([self.list.item(0)] if self.list.count() == 1 else [])

    def _selected_files(self) -> list[File]:
        return [item for entry in self._meant() if is_file(item := entry.data(_ITEM))]

    def remove_selected(self) -> None:
        """Take the selected items off the list."""
        if self.read_only:
            return
        for entry in self.list.selectedItems():
            self.list.takeItem(self.list.row(entry))
        self._refresh()
        self.commit()

    # -- how it looks ---------------------------------------------------------------------------------

    def _put(self, value: Value) -> None:
        self.list.clear()
        for item in value or ():
            self._append(item)
        self._refresh()

    def _append(self, item: Item) -> None:
        entry = QListWidgetItem(item_text(item))
        entry.setData(_ITEM, item)
        entry.setToolTip(str(item) if not isinstance(item, Attachment) else item.url or item.title)
        self.list.addItem(entry)

    def _set_input_read_only(self, on: bool) -> None:
        quiet(self.list, on)
        self._refresh_buttons()

    def _refresh(self) -> None:
        least, most = (1, 1) if self.compact else _ROWS_SHOWN
        rows = min(most, max(least, self.list.count()))
        line = self.list.sizeHintForRow(0) if self.list.count() else self.fontMetrics().height() + 4
        if not self.compact:
            self.list.setFixedHeight(rows * max(line, 1) + 2 * self.list.frameWidth() + 2)
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        """Those for items are there when items are."""
        files, here = self._selected_files(), self.list.count() > 0 and not self.compact
        for button in (self.add_file, self.add_link):
            button.setVisible(not self.read_only and not self.compact)
        self.open.setVisible(here)
        self.open.setEnabled(bool(self._meant()))
        self.save.setVisible(here)
        self.save.setEnabled(bool(files))
        self.print.setVisible(here and self._print is not None)
        self.print.setEnabled(len(files) == 1 and name_of(files[0]).lower().endswith(".docx"))
        self.remove.setVisible(here and not self.read_only)
        self.remove.setEnabled(bool(self.list.selectedItems()) and not self.read_only)

    def _button(self, text: str, tip: str, work: Any) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.setAccessibleName(f"{self.field.title}：{text}")
        button.clicked.connect(lambda: work())
        button.setVisible(not self.compact)
        return button

    def _row(self) -> QWidget:
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        row = WrapRow()
        for button in self._buttons():
            row.addWidget(button)
        column.addLayout(row)
        return whole

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.add_file, self.add_link, self.open, self.save, self.print, self.remove)

    def menu(self) -> QMenu:
        """What can be done with the selected items, as the buttons say it."""
        made = QMenu(self)
        changing = () if self.read_only else (self.remove,)
        printing = () if self._print is None else (self.print,)
        for button in (self.open, self.save, *printing, *changing):
            action = made.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        return made

    def _show_menu(self, at: QPoint) -> None:
        if self.list.selectedItems():
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(at))

    # -- where items come from ------------------------------------------------------------------------

    def _choose_files(self) -> None:
        settings = self._session.settings
        names, _ = QFileDialog.getOpenFileNames(self, f"添加{self.field.title}", str(folder_for(settings, "evidence")))
        if names:
            keep_folder(settings, "evidence", Path(names[0]).parent)
        self.add([Path(name) for name in names])

    def _ask_link(self) -> None:
        text, given = QInputDialog.getText(self, "添加网址", "网址（以 http:// 或 https:// 开头）：")
        if given and text.strip():
            self._add_link_text(text)

    def _add_link_text(self, text: str) -> None:
        links = text.split()
        wrong = next((link for link in links if not _LINK.match(link)), None)
        if wrong is not None:
            self.show_problem(f"“{wrong}”不是网址，网址以 http:// 或 https:// 开头。")
            return
        self.show_problem("")
        self.add(list(links))

    def _own_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.list.selectedItems():
            self.remove_selected()
            return True
        if event.key() in ENTER and self.list.selectedItems() and not self.compact and not event.modifiers():
            self.open_selected()
            return True
        if event.matches(QKeySequence.StandardKey.Paste) and not self.read_only:
            return self._take(QApplication.clipboard().mimeData())
        return False

    def _take(self, data: QMimeData) -> bool:
        items = dropped(data)
        if items:
            self.add(items)
        elif data.hasText() and data.text().strip():
            self._add_link_text(data.text())
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.read_only and dropped(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if not self.read_only:
            self.add(dropped(event.mimeData()))
            event.acceptProposedAction()

    def _url_of(self, item: Item) -> QUrl:
        """Where the item can be opened; a kept file is written to a temporary folder first.

        Raises:
            ClerkError: the file is missing, in the workbook or on the disk.
        """
        if isinstance(item, str):
            return QUrl(item)
        if isinstance(item, Path):
            if not item.exists():
                raise ReadError(f"找不到文件“{item}”，可能已被移动或删除，请重新添加。")
            return QUrl.fromLocalFile(str(item))
        if item.url:
            return QUrl(item.url)
        return QUrl.fromLocalFile(str(written_for_reading(content_of(self._session, item), item.title)))


def item_text(item: Item) -> str:
    """How an item is listed: its name, and a kept or local file's size."""
    if isinstance(item, Attachment):
        return item.title if item.url else f"{item.title}（{size_text(item.size)}）"
    if isinstance(item, Path):
        return (
            f"{item.name}（{size_text(item.stat().st_size)}，待保存）" if item.is_file() else f"{item.name}（找不到）"
        )
    return item


def dropped(data: QMimeData) -> list[Item]:
    """The files and web links in what is dropped or pasted; folders are left out."""
    items: list[Item] = []
    for url in data.urls():
        if url.isLocalFile():
            path = Path(url.toLocalFile())
            if not path.is_dir():
                items.append(path)
        elif url.scheme() in ("http", "https"):
            items.append(url.toString())
    return items
