"""A chapter as a text document: room between the lines, quiet tables, pictures as wide as there is room."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextTable,
)

_LINE_HEIGHT = 140
_ABOVE = {1: 0, 2: 22}
"""Pixels above a heading, by its level."""
_BELOW = 8
_WHOLE = "whole:"
"""Before the name of a picture in its own size, which the one shown is made from."""


def write_chapter(document: QTextDocument, text: str, folder: Path, line: QColor) -> None:
    """Put a chapter's Markdown into a document; `line` is the colour of its tables' lines."""
    document.setMarkdown(text)
    for picture in pictures_in(document):
        image = QImage(str(folder / picture))
        for name in (picture, _WHOLE + picture):
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    _space_out(document)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format().toTableFormat()
            shape.setCellPadding(5)
            shape.setBorderCollapse(True)
            shape.setBorderBrush(line)
            shape.setTopMargin(6)
            shape.setBottomMargin(10)
            frame.setFormat(shape)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """The paragraphs of a document."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def headings(document: QTextDocument) -> Iterator[tuple[str, int]]:
    """The headings below the title: their words and their place."""
    for block in blocks(document):
        if block.blockFormat().headingLevel() > 1:
            yield block.text(), block.position()


def pictures_in(document: QTextDocument) -> list[str]:
    """The names of the pictures a document shows, in order."""
    return [form.name() for _, _, form in _images(document)]


def fit_pictures(document: QTextDocument, width: float, ratio: float = 0.0) -> None:
    """Make every picture as wide as it is, or as there is room; each is a link to itself.

    `ratio`: pixels of the screen to one of the window, for which it is made smooth; 0 for paper.
    """
    kind = QTextDocument.ResourceType.ImageResource
    for start, end, form in list(_images(document)):
        image = document.resource(kind, QUrl(_WHOLE + form.name()))
        if not isinstance(image, QImage) or image.isNull():
            continue
        wide = max(min(float(image.width()), width), 1.0)
        if abs(form.width() - wide) > 0.5:
            if ratio:
                smooth = Qt.TransformationMode.SmoothTransformation
                document.addResource(kind, QUrl(form.name()), image.scaledToWidth(max(1, round(wide * ratio)), smooth))
            form.setWidth(wide)
            form.setHeight(image.height() * wide / image.width())
            form.setAnchor(True)
            form.setAnchorHref(form.name())
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(form)


def _images(document: QTextDocument) -> Iterator[tuple[int, int, QTextImageFormat]]:
    for block in blocks(document):
        found = block.begin()
        while not found.atEnd():
            fragment = found.fragment()
            form: QTextCharFormat = fragment.charFormat()
            if form.isImageFormat():
                yield fragment.position(), fragment.position() + fragment.length(), form.toImageFormat()
            found += 1


def _space_out(document: QTextDocument) -> None:
    cursor = QTextCursor(document)
    for block in list(blocks(document)):
        level = block.blockFormat().headingLevel()
        more = QTextBlockFormat()
        more.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        inside_table = cursor.currentTable() is not None
        if any(form.format.isImageFormat() for form in block.textFormats()):
            more.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if level:
            more.setTopMargin(_ABOVE.get(level, 14))
        if not inside_table:
            more.setBottomMargin(_BELOW)
        cursor.mergeBlockFormat(more)
