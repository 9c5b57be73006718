"""Repairs of the script: pinyin in brackets taken out, traditional characters (繁体字) made simplified.

Web pages with reading aids (ruby) copy as 號(hào); clean traditional text occurs too.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from models.intake.notice import Repair
from models.intake.patches import CleanText, Patch

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
MARKS = "\u0300\u0301\u0304\u0308\u030c"
LETTERS = rf"[a-zɡêü{TONED}{MARKS}]{{1,9}}"
PINYIN = re.compile(rf"(?<=[\u3400-\u9fff])(?:[(（] ?{LETTERS}(?: ?/ ?{LETTERS})* ?[)）])+")
"""號(hào), 爲(wéi / wèi), 公(gong)(gong): one or several readings, in one or several brackets."""
HAS_TONE = re.compile(rf"[{TONED}{MARKS}]")
SYLLABLE = re.compile(r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)(?:[aeiouü]{1,3}(?:n|ng)?|er)$|(?:an|ang|ai|ao|en|er|ou)$")
HANZI = re.compile(r"[\u3400-\u9fff]")
FEW_READINGS = 3
MANY_READINGS, MANY_SYLLABLES = 12, 6
"""Readings without tone marks, and different ones among them, that annotate a text by their number alone."""
SAMPLE = 12


@lru_cache(maxsize=1)
def simplifier() -> Callable[[str], str]:
    """The traditional-to-simplified conversion; loading its tables takes a moment, so it is kept."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def simplified(text: str) -> str:
    """Text in simplified characters, always of the same length."""
    whole = simplifier()(text)
    if len(whole) == len(text):
        return whole
    return "".join(done if len(done := simplifier()(char)) == 1 else char for char in text)


def without_pinyin(source: CleanText) -> CleanText:
    """Take out readings such as (hào) after a Chinese character.

    A text counts as annotated from three readings with tone marks on; there, readings without a tone mark
    (們(men)) go only after a traditional character, so that (a), (AB) and ordinary words in brackets stay. A text
    in which a dozen characters have toneless readings (公(gong)(gong)) is annotated all through.
    """
    text = source.text
    found = list(PINYIN.finditer(text))
    toned = [match for match in found if HAS_TONE.search(match[0])]
    toneless = [match for match in found if all(SYLLABLE.match(word) for word in re.findall("[^()（）/ ]+", match[0]))]
    many = len(toneless) >= MANY_READINGS and len({match[0] for match in toneless}) >= MANY_SYLLABLES
    if len(toned) < FEW_READINGS and not many:
        return source
    dropped = list(toned)
    for match in toneless:
        before = text[match.start() - 1]
        if many or simplified(before) != before:
            dropped.append(match)
    first = min(dropped, key=lambda match: match.start())
    original = text[max(0, first.start() - 1) : first.end()]
    cleaned = source.patched([Patch(match.span(), "") for match in dropped])
    start = first.start() - 1
    repair = Repair((start, start + 1), original, original[0], f"去掉括号里的注音，共{len(dropped)}处")
    return CleanText(cleaned.text, cleaned.blocks, (repair, *cleaned.repairs), cleaned.warnings)


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters: enough of its characters change in conversion."""
    characters = HANZI.findall(text)
    if not characters:
        return False
    joined = "".join(characters)
    changed = {a for a, b in zip(joined, simplified(joined), strict=True) if a != b}
    count = sum(char in changed for char in joined)
    return len(changed) >= 3 and count >= 0.08 * len(joined)


def in_simplified(source: CleanText) -> CleanText:
    """The whole text in simplified characters, recorded as one repair at the first stretch that changed."""
    if not is_traditional(source.text):
        return source
    done = simplified(source.text)
    first = next(i for i, (a, b) in enumerate(zip(source.text, done, strict=True)) if a != b)
    end = min(len(done), first + SAMPLE)
    line_end = source.text.find("\n", first, end)
    end = line_end if line_end > first else end
    repair = Repair((first, end), source.text[first:end], done[first:end], "全文由繁体字转换为简体字")
    repairs = tuple(sorted((repair, *source.repairs), key=lambda item: item.span))
    return CleanText(done, source.blocks, repairs, source.warnings)
