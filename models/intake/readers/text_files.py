"""Plain text in the encodings Chinese offices use: UTF-8, UTF-16, GB 18030, and Big5 as a last resort."""

import codecs

from models.base.errors import ReadError
from models.intake.readers.sniffing import CONTROL, refusal

PROBE = 20_000
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处府府务信息责任单位完成时限通知"
)


def printable(text: str) -> bool:
    """Whether decoded text holds no control characters and hardly any private or unassigned ones."""
    sample = text[:PROBE]
    odd = sum(
        (char < " " and char not in "\t\n\r\f\v\x1a") or "\ue000" <= char <= "\uf8ff" or char == "\ufffd"
        for char in sample
    )
    return odd * 50 <= len(sample)


def chinese_share(text: str) -> float:
    """The share of very common characters among the non-ASCII ones; high for rightly decoded Chinese."""
    sample = [char for char in text[:PROBE] if char > "\x7f"]
    if not sample:
        return 1.0
    return sum(char in COMMON or char in "，。、；：（）《》“”〔〕【】！？—…\u3000" for char in sample) / len(sample)


def try_decode(data: bytes, encoding: str) -> str | None:
    """The text, forgiving a character cut off at the very end; None when the bytes do not fit."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return decoder.decode(data, final=False)
    except UnicodeDecodeError:
        return None


def utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 that does not say so: half of the bytes of its ASCII signs are zero."""
    if len(data) < 4 or (b"\x00" not in data[:PROBE] and not looks_wide(data)):
        return None
    best: tuple[float, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = try_decode(data, encoding)
        if text and printable(text):
            share = chinese_share(text)
            plain = sum(char in "\n ，。0123456789" or "\u4e00" <= char <= "\u9fff" for char in text[:PROBE])
            share = share if plain * 2 >= len(text[:PROBE]) else 0.0
            if best is None or share > best[0]:
                best = share, text
    return best[1] if best and best[0] >= 0.15 else None


def looks_wide(data: bytes) -> bool:
    """Whether every second byte lies in the rows of Chinese characters of UTF-16."""
    sample = data[: PROBE - PROBE % 2]
    wide = [sum(0x4E <= byte <= 0x9F for byte in sample[start::2]) for start in (0, 1)]
    return max(wide) * 10 > len(sample) * 4


def decode(data: bytes, name: str) -> str:
    """The text of a file.

    Raises:
        ReadError: the bytes are no text in any of these encodings.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            text = try_decode(data[len(mark) :], encoding)
            if text is not None and printable(text):
                return text
            raise ReadError(refusal("binary", name))
    has_controls = data[:PROBE].translate(None, delete=CONTROL) != data[:PROBE]
    if not has_controls:
        text = try_decode(data, "utf-8")
        if text is not None:
            return text
    wide = utf16_without_mark(data)
    if wide is not None:
        return wide
    if has_controls:
        raise ReadError(refusal("binary", name))
    return decode_double_byte(data, name)


def decode_double_byte(data: bytes, name: str) -> str:
    """GB 18030 or Big5, whichever gives ordinary Chinese."""
    found = [
        (chinese_share(text), text) for encoding in ("gb18030", "big5hkscs") if (text := try_decode(data, encoding))
    ]
    good = [(share, text) for share, text in found if printable(text)]
    if good and max(good)[0] >= 0.05:
        return max(good, key=lambda item: item[0])[1]
    damaged = data.decode("gb18030", errors="replace")
    if printable(damaged) and chinese_share(damaged) >= 0.2:
        return damaged
    raise ReadError(refusal("binary", name))
