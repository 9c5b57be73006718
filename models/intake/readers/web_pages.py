"""Saved web pages (.html, .htm), also those in one file (.mht, .mhtml), and what office programs write as such.

Some .doc files are web pages inside (Word's “单个文件网页”, exports of OA systems), and some .xls files are a
page with a table; they come here by their content. `html_tables` gives the tables of such a file for readers of
spreadsheets.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress, tell
from models.intake.notice import SourceText
from models.intake.readers.building import Piece, SourceBuilder
from models.intake.readers.sniffing import refusal
from models.intake.readers.web_article import OFFICE, read_page
from models.intake.readers.web_blocks import Blocks
from models.intake.readers.web_markup import markup_of, tree_of

if TYPE_CHECKING:
    from email.message import Message

NO_TEXT = "“{name}”里没有文字，正文可能没有随网页保存下来；请在浏览器里打开原网页，复制正文后用“粘贴文字”导入。"
BROKEN = "“{name}”已损坏或没有保存完整，读不出来；请在浏览器里打开原网页重新保存，或复制正文后用“粘贴文字”导入。"
HEAD = 4000
MOST_PARTS = 2000


def read_html(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """Read a saved web page.

    Raises:
        ReadError: no text in it, damaged, or no text at all.
    """
    source = read_markup(path.name, [markup_of(data, path.name)], report)
    if source is None:
        raise ReadError(NO_TEXT.format(name=path.name))
    return source


def read_mht(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """Read a web page saved in one file, or an e-mail.

    Raises:
        ReadError: no text in it, or damaged.
    """
    pages = list(pages_of(path.name, data))
    source = read_markup(path.name, pages[:1], report) or read_markup(path.name, pages[1:], report)
    if source is None:
        raise ReadError(NO_TEXT.format(name=path.name))
    return source


def html_tables(path: Path, data: bytes, report: Report = ignore_progress) -> list[list[list[Piece]]]:
    """The tables of a web page or .mht (kinds html and mht of `sniffing.kind_of`), for readers of spreadsheets.

    Each table is its rows, each row its cells as HTML has them: a merged cell is given once, with the columns and
    rows it covers, ready for `SourceBuilder.table`. Tables that only arrange the page are left out. Excel and OA
    systems save such files with the ending .xls.

    Raises:
        ReadError: damaged, or no text at all. A page without tables gives [].
    """
    from models.intake.readers.sniffing import kind_of

    pages = list(pages_of(path.name, data)) if kind_of(data) == "mht" else [markup_of(data, path.name)]
    found: list[list[list[Piece]]] = []
    for markup in pages:
        tree = tree_of(markup, path.name)
        if tree is not None:
            found += [item.rows for item in Blocks(report=report).read(tree[0]) if item.rows]
    return found


def read_markup(name: str, pages: list[str], report: Report) -> SourceText | None:
    """The source of one or more pages that belong together; None when there is no text in them."""
    built = SourceBuilder()
    for markup in pages:
        tree = tree_of(markup, name)
        tell(report, 0, 1)  # large pages take their time; each stage shows that it is at work
        if tree is not None:
            body, said = tree
            read_page(body, said, built, whole=bool(OFFICE.search(markup[:HEAD])), report=report)
    source = built.source(name)
    return source if source.text.strip() else None


# -- one file for all ---------------------------------------------------------------------------------


def pages_of(name: str, data: bytes) -> Iterator[str]:
    """The pages of a .mht as markup, the main one first; the text of an e-mail without a page as one."""
    from email.errors import MessageError
    from email.parser import BytesParser

    try:
        message = BytesParser().parsebytes(data.lstrip())
        parts = [part for part in message.walk() if not part.is_multipart()][:MOST_PARTS]
    except (MessageError, RecursionError, ValueError, LookupError, AssertionError, IndexError) as error:
        raise ReadError(BROKEN.format(name=name)) from error
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(message.get_param("start") or "")
    pages.sort(key=lambda part: not (start and part.get("Content-ID") == start))
    if not pages:
        pages = [part for part in parts if part.get_content_type() == "text/plain"]
    if not pages:
        raise ReadError(BROKEN.format(name=name) if not parts else refusal("binary", name))
    for part in pages:
        text = markup_of(content(part), name, charset(part))
        plain = part.get_content_type() == "text/plain"
        yield f"<pre>{text.replace('&', '&amp;').replace('<', '&lt;')}</pre>" if plain else text


def content(part: "Message") -> bytes:
    """The bytes of a part, its transfer encoding taken off."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def charset(part: "Message") -> str | None:
    """The encoding a part's letterhead states."""
    stated = part.get_param("charset")
    return stated if isinstance(stated, str) else None
