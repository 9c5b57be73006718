"""Word documents (.docx): paragraphs and tables in order, as the reader of the page sees them.

Automatic numbers are written out, accepted insertions kept, deletions and hidden text dropped, text boxes
and footnote-free fields read once, merged cells filled. The package is read part by part within limits
and its XML without entities, so that neither a zip bomb nor an external entity does harm.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress
from models.intake.notice import Cell, SourceText
from models.intake.readers.building import SourceBuilder, in_one_line
from models.intake.readers.docx_numbers import Numbering
from models.intake.readers.packages import DAMAGED, parse_xml, read_part
from models.intake.readers.sniffing import refusal

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SKIPPED = {
    W + "del",
    W + "moveFrom",
    W + "instrText",
    W + "delText",
    W + "footnoteReference",
    W + "endnoteReference",
    W + "commentReference",
    W + "rt",
    W + "pPr",
    W + "rPr",
    W + "tblPr",
    W + "sdtPr",
    MC + "Fallback",
}
OFF = ("0", "false", "off")
DEEPEST = 40


def parse_part(package: zipfile.ZipFile, name: str, file: str) -> Element | None:
    """One part as XML, or None when it is not there. Raises as `packages`."""
    data = read_part(package, name, file)
    return None if data is None else parse_xml(data.replace(STRICT, TRANSITIONAL), file)


def main_part(package: zipfile.ZipFile) -> str:
    """The name of the part that holds the text; some programs number it (word/document2.xml)."""
    names = [name for name in package.namelist() if re.fullmatch(r"word/document\d*\.xml", name)]
    return min(names, default="word/document.xml")


def read_docx(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """Read a Word document from its bytes.

    Raises:
        ReadError: damaged, truncated, protected, or without any text.
    """
    from lxml import etree

    del report  # quick enough
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            document = parse_part(package, main_part(package), path.name)
            numbers = parse_part(package, "word/numbering.xml", path.name)
            styles = parse_part(package, "word/styles.xml", path.name)
    except DAMAGED as error:
        raise ReadError(refusal("broken_zip", path.name)) from error
    except etree.XMLSyntaxError as error:
        raise ReadError(refusal("broken_zip", path.name)) from error
    if document is None:
        raise ReadError(refusal("broken_zip", path.name))
    body = document.find(W + "body")
    writer = Writer(Numbering(numbers, styles))
    if body is not None:
        writer.blocks_of(body, 0)
    source = writer.source(path.name)
    if not source.text.strip():
        raise ReadError(f"“{path.name}”里没有文字，可能只有图片；请换一份文件，或把文字粘贴进来。")
    return source


def is_hidden(run: Element) -> bool:
    """Whether a run is hidden text (隐藏文字)."""
    properties = run.find(W + "rPr")
    vanish = properties.find(W + "vanish") if properties is not None else None
    return vanish is not None and vanish.get(W + "val", "1") not in OFF


def children(element: Element) -> Iterator[Element]:
    """Child elements, comments and instructions left out."""
    return (child for child in element if isinstance(child.tag, str))


class Writer:
    """Collects the text of a document and the places of its paragraphs and tables."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._built = SourceBuilder()
        self._open = ""
        """The text of a paragraph whose end mark was deleted, so that the next one carries it on."""

    def source(self, name: str) -> SourceText:
        """What was collected."""
        return self._built.source(name)

    def blocks_of(self, parent: Element, depth: int) -> None:
        """Write the paragraphs and tables of a body, a content control or a text box."""
        for child in children(parent):
            if child.tag == W + "p":
                self._paragraph(child, depth)
            elif child.tag == W + "tbl":
                self._table(child, depth)
            elif child.tag not in SKIPPED and depth < DEEPEST:
                self.blocks_of(child, depth + 1)

    def _paragraph(self, element: Element, depth: int) -> None:
        text = self._open + self.paragraph_text(element)
        self._open = ""
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._open = text
            return
        self._built.paragraph(text)
        for box in text_boxes(element):
            if depth < DEEPEST:
                self.blocks_of(box, depth + 1)

    def paragraph_text(self, element: Element) -> str:
        """The visible text of a paragraph with its automatic number in front."""
        text = "".join(run_texts(element, 0))
        number = self._numbering.number_of(element) if text.strip() else ""
        return number + text.lstrip() if number else text

    def _cell_text(self, cell: Element, depth: int) -> str:
        lines: list[str] = []
        for child in children(cell):
            if child.tag == W + "p":
                lines.append(self.paragraph_text(child))
                lines += (self._cell_text(box, depth + 1) for box in text_boxes(child) if depth < DEEPEST)
            elif child.tag == W + "tbl":
                rows = (row for row in child.iter(W + "tr"))
                lines += ("，".join(self._cell_text(c, depth + 1) for c in row.findall(W + "tc")) for row in rows)
            elif child.tag not in SKIPPED and child.tag != W + "tcPr" and depth < DEEPEST:
                lines.append(self._cell_text(child, depth + 1))
        return in_one_line("\n".join(lines))

    def _table(self, table: Element, depth: int) -> None:
        rows = list(table_rows(table))
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    self.blocks_of(cell, depth + 1)
            return
        start = self._built.length
        grid: list[tuple[Cell, ...]] = []
        for row in rows:
            grid.append(self._row(row, grid[-1] if grid else (), depth))
            self._built.write("\n")
        self._built.grid(start, grid)

    def _row(self, cells: list[Element], above: tuple[Cell, ...], depth: int) -> tuple[Cell, ...]:
        row: list[Cell] = []
        for index, cell in enumerate(cells):
            if index:
                self._built.write("\t")
            properties = cell.find(W + "tcPr")
            span_element = properties.find(W + "gridSpan") if properties is not None else None
            merge = properties.find(W + "vMerge") if properties is not None else None
            width = count_of(span_element)
            continued = merge is not None and merge.get(W + "val", "continue") == "continue"
            if continued and len(row) < len(above):
                place = above[len(row)].span
                row += [Cell(place, filled=True)] * width
            else:
                place = self._built.write(self._cell_text(cell, depth))
                row += [Cell(place), *[Cell(place, filled=True)] * (width - 1)]
        return tuple(row)


def count_of(element: Element | None) -> int:
    """The number an element's value states; 1 when there is none or it is absurd."""
    value = element.get(W + "val", "1") if element is not None else "1"
    return min(max(int(value), 1), 200) if value.isdigit() else 1


def table_rows(table: Element) -> Iterator[list[Element]]:
    """The rows of a table as lists of cells, also inside content controls; deleted rows are left out."""
    for row in table.iter(W + "tr"):
        if owner(row, W + "tbl") is not table or row.find(f"{W}trPr/{W}del") is not None:
            continue
        yield [cell for cell in row.iter(W + "tc") if owner(cell, W + "tr") is row]


def owner(element: Element, tag: str) -> Element | None:
    """The nearest ancestor of a kind."""
    return next(element.iterancestors(tag), None)


def text_boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes anchored in a paragraph, each once (the fallback copy is left out), none inside another."""
    for box in paragraph.iter(W + "txbxContent"):
        if next(box.iterancestors(MC + "Fallback"), None) is None and owner(box, W + "p") is paragraph:
            yield box


def run_texts(element: Element, depth: int) -> Iterator[str]:
    """The visible pieces of text in a paragraph, in order."""
    for child in children(element):
        tag = child.tag
        if tag in SKIPPED or tag == W + "txbxContent" or depth > DEEPEST:
            continue
        if tag in (W + "t", M + "t"):
            yield (child.text or "").replace("\n", "")
        elif tag == W + "tab":
            yield "\u3000" if owner(child, W + "r") is not None else ""
        elif tag in (W + "br", W + "cr"):
            yield "\n"
        elif tag == W + "noBreakHyphen":
            yield "-"
        elif not (tag == W + "r" and is_hidden(child)):
            yield from run_texts(child, depth + 1)
