"""What of a web page is the notice: the article, its title and its box of facts, without the page around it.

For `web_pages` only. A page is never trimmed where in doubt: what looks like a sentence stays, the parser
knows furniture too. Pages that Word, Excel or WPS wrote have no page around the text and stay whole.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from models.intake.lines import (
    ATTACHMENT,
    ATTACHMENT_HEAD,
    FILE_NAME,
    META_LABELS,
    is_contents_row,
    is_meta,
    is_noise,
    spaced,
)
from models.intake.readers.building import Piece, SourceBuilder
from models.intake.readers.web_blocks import Blocks, Item
from models.intake.titles import TITLE_END

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element
else:
    Element = Any
from models.base.progress import Report, ignore_progress, tell

OFFICE = re.compile(
    r"urn:schemas-microsoft-com:office|ProgId\b[^>]{0,40}(?:Word|Excel)|Microsoft Word|WPS", re.IGNORECASE
)
AROUND = re.compile(
    r"(?:^|[\W_])(?:nav|menu|foot(?:er)?|copyright|bread-?crumb|crumbs?|position|location|share|bdshare|side-?bar|banner"
    r"|related|search|tool-?bar|pager?|qrcode|friend-?link|links?)(?:$|[\W_\d])",
    re.IGNORECASE,
)
ARTICLE = re.compile(
    r"ucap-content|^zoom$|trs_(?:ue)?_?editor|trs_paper|v_news_content|vsb_content|j-?fontcontent"
    r"|(?:^|[\W_])(?:article|news|detail|main|text|xxgk|xl|wz|page)s?[-_]?(?:con|content|text|body|main|txt|nr)(?:$|[\W_])"
    r"|(?:^|\s)(?:article|content|zwcontent|wzcon|artcon|conTxt|mainText)(?:$|\s)",
    re.IGNORECASE,
)
CONTAINERS = frozenset(
    ["body", "div", "td", "section", "article", "main", "center", "form", "font", "span", "blockquote"]
)
SENTENCE_END = re.compile("[。；：]")
SENTENCE_FROM = 12
"""Characters before its end that make a sentence of words."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LABEL = re.compile("(?:" + "|".join(spaced(words) for words in META_LABELS.values()) + r")\s*[:：]?")
MOST_META_ROWS = 15
NAV_RUN = 3
"""So many short links in a row, or more, are a menu or a list of other pages."""
SHORT_LINK = 40
TITLE_WITHIN = 20
SITE = re.compile(r"\s*(?:[_|｜]|\s[-—–]+\s|--+|-(?=[\u4e00-\u9fff]{2,20}(?:网|政府|门户|局|办|委|平台)))\s*")


def read_page(
    body: Element, said: dict[str, str], built: SourceBuilder, *, whole: bool, report: Report = ignore_progress
) -> None:
    """Write the notice of a page. `whole`: there is nothing around it."""
    article = body if whole else article_of(body)
    tell(report, 0, 1)
    layout = frozenset(element for element in article.iterancestors("table"))
    items = Blocks(layout, report).read(body)
    if not whole:
        items = without_menus(kept(items, article))
    title = "" if whole else page_title(body, said)
    if title and not has_title(items, title):
        built.paragraph(title)
    for item in items:
        write(item, built)


def write(item: Item, built: SourceBuilder) -> None:
    """A paragraph or table; a box of facts as lines of its own, 索引号：…."""
    if not item.rows:
        built.paragraph(item.text)
        return
    facts = box_of_facts(item.rows)
    if facts is None:
        built.table(item.rows)
        return
    for line in facts:
        built.paragraph(line)


def box_of_facts(rows: Sequence[Sequence[Piece]]) -> list[str] | None:
    """The lines of a table that states what the document is (索引号, 发布机构 …); None for another table."""
    if len(rows) > MOST_META_ROWS:
        return None
    lines: list[str] = []
    stated = cells = 0
    for row in rows:
        texts = [" ".join(piece.text.split()) for piece in row]
        cells += sum(map(bool, texts))
        index = 0
        while index < len(texts):
            text = texts[index]
            value = texts[index + 1] if index + 1 < len(texts) else ""
            if LABEL.fullmatch(text) and not LABEL.fullmatch(value):
                lines.append(f"{text.rstrip('：: ')}：{value}")
                stated += 1 + bool(value)
                index += 1
            elif text:
                lines.append(text)
                stated += is_meta(text)
            index += 1
    facts = sum(is_meta(line) for line in lines)
    return lines if facts >= 2 and stated * 10 >= cells * 6 else None


# -- the article --------------------------------------------------------------------------------------


def article_of(body: Element) -> Element:
    """The smallest element that holds all sentences of a page and nearly all of its text."""
    own = {element: own_text(element) for element in body.iter()}
    total = sum(text for text, _ in own.values())
    aside = around(body, own, total)
    weights: dict[Element, tuple[int, int]] = {}
    for element in reversed(list(own)):
        if element in aside:
            weights[element] = (0, 0)
            continue
        text, sentences = own[element]
        for child in element:
            text += weights[child][0]
            sentences += weights[child][1]
        weights[element] = (text, sentences)
    text, sentences = weights[body]
    marked = [
        element
        for element, (inside, told) in weights.items()
        if inside * 10 >= text * 7 and told * 10 >= sentences * 8 and ARTICLE.search(names_of(element)) and told
    ]
    best = body
    for element, (inside, told) in weights.items():  # in reverse of reading order: the innermost come first
        if element.tag in CONTAINERS and told >= sentences and inside * 20 >= text * 19 and inside:
            best = element
            break
    if marked and marked[0] not in best.iterancestors():
        best = marked[0]
    return best


def own_text(element: Element) -> tuple[int, int]:
    """(Chinese characters, sentences) that stand in an element itself, not in what it holds; links count nothing."""
    if element.tag in ("a", "option"):
        return 0, 0
    size = sentences = 0
    for text in (element.text, *(child.tail for child in element)):
        if not text or text.isspace():
            continue
        line = " ".join(text.split())
        if is_noise(line) and not is_contents_row(line):
            continue
        size += len(CHINESE.findall(text))
        sentences += bool(SENTENCE_END.search(line, SENTENCE_FROM))
    return size, sentences


def around(body: Element, own: dict[Element, tuple[int, int]], total: int) -> set[Element]:
    """The elements that by their names are menus, footers and the like; never one with much of the text."""
    sizes: dict[Element, int] = {}
    for element in reversed(list(own)):
        sizes[element] = own[element][0] + sum(sizes[child] for child in element)
    named = (element for element in own if element is not body)
    return {
        element
        for element in named
        if sizes[element] * 10 < total * 3
        and (element.tag in ("footer", "aside", "menu", "a") or AROUND.search(names_of(element)))
    }


def names_of(element: Element) -> str:
    """The names a page gives an element."""
    return f"{element.get('id') or ''} {element.get('class') or ''}".strip()


# -- what is kept -------------------------------------------------------------------------------------


def kept(items: Sequence[Item], article: Element) -> list[Item]:
    """The article's items, the facts stated before it and the attachments listed after it."""
    inside = [article in (item.element, *item.element.iterancestors()) for item in items]
    last = max((index for index, within in enumerate(inside) if within), default=-1)
    made: list[Item] = []
    for index, (item, within) in enumerate(zip(items, inside, strict=True)):
        if within:
            tidied = without_noise(item)
            made += [tidied] if tidied.text or tidied.rows else []
        elif index < last:
            made += [item] if states_facts(item) else []
        elif not item.rows and len(item.text) < 200 and names_attachment(item.text):
            made.append(item)
    return made


def without_noise(item: Item) -> Item:
    """A paragraph without its lines of page furniture."""
    if item.rows:
        return item
    lines = [
        line
        for line in item.text.split("\n")
        if not line.strip() or is_contents_row(line) or is_meta(line) or not is_noise(line.strip())
    ]
    item.text = "\n".join(lines).strip("\n")
    return item


def states_facts(item: Item) -> bool:
    """Whether something before the article is its box of facts."""
    if item.rows:
        return box_of_facts(item.rows) is not None
    return is_meta(item.text)


def names_attachment(text: str) -> bool:
    """Whether a line names a file that comes with the notice."""
    return bool(ATTACHMENT.match(text) or ATTACHMENT_HEAD.match(text) or FILE_NAME.search(text))


def without_menus(items: Sequence[Item]) -> list[Item]:
    """The items without runs of short links, which lead to other pages."""

    def link(item: Item) -> bool:
        return item.linked and not item.heading and len(item.text) <= SHORT_LINK and not names_attachment(item.text)

    made: list[Item] = []
    for linked, run in groupby(items, link):
        group = list(run)
        if not linked or len(group) < NAV_RUN:
            made += group
    return made


# -- the title ----------------------------------------------------------------------------------------


def page_title(body: Element, said: dict[str, str]) -> str:
    """What the page says its article is called; "" where it says nothing that looks like a title."""
    named = said.get("articletitle", "")
    headings = [" ".join("".join(element.itertext()).split()) for element in body.iter("h1", "h2")]
    candidates = [named, *headings, *sorted(SITE.split(" ".join(said.get("title", "").split())), key=len, reverse=True)]
    return next((title for title in candidates if 6 <= len(title) <= 120 and looks_like_title(title)), "")


def looks_like_title(text: str) -> bool:
    """Whether words end as the titles of notices do."""
    return bool(TITLE_END.search(text)) and not re.search("[。；]", text)


def has_title(items: Sequence[Item], title: str) -> bool:
    """Whether the title stands near the beginning, maybe on several lines."""
    top = "".join(item.text for item in items[:TITLE_WITHIN] if not is_meta(item.text))
    return plain(title) in plain(top)


def plain(text: str) -> str:
    """Letters and digits only, for comparison."""
    return re.sub(r"[\W_]+", "", text)
