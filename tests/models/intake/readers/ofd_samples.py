"""OFD files made for the tests: pages of text lines and drawn tables, by GB/T 33190."""

import io
import zipfile
from collections.abc import Sequence

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.64
"""Millimetres: 三号."""


def text(words: str, left: float, base: float, more: str = "") -> str:
    """A line of text at a place in millimetres from the top left corner."""
    return (
        f'<ofd:TextObject ID="1" Boundary="{left} {base - SIZE} 150 8" Font="3" Size="{SIZE}" {more}>'
        f'<ofd:TextCode X="0" Y="{SIZE}" DeltaX="g {max(len(words) - 1, 1)} {SIZE}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A drawn line."""
    return (
        '<ofd:PathObject ID="2" Boundary="0 0 210 297" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M {x1} {y1} L {x2} {y2}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(rows: Sequence[Sequence[str]], columns: Sequence[float], top: float, height: float = 9.0) -> str:
    """A table with lines around its cells; `columns` are the places of the upright ones."""
    bottom = top + height * len(rows)
    parts = [
        line(columns[0], top + height * index, columns[-1], top + height * index) for index in range(len(rows) + 1)
    ]
    parts += [line(place, top, place, bottom) for place in columns]
    parts += [
        text(cell, columns[column] + 1, top + height * index + 7)
        for index, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell
    ]
    return "".join(parts)


def page(objects: str, more: str = "", area: str = "") -> str:
    """A page's part."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {SPACE}>{area}{more}<ofd:Content>'
        f'<ofd:Layer ID="9">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def ofd(pages: Sequence[str], common: str = "", listed: Sequence[str] = (), **parts: str) -> bytes:
    """A whole file; `listed` are the places its document names, if not those of the pages."""
    places = listed or [f"Pages/Page_{index}/Content.xml" for index in range(len(pages))]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            f'<ofd:OFD {SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
            "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        package.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>"
            + "".join(f'<ofd:Page ID="{index}" BaseLoc="{place}"/>' for index, place in enumerate(places))
            + "</ofd:Pages></ofd:Document>",
        )
        for index, content in enumerate(pages):
            package.writestr(f"Doc_0/Pages/Page_{index}/Content.xml", content)
        for name, content in parts.items():
            package.writestr(f"Doc_0/{name}.xml", content)
    return buffer.getvalue()
