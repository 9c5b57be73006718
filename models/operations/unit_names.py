"""Whether two spellings mean the same unit (单位), by the rules of the field: 市政府办 = 市政府办公室.

Pure text, nothing is stored. `likeness` never guesses across places (市/区/县) or kinds of office (局/中心);
what it finds is only ever proposed to the clerk. For `models.operations.matching`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from models.operations.unit_words import (
    EITHER_HEAD,
    HEADS,
    MAY_FAIL,
    MAY_FAIL_AT_END,
    MAY_FAIL_AT_START,
    NICKNAMES,
    PARTY_WORDS,
    SUCCESSORS,
    TAKEN_FROM_LATER,
    WORDS,
)

_BRACKET = re.compile(r"[(（\[〔【]([^()（）\[\]〔〕【】]*)[)）\]〕】]")
_FORMER = re.compile(r"^(?:原|新)(?!材料|闻|城|区|型|华|能源|疆|乡|建|阳)")
_NOT_PLACES = "智慧城市|海绵城市|文明城市|卫生城市|园林城市|森林城市|宜居城市|韧性城市|城市|都市|超市|市场"
_STEM = r"[^\W\d_局委办厅处室驻]"
_PLACE = re.compile(
    rf"(?!{_NOT_PLACES})(?:"
    rf"(?P<bare>市(?![中南北]区)(?!场|政(?!府|协|法|务|数|策|研)|容|值)|省(?!际)|区(?!域|块|划)|县(?!域)|州|旗|盟)"
    rf"|(?P<named>{_STEM}县(?!域|级|区|市)|{_STEM}{{2,11}}?(?:自治区|自治州|自治县|自治旗|省|市(?!场|区(?!委|人|政)|政|容)|地区|盟"
    rf"|(?<!开发)(?<!高新)(?<!经开)(?<!示范)(?<!保税)(?<!业园)(?<!合作)(?<!风景)(?<!景)(?<!社)(?<!园)(?<!城)区(?!域|块|划)"
    rf"|州(?!市|区|县|大|学|银)|(?<!直机)县(?!域)|旗)|市[中南北]区)"
    r")"
)
_LEVELS = {
    "自治区": "省",
    "自治州": "市",
    "自治县": "县",
    "自治旗": "县",
    "地区": "市",
    "盟": "市",
    "州": "市",
    "旗": "县",
}
_OWNER = re.compile(r"^(委(?!员)|政府)(?=.)")
_COUNTRY = re.compile(
    r"^国家税务总局(?=.+税务局$)|^(?:中共|中国共产党)(?=.+委)|^中国人民政治协商会议(?=.+)|^(?:本|我|全)(?=[省市区县州])"
)
_HEADS = dict(HEADS)
_HEAD = re.compile("(?:" + "|".join(sorted(_HEADS, key=len, reverse=True)) + ")$")
_WORD = re.compile("|".join(sorted({*WORDS, *MAY_FAIL, *MAY_FAIL_AT_END}, key=len, reverse=True)) + "|.")
_LONGER_NICKNAMES = sorted(NICKNAMES, key=lambda pair: -len(pair[0]))

SAME_WORDS, SHORTER, OTHER_HEAD, SUCCESSOR = 0, 1, 3, 5
"""How far two names are apart, before what differs in place and brackets is added."""


@dataclass(frozen=True)
class UnitName:
    """A name taken apart: 宿州市埇桥区政府办公室（公开科） is places 宿州市, 埇桥区, owner 政府, core "", head 办, aside 公开科."""

    places: tuple[str, ...]
    level: str
    """省, 市, 区 or 县 as it is written of the last place; "" when no place is named."""
    owner: str
    """委 (the party committee), 政府, or "" where the name does not say."""
    core: str
    head: str
    aside: str

    @property
    def is_named(self) -> bool:
        """Whether the place has a name of its own, and is not just 市 or 区."""
        return any(len(place) > 1 for place in self.places)


def folded_name(name: str) -> str:
    """Width folded, blanks dropped."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))


@lru_cache(maxsize=4096)
def read_name(name: str) -> UnitName:
    """Take a name apart; whatever is not understood stays in `core`."""
    text = folded_name(name)
    aside = "".join(_BRACKET.findall(text))
    text = _BRACKET.sub("", text)
    text = _COUNTRY.sub("", _FORMER.sub("", text))
    text = _youth(text)
    places, text = _places(text)
    text = re.sub("^府办", "政府办", text)
    for long, short in _LONGER_NICKNAMES:
        text = text.replace(long, short)
    if text in (
        "纪委",
        "监委",
        "纪委市监委",
        "纪委区监委",
        "纪委县监委",
        "纪检委",
        "监察局",
        "纪委监察局",
        "委纪委监委",
    ):
        text = "纪委监委"
    owner = ""
    match = _OWNER.match(text)
    if match and not (places == () and match[1] == "委"):
        owner, text = match[1], text[match.end() :]
        text = re.sub(r"^[省市区县](?=直机关工委)", "", text)
    core, head = _head(text)
    if owner == "委" and any(text.startswith(word) for word in PARTY_WORDS):
        owner = ""
    if owner == "政府" and core:
        owner = ""
    level = places[-1] if places else ""
    level = next((kind for ending, kind in _LEVELS.items() if level.endswith(ending)), level[-1:])
    return UnitName(places, level, owner, core, head, aside)


def _youth(text: str) -> str:
    """共青团宿州市委员会, 团市委, 共青团市委 are all 市团委."""
    match = re.fullmatch(r"(?:中国)?(?:共青团|共产主义青年团|团)(.*[省市区县州])委(?:员会)?", text)
    return f"{match[1]}团委" if match else text


def _places(text: str) -> tuple[tuple[str, ...], str]:
    places: list[str] = []
    while len(places) < 3:
        match = _PLACE.match(text)
        if match is None or (match["bare"] and places):
            break
        places.append(match[0])
        text = text[match.end() :]
        if match["bare"]:
            break
    if places and len(places[-1]) > 1:
        text = re.sub(f"^{places[-1][-1]}(?=委|政府|人民政府|人大|政协)", "", text)  # 萧县县委
    return tuple(places), text


def _head(text: str) -> tuple[str, str]:
    match = _HEAD.search(text)
    if match is None:
        return text, ""
    core, head = text[: match.start()], _HEADS[match[0]]
    if head in ("管委会", "政府") and re.search("[区镇乡]$|街道$", core):
        return _head(core)  # 高新区管委会 is 高新区, 城关镇人民政府 is 城关镇
    if head == "街道" and not core:
        return text, ""
    return core, head


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> int | None:
    """How far apart two spellings of one unit are, 0 being nearest; None when they are not one unit as far as is known."""
    if folded_name(one) == folded_name(other):
        return 0
    first, second = read_name(one), read_name(other)
    apart = [_places_apart(first, second), _aside_apart(first, second), _office_apart(one, other)]
    told = [item for item in apart if item is not None]
    return sum(told) if len(told) == len(apart) else None


def _places_apart(one: UnitName, other: UnitName) -> int | None:
    """0: the same place; more: one of them says less; None: two places."""
    if one.places == other.places:
        return 0
    if not one.places or not other.places:
        return 2
    if one.level != other.level:
        return None
    if not one.is_named or not other.is_named:
        return 1
    short, long = sorted((one.places, other.places), key=len)
    return 1 if long[-len(short) :] == short else None


def _aside_apart(one: UnitName, other: UnitName) -> int | None:
    if one.aside == other.aside:
        return 0
    return None if one.aside and other.aside else 1


def _office_apart(one: str, other: str) -> int | None:
    first, second = read_name(one), read_name(other)
    if not (first.core or first.head) or not (second.core or second.head):
        return _bare_apart(first, second)
    found = _words_apart(first, second)
    if found is not None:
        return found
    for former, successor in ((first, second), (second, first)):
        for old in _successors(former):
            if _words_apart(old, successor) is not None:
                return SUCCESSOR
    return None


def _bare_apart(one: UnitName, other: UnitName) -> int | None:
    """南明区 is 南明区政府; 区 alone is nobody."""
    plain, office = (one, other) if not (one.core or one.head) else (other, one)
    government = (office.core, office.head) in (("", "政府"), ("", ""))
    return SHORTER if plain.is_named and not plain.owner and government and not office.owner else None


def _successors(name: UnitName) -> list[UnitName]:
    found = []
    for old, new in SUCCESSORS:
        before, after = read_name(old), read_name(new)
        if not name.owner and (name.core, name.head) == (before.core, before.head):
            found.append(after)
    return found


def _words_apart(one: UnitName, other: UnitName) -> int | None:
    if one.owner != other.owner:
        return None
    apart = SAME_WORDS
    if one.head != other.head:
        either = {one.head, other.head} == {"局", "委"} and one.core in EITHER_HEAD and other.core in EITHER_HEAD
        if not either:
            return None
        apart = OTHER_HEAD
    if one.core == other.core:
        return apart
    if not one.core or not other.core:
        return None
    if abbreviates(one.core, other.core) or abbreviates(other.core, one.core):
        return apart + SHORTER
    return None


def abbreviates(short: str, long: str) -> bool:
    """Whether `short` takes at least a character of every word of `long`, in order, and nothing else.

    发改 takes of 发展, 改革; 文化 does not abbreviate 文化旅游, because nothing of 旅游 is left.
    """
    if len(short) >= len(long):
        return False
    words = _WORD.findall(long)
    places = {0}
    for number, word in enumerate(words):
        after = {end for start in places for end in _taken(short, start, word)}
        behind_management = number > 1 and word in MAY_FAIL_AT_END and words[number - 1] in ("管理", "和", "城市管理")
        if word in MAY_FAIL_AT_START or (
            number and (word in MAY_FAIL or behind_management or (word in MAY_FAIL_AT_END and words[0] == "城市管理"))
        ):
            after |= places
        places = after
        if not places:
            return False
    return len(short) in places


def _taken(short: str, start: int, word: str) -> set[int]:
    """Where `short` may go on after at least one character of `word`, taken in order and from its first."""
    ends: set[int] = set()
    if short[start : start + 1] != word[0] and word not in TAKEN_FROM_LATER:
        return ends
    states = {(start, 0)}
    while states:
        at, inside = states.pop()
        if at == len(short):
            continue
        found = word.find(short[at], inside)
        if found >= 0:
            ends.add(at + 1)
            states.add((at + 1, found + 1))
    return ends
