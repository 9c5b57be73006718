"""Documents as pages: LibreOffice renders them, pypdfium2 tells where every character and line stands.

The fonts of an office (方正小标宋简体, 仿宋_GB2312, 楷体_GB2312, 黑体, 宋体) are commercial and absent from most machines
that run the tests. Their Han characters are all one em wide, so any Chinese font stands in for them: one is
named to fontconfig for each. What depends on the glyphs themselves has a wider tolerance.
"""

import ctypes
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from models.export.fonts import OFFICE_FONTS

MM = 25.4 / 72


@dataclass(frozen=True)
class Glyph:
    """A character; the box of its ink and its baseline in millimetres from the page's left and top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float


@dataclass(frozen=True)
class Stroke:
    """A line or a filled area, in millimetres from the left and the top."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """One page; width and height in millimetres, the lines of text from top to bottom."""

    width: float
    height: float
    lines: tuple[tuple[Glyph, ...], ...]
    strokes: tuple[Stroke, ...]

    def texts(self) -> list[str]:
        """Each line's characters."""
        return ["".join(glyph.text for glyph in line) for line in self.lines]

    def line(self, start: str) -> tuple[Glyph, ...]:
        """The line that begins so."""
        return next(line for line, text in zip(self.lines, self.texts(), strict=True) if text.startswith(start))

    def exactly(self, text: str) -> tuple[Glyph, ...]:
        """The line that reads so."""
        return self.lines[self.texts().index(text)]

    def body(self) -> list[tuple[Glyph, ...]]:
        """The lines of the 版心 of a 公文, without the page number."""
        return [line for line in self.lines if line[0].baseline < 37 + 225 + 1]


_WITH_BLANK_PAGES = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
"""Pages that a section's beginning on an even page leaves blank come out, too."""


def render(documents: dict[str, Path], folder: Path, *, blank_pages: bool = False) -> dict[str, list[Page]]:
    """The pages of each document; skips the test when LibreOffice or the PDF reader is not there.

    blank_pages: for text documents only.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    environment = os.environ | _font_setting(folder)
    command = [
        office,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--convert-to", _WITH_BLANK_PAGES if blank_pages else "pdf", "--outdir", str(folder)),
        *(str(path) for path in documents.values()),
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=250, check=False)
    pages = {}
    for name, path in documents.items():
        pdf = folder / f"{path.stem}.pdf"
        assert pdf.exists(), done.stdout + done.stderr
        pages[name] = pages_in(pdf)
    return pages


def pages_in(pdf: Path) -> list[Page]:
    """The pages of a PDF file."""
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    document = pdfium.PdfDocument(pdf)
    pages = [_page(page) for page in document]
    document.close()
    return pages


def _font_setting(folder: Path) -> dict[str, str]:
    """A fontconfig file that lets a Chinese font stand in for each of the office's."""
    if shutil.which("fc-match") is None:
        return {}
    matched = subprocess.run(
        ["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    families = sorted({line.split(",")[0] for line in matched if line.strip()})
    if not families:
        pytest.skip("no Chinese font is installed")
    stand_in = next((name for name in families if "Serif" in name and "SC" in name), families[0])
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{stand_in}</family></prefer></alias>'
        for name in OFFICE_FONTS.names()
    )
    setting = folder / "fonts.conf"
    setting.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<include>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return {"FONTCONFIG_FILE": str(setting)}


def _drawn(item: Any) -> tuple[float, float, float, float]:
    """What a path covers: the library counts the whole width of a line at either side, the pen covers half of it."""
    from pypdfium2 import raw

    left, bottom, right, top = item.get_bounds()
    fill, stroke, pen = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not stroke.value or not raw.FPDFPageObj_GetStrokeWidth(item, pen):
        return left, bottom, right, top
    half = pen.value / 2
    return left + half, bottom + half, right - half, top - half


def _page(page: Any) -> Page:
    from pypdfium2 import raw

    width, height = page.get_size()
    text = page.get_textpage()
    rows: dict[float, list[Glyph]] = {}
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if not char.strip():
            continue
        left, bottom, right, top = text.get_charbox(index)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        place = (left * MM, (height - top) * MM, right * MM, (height - bottom) * MM, (height - y.value) * MM)
        rows.setdefault(round(place[4], 1), []).append(Glyph(char, *place))
    strokes = []
    for item in page.get_objects():
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            left, bottom, right, top = _drawn(item)
            strokes.append(Stroke(left * MM, (height - top) * MM, right * MM, (height - bottom) * MM))
    lines = tuple(tuple(sorted(rows[key], key=lambda glyph: glyph.left)) for key in sorted(rows))
    return Page(width * MM, height * MM, lines, tuple(strokes))
