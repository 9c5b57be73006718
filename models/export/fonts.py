"""The fonts and sizes of official documents, in one place.

The fonts are commercial: they are named in the files and never embedded. `ALTERNATIVES` go into the font
table, so that a PC without the named font takes the near relative instead of guessing.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class FontSet:
    """Font names by element (GB/T 9704-2012, 5.2.2: 3号仿宋 unless stated).

    An office whose PCs carry the newer names sets 仿宋, 楷体 and so on.
    """

    title: str = "方正小标宋简体"
    """小标宋: 标题 and 发文机关标志."""
    body: str = "仿宋_GB2312"
    kai: str = "楷体_GB2312"
    """楷体: headings of the second level, 签发人's name."""
    hei: str = "黑体"
    """黑体: headings of the first level, table heads."""
    song: str = "宋体"
    """宋体: page numbers."""

    @property
    def title_bold(self) -> bool:
        """Whether the title is drawn bold: where 宋体 stands in for 小标宋."""
        return self.title == self.song

    def names(self) -> tuple[str, ...]:
        """All names, each once."""
        return tuple(dict.fromkeys((self.body, self.title, self.kai, self.hei, self.song)))


OFFICE_FONTS = FontSet()

FONT_SETS = {
    "GB2312": OFFICE_FONTS,
    "新字体": FontSet(body="仿宋", kai="楷体"),
    "宋体标题": FontSet(title="宋体", body="仿宋", kai="楷体"),
}
"""The choices of an office by name: the fonts of the standard's time, those Windows brings since Vista with 小标宋
beside them, and those of a plain Windows, where a bold 宋体 stands in for 小标宋."""

ALTERNATIVES = {
    "方正小标宋简体": "华文中宋",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
    "仿宋": "FangSong",
    "楷体": "KaiTi",
}

# Sizes in points, by their Chinese names (字号).
SIZE_2 = 22.0
SIZE_3 = 16.0
SIZE_4 = 14.0
SIZE_SMALL_4 = 12.0
SIZE_5 = 10.5
SIZE_SMALL_5 = 9.0
