"""Breaks a paragraph into lines and places its words: alignment, indents, tabs, the breaking rules of Chinese.

The lines come out with their own left edge at the text's and their top at 0; `flow` and `tables` put them on pages.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.export.line_breaks import is_wide, joined
from ui.printing.blocks import Look, PageField, Para, Tab
from ui.printing.drawing import Stroke, Text
from ui.printing.faces import advance, baseline, drawn_width, natural_height

DEFAULT_TAB = 420.0
"""Between the tab stops beyond a paragraph's own (w:defaultTabStop)."""
_EXACT_BASELINE = 0.8
"""The baseline of a line of exact height, in that height, in Word, WPS and LibreOffice alike."""
_CLOSE = 1.0
"""A twentieth of a point too wide still fits: widths of fonts are rounded."""

Numbers = Callable[[str], str]
"""The value of a page field by its code."""


@dataclass(frozen=True)
class Line:
    """One line: its height, and its strokes from its top left corner."""

    height: float
    strokes: tuple[Stroke, ...]


@dataclass
class _Char:
    """A character with its look and how far it moves on."""

    char: str
    look: Look
    advance: float


def lines_of(para: Para, width: float, numbers: Numbers = str) -> list[Line]:
    """The paragraph in lines within `width`, its own indents not yet taken off; an empty one has one line."""
    chars = list(_chars(para, numbers))
    return [_placed(para, line, width, is_first, is_last) for line, is_first, is_last in _broken(para, chars, width)]


def _chars(para: Para, numbers: Numbers) -> Iterator[_Char]:
    for inline in para.inlines:
        text = numbers(inline.code) if isinstance(inline, PageField) else inline.text
        for char in text:
            yield _Char(char, inline.look, 0.0 if char in "\t\n" else advance(char, inline.look))


def _broken(para: Para, chars: list[_Char], width: float) -> Iterator[tuple[list[_Char], bool, bool]]:
    """(the line's characters, whether it is the first, whether it ends the paragraph or stands before a break)."""
    line: list[_Char] = []
    is_first = True
    start, position = 0, _start(para, is_first)
    limit = width - para.right + _CLOSE
    while start < len(chars):
        if chars[start].char == "\n":
            yield line, is_first, True
            line, is_first = [], False
            start, position = start + 1, _start(para, is_first)
            continue
        end = _piece_end(chars, start)
        after = _after(para, chars[start:end], position, width)
        if line and after > limit and chars[start].char != " ":
            yield line, is_first, False
            line, is_first = [], False
            position = _start(para, is_first)
            continue
        if after > limit and end - start > 1:  # longer than a line: broken where it is full
            end = _fitting(chars, start, end, limit - position)
            after = position + sum(item.advance for item in chars[start:end])
        line += chars[start:end]
        start, position = end, after
    yield line, is_first, True


def _start(para: Para, is_first: bool) -> float:
    return para.left + (para.first if is_first else 0.0)


def _piece_end(chars: list[_Char], start: int) -> int:
    """The end of the piece that begins at `start` and in which no line may end; a tab is one of its own."""
    end = start + 1
    if chars[start].char == "\t":
        return end
    while end < len(chars) and chars[end].char not in "\t\n" and joined(chars[end - 1].char, chars[end].char):
        end += 1
    return end


def _after(para: Para, piece: list[_Char], position: float, width: float) -> float:
    if piece[0].char != "\t":
        return position + sum(item.advance for item in piece)
    stop = _stop(para, position, width)
    return stop.at if stop.align == "left" else position  # what follows stands before a right or about a centred stop


def _stop(para: Para, position: float, width: float) -> Tab:
    """The next tab stop; a hanging indent is one, too."""
    stops = [*para.tabs, *([Tab(para.left)] if para.first < 0 else [])]
    later = sorted((stop for stop in stops if stop.at > position + _CLOSE), key=lambda stop: stop.at)
    if later:
        return later[0]
    return Tab(min((position // DEFAULT_TAB + 1) * DEFAULT_TAB, width))


def _fitting(chars: list[_Char], start: int, end: int, room: float) -> int:
    used = 0.0
    for place in range(start, end):
        used += chars[place].advance
        if used > room:
            return max(place, start + 1)
    return end


def _placed(para: Para, line: list[_Char], width: float, is_first: bool, is_last: bool) -> Line:
    while line and line[-1].char == " ":
        line = line[:-1]
    height, base = _height(para, line)
    left = _start(para, is_first)
    room = width - para.right - left
    natural = sum(item.advance for item in line)
    tabs = any(item.char == "\t" for item in line)
    extra = 0.0
    if para.align == "distribute" or (para.align == "both" and not is_last):
        gaps = len(line) - 1
        extra = (room - natural) / gaps if gaps > 0 and not tabs and room > natural else 0.0
    elif not tabs and para.align in ("center", "right"):
        # the spacing after the last character is none to be seen
        natural -= line[-1].look.spacing if line else 0.0
        left += (room - natural) / (2 if para.align == "center" else 1)
    return Line(height, tuple(_strokes(para, line, left, base, extra, width)))


def _height(para: Para, line: list[_Char]) -> tuple[float, float]:
    """The line's height, and its baseline below its top."""
    looks = [item.look for item in line] or [para.base]
    tallest = max(looks, key=lambda look: look.size)
    if para.rule == "exact":
        return para.line, para.line * _EXACT_BASELINE
    natural = natural_height(tallest)
    height = max(natural, para.line) if para.rule == "atLeast" else natural * para.line / 240
    return height, baseline(tallest) + (height - natural) / 2


def _strokes(para: Para, line: list[_Char], left: float, base: float, extra: float, width: float) -> Iterator[Text]:
    position = left
    start = 0
    while start < len(line):
        if line[start].char == "\t":
            position = _after_tab(para, line, start, position, width)
            start += 1
            continue
        end = start + 1
        look = line[start].look
        if _is_plain(line[start]):
            while end < len(line) and line[end].look == look and line[end].char != "\t" and _is_plain(line[end]):
                end += 1
        text = "".join(item.char for item in line[start:end])
        shift = 0.0 if end - start > 1 or _is_plain(line[start]) else _shift(line[start])
        yield Text(position + shift, base, text, look, look.spacing + extra)
        position += sum(item.advance for item in line[start:end]) + extra * (end - start)
        start = end


def _is_plain(item: _Char) -> bool:
    """Whether the font draws the character as wide as it stands."""
    if not is_wide(item.char):
        return True
    return abs(drawn_width(item.char, item.look) - item.look.size * 20) < _CLOSE


def _shift(item: _Char) -> float:
    """A mark that the font draws too narrow for its square: opening ones stand at its right, dashes in the middle."""
    spare = (item.look.size * 20 - drawn_width(item.char, item.look)) * item.look.scale / 100
    if item.char in "“‘":
        return spare
    return 0.0 if item.char in "”’" else spare / 2


def _after_tab(para: Para, line: list[_Char], place: int, position: float, width: float) -> float:
    """Where what follows the tab begins."""
    stop = _stop(para, position, width)
    if stop.align == "left":
        return stop.at
    following = 0.0
    for item in line[place + 1 :]:
        if item.char == "\t":
            break
        following += item.advance
    return max(position, stop.at - (following if stop.align == "right" else following / 2))


def moved(line: Line, right: float, down: float) -> tuple[Stroke, ...]:
    """The line's strokes elsewhere."""
    return tuple(stroke.moved(right, down) for stroke in line.strokes)
