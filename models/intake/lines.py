"""Lines of a notice by what they are: body, page furniture, metadata box, signature, list of attachments.

Web pages copy with navigation and footers around the text; none of that may become a task.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.intake.notice import Span

Kind = Literal["body", "noise", "meta", "signature", "attachment", "table", "reset", "head"]

BLANKS = " \t\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
BARS = "|｜"
"""What stands between the cells of a table written as plain text, narrow or as wide as a character."""
META_LABELS: dict[str, str] = {
    "index": "索引号|索取号|信息索引号",
    "number": "文号|发文字号|发文号|文件编号|文件号|字号",
    "issuer": "发布机构|发文机关|发文单位|制发机关|公开机构|发布单位|发文机构|制定机关|公开责任部门|发布部门",
    "origin": "信息来源|文章来源|稿件来源|来源",
    "issued": "成文日期|成文时间|发文日期|发文时间|印发日期|制定日期",
    "formed": "生成日期|生成时间",
    "published": "发布日期|发布时间|公开日期|公开时间|发表时间|上传时间|发布于|更新时间|公布日期",
    "validity": "有效性|效力状态|时效性|是否有效|有效状态|文件状态",
    "name": "名称|信息名称|文件名称|标题",
    "other": (
        "信息分类|主题分类|体裁分类|主题词|关键词|内容概述|公开方式|公开范围|公开形式|公开时限|生效日期|生效时间|废止日期|"
        "废止时间|失效日期|失效时间|阅读次数|浏览次数|浏览量|点击数|点击量|点击率|访问量|编辑|作者|责任编辑|审核|签发人|字体大小|字体|"
        "政策咨询机关|政策咨询电话|服务对象|组配分类|有效期|载体类型|公开属性|分类|信息类别|公文种类|密级|紧急程度|语种|关键字|"
        "公开类别|信息公开类别|所属主题|发布人|阅读|浏览|来源单位"
    ),
}


def spaced(words: str) -> str:
    """The words as a pattern in which blanks may stand between the characters (索  引 号)."""
    return "|".join(r"[^\S\n\t]*".join(word) for word in sorted(words.split("|"), key=len, reverse=True))


META = re.compile(
    "(?:" + "|".join(f"(?P<{name}>{spaced(words)})" for name, words in META_LABELS.items()) + ")"
    r"[^\S\n\t]*(?:[:：]|\t)(?:[^\S\n]|[|｜](?=[^\S\n]))*"
)
WHEN = re.compile(r"(?<![\u4e00-\u9fff])(?P<published>时间|日期)[:：]\s*(?=20\d\d-\d{1,2}-\d{1,2})")
LOST_LABEL = re.compile(
    r"^(?P<index>[引号]{1,2}|号)[ ]*[:：]\s*(?=[\w/-]{8,})|(?<=\s)(?P<validity>性)[ ]*[:：]\s*(?=[有失现])"
)
"""索引号 and 有效性 that lost characters when copied."""

NOISE = re.compile(
    r"打印本页|关闭窗口|关闭本页|返回顶部|您现在的位置|您所在的位置|版权所有|公网安备|字体\s*[:：]|字号\s*[:：]|^\s*[\[【]?\s*(?:大\s*中\s*小|打印|关闭|收藏|分享|打印\s*关闭)\s*[\]】]?\s*$|"
    r"政策咨询\s*我要问|如果您对该政策|点击“我要问”|^相关(?:文件|解读|链接|新闻|阅读|推荐|附件|政策)\s*[:：]?$|浏览次数|阅读次数|"
    r"主管单位：.*主办单位|^\s*首页\s*[>›»]|^\s*(?:扫一扫|扫描二维码|扫码|分享到|上一[篇条]|下一[篇条]|当前位置)|^-?\s*第?\s*\d+\s*页?\s*(?:共\s*\d+\s*页)?\s*-?$|^[—－-]\s*\d+\s*[—－-]$"
)
NOISE_OR_TOPIC = re.compile(
    r"扫一扫|扫描二维码|扫码(?:关注|查看|阅读|浏览|打开|分享|访问)|分享到|上一[篇条]|下一[篇条]|当前位置|网站首页|ICP备|网站地图|联系我们|网站标识码|"
    r"技术支持\s*[:：]|(?<![\u4e00-\u9fff])无障碍(?:浏览|阅读|版|模式|通道|辅助|服务)?(?![\u4e00-\u9fff])|市长热线\s*[:：]?\s*[\d-]{5,}"
)
"""Page furniture, but also what notices on web sites are about (推进无障碍改造); noise only outside sentences."""
STARTS_ITEM = re.compile(
    r"[一二三四五六七八九十\d]{1,3}\s*[、.．](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]|[一二三四五六七八九十]是"
)
PAGE_NUMBER = re.compile(r"[（(]?\d{1,3}[)）]?$")
LEADERS = ("……", "....", "····", "．．．．", "______")
FOOTER = re.compile(
    r"扫一扫|上一[篇条]|下一[篇条]|版权所有|ICP备|政策咨询\s*我要问|网站地图|相关(?:解读|链接|新闻|推荐)\s*[:：]?$"
)
FILE_NAME = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|et|ofd|zip|rar|jpg|png)\s*$", re.IGNORECASE)
ATTACHMENT = re.compile(r"^附\s*(?:件|表)\s*[\d一二三四五六七八九十]{0,2}\s*[:：]\s*\S")
ATTACHMENT_HEAD = re.compile(r"^[（(]?附\s*[件表录]\s*[\d一二三四五六七八九十]{0,2}\s*[)）]?\s*[:：]?$")
LISTED = re.compile(
    r"^\d{1,2}\s*[.．、]\s*.{2,50}(?:表|方案|清单|名单|要点|办法|细则|样式|模板|格式|目录|指引|台账|附件)\s*$"
)
CHINESE_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)")
CHINESE_DATE = re.compile(
    r"([二][〇○零Ｏ0][〇○零Ｏ一二三四五六七八九0]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
DATE_LINE = re.compile(rf"(?P<before>.*?)\s*(?:{DATE.pattern}|{CHINESE_DATE.pattern})\s*(?:印发)?\s*[)）]?\s*$")
SIGNER = re.compile(r"[\u4e00-\u9fff（）() 、·\u3000]{2,40}")
NOT_SIGNER = re.compile("时限|时间|期限|日期|要求|[于至到在前]$|责任|牵头")
TITLE_WORD = re.compile(
    r"(?:通知|方案|要点|意见|计划|总结|报告|通报|清单|分工|办法|表|讲话|发言|致辞|函|纪要|细则|规定|制度|解读)$"
)


@dataclass
class Line:
    """One line: its span without blanks at the ends, its text, and what it is; a task table is one line."""

    span: Span
    text: str
    kind: Kind = "body"


def split_lines(text: str, tables: Sequence[Span]) -> list[Line]:
    """The non-empty lines; each of the task tables, given by their places in order, is one line."""
    lines: list[Line] = []
    position = 0
    for span in tables:
        lines += plain_lines(text, position, span[0])
        lines.append(Line(span, text[span[0] : span[1]], "table"))
        position = span[1]
    return lines + plain_lines(text, position, len(text))


def plain_lines(text: str, start: int, end: int) -> list[Line]:
    """The non-empty lines between two places."""
    lines: list[Line] = []
    for piece in text[start:end].split("\n"):
        stripped = piece.strip(BLANKS + BARS)
        if stripped:
            first = start + piece.index(stripped)
            lines.append(Line((first, first + len(stripped)), stripped))
        start += len(piece) + 1
    return lines


def meta_pairs(text: str) -> list[tuple[str, str]]:
    """(label's kind, value) pairs of a line of a metadata box."""
    marks = sorted(
        [*META.finditer(text), *LOST_LABEL.finditer(text), *WHEN.finditer(text)], key=lambda match: match.start()
    )
    pairs = []
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        value = text[mark.end() : following.start() if following else len(text)].strip(BLANKS + BARS)
        pairs.append((mark.lastgroup or "other", value.rstrip("【】[] ")))
    return pairs


def is_contents_row(text: str) -> bool:
    """Whether a line is a row of a table of contents (目录): a heading, leader dots, a page number."""
    page = PAGE_NUMBER.search(text[-5:]) if len(text) < 200 else None
    return bool(page) and text[: len(text) - len(page[0] if page else "")].rstrip().endswith(LEADERS)


def is_noise(text: str) -> bool:
    """Whether a line is page furniture (navigation, print buttons, footers) or a row of a table of contents."""
    if is_contents_row(text):
        return True
    if len(text) >= 120 or STARTS_ITEM.match(text):
        return False
    sentence = "。" in text or text.count("，") > 1
    return bool(NOISE.search(text)) or (bool(NOISE_OR_TOPIC.search(text)) and not sentence)


def is_meta(text: str) -> bool:
    """Whether a line belongs to a metadata box: it begins with one of its labels."""
    text = text.lstrip("【[ •·●")
    match = META.match(text) or LOST_LABEL.match(text) or re.match(r"(?:时间|日期)[:：]\s*20\d\d-\d{1,2}-\d{1,2}", text)
    return bool(match) and len(text) < 300 and not re.search(r"。.*。", text)


def classify(lines: list[Line]) -> None:
    """Tell furniture, metadata and lists of attachments from the body, in place."""
    footer_from = next(
        (
            i
            for i, line in enumerate(lines)
            if i > len(lines) * 0.4 and len(line.text) < 60 and FOOTER.search(line.text) and is_noise(line.text)
        ),
        len(lines),
    )
    listing = False
    for index, line in enumerate(lines):
        if line.kind != "body":
            continue
        if index >= footer_from or (is_noise(line.text) and not is_meta(line.text)):
            line.kind = "noise"
        elif is_meta(line.text) and (index < 40 or index > len(lines) - 12):
            line.kind = "meta"
        elif FILE_NAME.search(line.text) and len(line.text) < 120:
            line.kind = "attachment"
        elif ATTACHMENT_HEAD.match(line.text):
            line.kind = "reset"
        elif ATTACHMENT.match(line.text) and len(line.text) < 120:
            line.kind, listing = "attachment", True
            continue
        elif listing and LISTED.match(line.text):
            line.kind = "attachment"
            continue
        listing = False
    flattened_meta(lines)
    signatures(lines)


def flattened_meta(lines: list[Line]) -> None:
    """A metadata box flattened to one cell per line: a label alone, its value on the next line."""
    labels = re.compile("(?:" + "|".join(spaced(words) for words in META_LABELS.values()) + r")\s*[:：]?")
    alone = [i for i, line in enumerate(lines[:60]) if line.kind in ("body", "meta") and labels.fullmatch(line.text)]
    if len(alone) < 3:
        return
    for index in alone:
        follower = lines[index + 1] if index + 1 < len(lines) else None
        if follower and index + 1 not in alone and len(follower.text) < 120:
            label = lines[index]
            label.text = f"{label.text.rstrip('：:')}：{follower.text}"
            follower.kind = "noise"
        lines[index].kind = "meta"


def signatures(lines: list[Line]) -> None:
    """Mark lines that are a signature date, and the unit above or before it."""
    for index, line in enumerate(lines):
        match = DATE_LINE.fullmatch(line.text) if line.kind == "body" and len(line.text) < 60 else None
        before = match["before"].strip("（( \u3000") if match else ""
        if not match or (before and (not SIGNER.fullmatch(before) or NOT_SIGNER.search(before))):
            continue
        line.kind = "signature"
        above = lines[index - 1] if index else None
        if above and above.kind == "body" and SIGNER.fullmatch(above.text) and not TITLE_WORD.search(above.text):
            above.kind = "signature"
