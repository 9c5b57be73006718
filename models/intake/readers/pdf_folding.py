"""Characters that fonts of PDF files put in place of ordinary ones: radicals and compatibility forms.

Many programs write ⼀ (U+2F00, a radical) for 一. Only the PDF reader calls this. Full-width and half-width
signs are left as they are.
"""

import unicodedata

# The supplement of simplified radicals has no canonical forms in Unicode's decompositions; these are the
# members that are words by themselves, by Unicode's table of equivalent unified ideographs.
SUPPLEMENT = dict(
    zip(
        "⺁⺄⺇⺈⺎⺒⺓⺟⺠⺬⺮⺰⺶⺼⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乙几刀兀巳幺母民示竹纟羊月虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)


def folded(character: str) -> str:
    """The ordinary character for a radical or a compatibility ideograph; any other one as it is."""
    code = ord(character)
    if 0x2E80 <= code < 0x2F00:
        return SUPPLEMENT.get(character) or unicodedata.normalize("NFKC", character)
    if 0x2F00 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00 or 0x2F800 <= code < 0x2FA20:
        return unicodedata.normalize("NFKC", character)
    return character
