"""OFD files (版式文件, GB/T 33190): the text as a reader of the page sees it, paragraphs and tables in order.

A package of XML parts, each telling where the next ones are. Like PDF it only says where each character
and line is drawn: `ofd_page` takes the pages apart and `pdf_layout` puts together what they say.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress, tell
from models.intake.notice import SourceText
from models.intake.readers.building import SourceBuilder
from models.intake.readers.ofd_page import Sheet, TooMuchError, local, numbers
from models.intake.readers.packages import DAMAGED, parse_xml, read_part
from models.intake.readers.pdf_layout import write
from models.intake.readers.pdf_page import Page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

MOST_PAGES = 1_000
MOST_CHARACTERS = 1_500_000
MOST_BYTES = 200 * 1024 * 1024
"""Of all parts that are read, unpacked."""
HARDLY = 30
PICTURED = 0.4
"""A page of pictures with fewer characters than that is a scan."""
BROKEN = "“{name}”已损坏或没有下载完整，打不开；请重新下载，或用 OFD 阅读器打开后另存一份再导入。"
LOCKED = "“{name}”是加密的 OFD 文件，打不开；请用阅读器打开、去掉加密另存后再导入，或复制文字后用“粘贴文字”导入。"
TOO_LONG = "“{name}”有 {pages} 页，不像是一份通知；请只留下要导入的页，另存后再试。"
TOO_MUCH = "“{name}”的内容多得不正常，为安全起见没有读取；请打开后另存一份，只留下要导入的部分再试。"
SCAN = "“{name}”是扫描件，里面只有图片、没有文字；请先用文字识别软件转成文字，或向来文单位要电子版。"
EMPTY = "“{name}”里没有文字，请换一份文件。"
SCANNED_PAGES = "第 {pages} 页是扫描的图片，没有读取；请核对原件，缺少的内容用“粘贴文字”补上。"
LOST_PAGES = "第 {pages} 页已损坏，没有读出来；请核对原件。"


def read_ofd(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """Read an OFD from its bytes.

    Raises:
        ReadError: damaged, encrypted, absurdly large, without pages, or only of pictures.
        Cancelled: as `report` says.
    """
    from lxml import etree

    name = path.name
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            package = Package(zipped, name)
            if package.encrypted:
                raise ReadError(LOCKED.format(name=name))
            locations = [place for document in package.documents() for place in document.pages()]
            if len(locations) > MOST_PAGES:
                raise ReadError(TOO_LONG.format(name=name, pages=len(locations)))
            pages, lost = pages_of(locations, report)
    except TooMuchError as error:
        raise ReadError(TOO_MUCH.format(name=name)) from error
    except (*DAMAGED, etree.XMLSyntaxError) as error:
        raise ReadError(BROKEN.format(name=name)) from error
    if not pages:
        raise ReadError(BROKEN.format(name=name))
    built = SourceBuilder()
    write(built, pages)
    source = built.source(name, said_of(pages, lost))
    if not source.text.strip():
        raise ReadError((SCAN if any(map(is_scan, pages)) else EMPTY).format(name=name))
    return source


def pages_of(locations: list["Place"], report: Report) -> tuple[list[Page], list[int]]:
    """What stands on the pages, and the numbers of those that are missing or damaged. Raises as `Package`."""
    from lxml import etree

    pages, lost = [], []
    characters = 0
    for index, place in enumerate(locations, 1):
        tell(report, index, len(locations))
        try:
            page = place.page(index)
        except etree.XMLSyntaxError:
            page = None
        if page is None:
            lost.append(index)
            continue
        characters += page.characters
        if characters > MOST_CHARACTERS:
            raise TooMuchError
        pages.append(page)
    return pages, lost


def is_scan(page: Page) -> bool:
    """Whether a page is a picture of text."""
    return page.characters < HARDLY and page.pictured > PICTURED


def said_of(pages: list[Page], lost: list[int]) -> list[str]:
    """The warnings about pages that give no text."""
    warnings = []
    scans = [page.number for page in pages if is_scan(page)]
    for sentence, found in ((LOST_PAGES, lost), (SCANNED_PAGES, scans)):
        if found:
            shown = "、".join(map(str, found[:10])) + (f" 等 {len(found)} " if len(found) > 10 else "")
            warnings.append(sentence.format(pages=shown))
    return warnings


class Package:
    """The parts of an OFD.

    Raises (also while it is used): ReadError, TooMuchError, lxml.etree.XMLSyntaxError, and `packages.DAMAGED`.
    """

    def __init__(self, zipped: zipfile.ZipFile, file: str) -> None:
        self._zipped = zipped
        self._file = file
        self._names = {name.replace("\\", "/").strip("/").lower(): name for name in zipped.namelist()}
        self._left = MOST_BYTES

    @property
    def encrypted(self) -> bool:
        """Whether its parts are encrypted as GM/T 0099 says."""
        return any(posixpath.basename(name) in ("encryptions.xml", "decryptseed.dat") for name in self._names)

    def xml(self, name: str) -> Element | None:
        """A part, or None when it is not there."""
        found = self._names.get(name.lower())
        data = None if found is None else read_part(self._zipped, found, self._file)
        if not data:
            return None
        self._left -= len(data)
        if self._left < 0:
            raise TooMuchError
        return parse_xml(data, self._file)

    def documents(self) -> Iterator["Document"]:
        """The documents in it, nearly always one."""
        root = self.xml("OFD.xml")
        if root is None:
            return
        for element in root.iter("{*}DocRoot"):
            name = beside("", element.text)
            document = self.xml(name)
            if document is not None:
                yield Document(self, name, document)


def beside(name: str, place: str | None) -> str:
    """The name of a part whose place another part `name` states."""
    words = (place or "").strip().replace("\\", "/")
    folder = "" if words.startswith("/") else posixpath.dirname(name)
    return posixpath.normpath(posixpath.join(folder, words.strip("/"))).lstrip("./")


def child(parent: Element | None, name: str) -> Element | None:
    """The first child of a name."""
    return None if parent is None else next((item for item in parent if local(item) == name), None)


def area_of(parent: Element | None) -> list[float]:
    """The size of the paper a page or a document states; [] when it states none."""
    for name in ("PhysicalBox", "ApplicationBox"):
        box = child(parent, name)
        if box is not None:
            return numbers(box.text)[:4]
    return []


class Document:
    """One document: its pages in order and the templates they rest on."""

    def __init__(self, package: Package, name: str, root: Element) -> None:
        self._package = package
        self._name = name
        self._root = root
        common = child(root, "CommonData")
        self.area = area_of(child(common, "PageArea"))
        self._templates = {
            str(item.get("ID", "")): str(item.get("BaseLoc", ""))
            for item in (common if common is not None else ())
            if local(item) == "TemplatePage"
        }
        self._read: dict[str, Element | None] = {}

    def pages(self) -> Iterator["Place"]:
        """Where its pages are."""
        pages = child(self._root, "Pages")
        for item in pages if pages is not None else ():
            if local(item) == "Page":
                yield Place(self, str(item.get("BaseLoc", "")))

    def part(self, place: str) -> Element | None:
        """A part whose place the document states."""
        return self._package.xml(beside(self._name, place))

    def template(self, number: str) -> Element | None:
        """A template page."""
        if number not in self._read:
            self._read[number] = self.part(self._templates[number]) if number in self._templates else None
        return self._read[number]


class Place:
    """Where a page is."""

    def __init__(self, document: Document, place: str) -> None:
        self._document = document
        self._place = place

    def page(self, index: int) -> Page | None:
        """What stands on it; None when it is not there."""
        root = self._document.part(self._place)
        if root is None:
            return None
        sheet = Sheet(area_of(child(root, "Area")) or self._document.area)
        for item in root:
            below = self._document.template(str(item.get("TemplateID", ""))) if local(item) == "Template" else None
            content = child(below, "Content")
            if content is not None:
                sheet.collect(content)
        content = child(root, "Content")
        if content is not None:
            sheet.collect(content)
        return sheet.page(index)
