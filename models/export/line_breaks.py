"""Where a line of Chinese text may end, and which characters are as wide as they are high.

The rules of GB/T 15834-2011, 5.1: no closing mark begins a line, no opening mark ends one; words, numbers and addresses of
Latin letters and digits stay whole. Used to count a text's lines (`gongwen_length`) and to lay out its pages.
"""

import unicodedata

_NOT_FIRST = frozenset("、。，．：；？！）》〉」』】〕”’…—％%)]}>,.:;?!")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{<")


def unbroken(text: str) -> list[str]:
    """The text in the pieces between which a line may end."""
    found: list[str] = []
    for char in text:
        last = found[-1][-1] if found else ""
        if found and joined(last, char):
            found[-1] += char
        else:
            found.append(char)
    return found


def joined(before: str, after: str) -> bool:
    """Whether no line may end between the two characters."""
    return after in _NOT_FIRST or before in _NOT_LAST or (_is_word(before) and _is_word(after))


def is_wide(char: str) -> bool:
    """Whether a Chinese font gives the character a full square; quotation marks, dashes and dots included."""
    return unicodedata.east_asian_width(char) in "WFA"


def _is_word(char: str) -> bool:
    return char.isascii() and char.isprintable() and char != " "
