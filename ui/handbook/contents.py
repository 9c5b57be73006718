"""The tree of parts, chapters and headings at the left; while something is looked for, only where it stands."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ui.handbook.chapters import Handbook
from ui.handbook.search import Found

_TARGET = Qt.ItemDataRole.UserRole


class ContentsTree(QTreeWidget):
    """`chosen` carries "chapter" or "chapter#heading"."""

    chosen = Signal(str)

    def __init__(self, handbook: Handbook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handbook = handbook
        self.setAccessibleName("目录")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.currentItemChanged.connect(lambda item, _: self._choose(item))
        self.itemClicked.connect(lambda item, _: self._choose(item))
        self.itemActivated.connect(lambda item, _: self._choose(item))
        self.show_all()

    def show_all(self) -> None:
        """Every part and chapter; headings are folded away."""
        self._fill([(chapter.key, chapter.headings, "") for chapter in self._handbook.chapters], unfolded=False)

    def show_found(self, found: Sequence[Found]) -> None:
        """Only the chapters and headings in which something stands, with how often."""
        self._fill([(hit.chapter.key, hit.headings, str(hit.count or "")) for hit in found], unfolded=True)

    def _fill(self, rows: Sequence[tuple[str, Sequence[str], str]], *, unfolded: bool) -> None:
        self.blockSignals(True)
        self.clear()
        parts: dict[str, QTreeWidgetItem] = {}
        for key, headings, count in rows:
            chapter = self._handbook.chapter(key)
            if chapter.part not in parts:
                parts[chapter.part] = part = QTreeWidgetItem(self, [chapter.part, ""])
                part.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = part.font(0)
                font.setBold(True)
                part.setFont(0, font)
                part.setExpanded(True)
            item = self._add(parts[chapter.part], chapter.title, key, count)
            for heading in headings:
                self._add(item, heading, f"{key}#{heading}", "")
            item.setExpanded(unfolded)
        self.blockSignals(False)

    @staticmethod
    def _add(above: QTreeWidgetItem, text: str, target: str, count: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above, [text, count])
        item.setData(0, _TARGET, target)
        item.setToolTip(0, text)
        if count:
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{text}，{count} 处")
        return item

    def targets(self) -> list[str]:
        """What can be chosen, from above."""
        return [target for item in self._items() if (target := item.data(0, _TARGET))]

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.topLevelItem(row) for row in range(self.topLevelItemCount())][::-1]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting += [item.child(row) for row in range(item.childCount())][::-1]
        return found

    def show_chosen(self, target: str) -> None:
        """Mark what is shown at the right, without choosing it anew; its chapter where its heading is not there."""
        by_target = {item.data(0, _TARGET): item for item in self._items()}
        item = by_target.get(target) or by_target.get(target.partition("#")[0])
        if item is not None:
            self.blockSignals(True)
            self.setCurrentItem(item)
            self.scrollToItem(item)
            self.blockSignals(False)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and (target := item.data(0, _TARGET)):
            self.chosen.emit(target)
