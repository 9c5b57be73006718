"""The clipboard: of what it offers, a page fragment or plain text, the one that tells more becomes the source.

Word, WPS, Excel and browsers put the same thing there twice. The fragment keeps merged cells, line breaks in
cells and the numbers of lists; plain text is right for everything else, and keeps what people typed.
"""

import re

from models.base.errors import ReadError
from models.intake.notice import SourceText
from models.intake.readers.building import SourceBuilder
from models.intake.readers.reading import PASTED, read_pasted
from models.intake.readers.web_article import read_page
from models.intake.readers.web_markup import tree_of

LARGEST = 12_000_000
"""Characters of markup; with more of it the plain text is quicker and good enough."""
LETTERHEAD = re.compile(r"\AVersion:[\d.]+\s+(?:\w+:[^\r\n<]*[\r\n]+)+", re.IGNORECASE)
FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)<!--\s*EndFragment\s*-->", re.IGNORECASE | re.DOTALL)
CHARACTERS = re.compile(r"[^\W_]")


def read_clipboard(html: str | None, text: str, name: str = PASTED) -> SourceText:
    """The source of what the clipboard offers: `html` as it came (with or without its CF_HTML letterhead), and `text`.

    A fragment with a table or a numbered list is used unless it holds clearly less than the text; else the text.
    Never raises; without anything to read the source is empty.
    """
    rich = read_fragment(html, name) if html and len(html) <= LARGEST else None
    if rich is None:
        return read_pasted(text, name)
    if not text.strip():
        return rich
    richer = any(block.kind == "table" for block in rich.blocks) or re.search(r"<ol\b", html or "", re.IGNORECASE)
    whole = len(CHARACTERS.findall(rich.text)) * 10 >= len(CHARACTERS.findall(text)) * 8
    return rich if richer and whole else read_pasted(text, name)


def read_fragment(html: str, name: str) -> SourceText | None:
    """The source of a page fragment; None when there is no text in it."""
    try:
        tree = tree_of(fragment_of(html), name)
    except ReadError:
        return None
    if tree is None:
        return None
    built = SourceBuilder()
    read_page(*tree, built, whole=True)
    source = built.source(name)
    return source if source.text.strip() else None


def fragment_of(html: str) -> str:
    """What was selected, without the page it was cut from and the clipboard's letterhead.

    The tags a browser puts before the fragment tell what it was cut from: rows whose table is outside come
    with it.
    """
    markup = LETTERHEAD.sub("", html.replace("\x00", ""))
    found = FRAGMENT.search(markup)
    if found is None:
        return markup
    begins = re.match(r"\s*<(tr|td|th|tbody|thead|col|li)\b", found[1], re.IGNORECASE)
    if begins is None:
        return found[1]
    return markup  # the list or table around it counts: Excel marks its rows only
