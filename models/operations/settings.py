"""The office's settings: its name, contacts, how many days ahead count as 临期, and its own lists of words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.base.choices import LONGEST_WORD, WordList
from models.base.errors import FieldError
from models.base.fields import plain_name
from models.base.terms import COUNTING_SETTING
from models.export.fonts import FONT_SETS, OFFICE_FONTS, FontSet
from models.operations.desk import Desk, Outcome
from models.operations.recounting import earlier_calendars, recount_inside
from models.workbook.office import HOLIDAY_SETTING, YEARS_SETTING, words_setting
from models.workbook.steps import Step


@dataclass(frozen=True)
class Setting:
    """One setting: its key in the workbook, its Chinese title, what it is for."""

    key: str
    title: str
    help: str
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, what it is called), when only these may stand there."""
    most: int = 0
    """For a number of days: the most there may be; 0 for what is no number."""


def _called(font: str) -> str:
    """A font as people call it, without its maker: 小标宋."""
    return font.removeprefix("方正").removesuffix("简体")


SETTINGS = (
    Setting("office_name", "单位名称", "填报单位，也是公文的发文机关，用全称或规范化简称"),
    Setting("office_code", "发文机关代字", "发文字号〔年份〕前面的代字，如 青政办函"),
    Setting("contact", "联系人", "公文里留的联系人"),
    Setting("phone", "联系电话", "公文里留的联系电话"),
    Setting("soon_days", "临期天数", "离到期还有几天（自然日）算临期", "7", most=60),
    Setting("message_days", "留言答复天数", "网上留言几个工作日内答复（各地规定不同）", "3", most=60),
    Setting("clean_days", "清理天数", "含个人信息的内容发布后隔几日排查清理一次（各地规定不同）", "182", most=366),
    Setting(
        "update_days", "渠道更新天数", "网站、栏目和新媒体几日不更新算超期（国办秘函〔2019〕19号：两周）", "14", most=60
    ),
    Setting("catalogue_days", "目录核对天数", "公开事项目录隔几日核对一次（各地规定不同）", "365", most=366),
    Setting("check_days", "渠道检查天数", "公开渠道、政务公开专区隔几日检查评估一次（各地规定不同）", "182", most=366),
    Setting(
        COUNTING_SETTING,
        "征求意见的天数",
        "答复申请时征求第三方或其他机关意见的时间不计算在内；首尾两天怎么算，条例没有写明（第三十三条），各地不同",
        "after",
        (
            ("after", "从征求意见的次日扣到收到意见当天"),
            ("both", "征求意见和收到意见的两天都扣除"),
            ("between", "征求意见和收到意见的两天都不扣除"),
        ),
    ),
    Setting(
        "font_set",
        "公文字体",
        "公文里写明的字体名称；收文单位的电脑上有哪一套就选哪一套",
        next(iter(FONT_SETS)),
        tuple(
            (name, f"{name}：{fonts.body}、{fonts.kai}、{_called(fonts.title)}") for name, fonts in FONT_SETS.items()
        ),
    ),
)


def office_fonts(desk: Desk) -> FontSet:
    """The fonts that the office's documents name."""
    return FONT_SETS.get(desk.book.setting("font_set"), OFFICE_FONTS)


def setting_title(key: str) -> str:
    """What people call a setting, in the history: its title, or what it keeps under a name (视图：逾期未办)."""
    titles = {item.key: item.title for item in SETTINGS}
    titles |= {HOLIDAY_SETTING: "放假安排", YEARS_SETTING: "放假安排的年份"}
    kind, _, rest = key.partition(":")
    name = rest.partition(":")[2]
    kept = {"view": f"视图：{name}", "first_view": "默认视图", "ledger_layout": f"版式：{name}", "words": "选项"}
    kept |= {"notice_wording": f"公文“{rest}”的文稿", "notice_mark": f"公文“{rest}”的发文机关标志"}
    return titles.get(key) or (kept.get(kind, key) if rest else key)


def read_settings(desk: Desk) -> dict[str, str]:
    """The settings as they stand, by key."""
    kept = desk.book.settings()
    return {item.key: kept.get(item.key) or item.default for item in SETTINGS}


def set_settings(desk: Desk, answers: Mapping[str, str]) -> Outcome:
    """Keep settings, in one step.

    Raises:
        FieldError: a number of days is not a whole number from 1 to the most there may be, or there is no such setting.
    """
    known = {item.key: item for item in SETTINGS}
    wanted: dict[str, str] = {}
    for key, answer in answers.items():
        if key not in known:
            raise FieldError(f"没有“{key}”这项设置。", key)
        wanted[key] = _days(known[key], answer) if known[key].most else answer.strip()
        if known[key].choices and wanted[key] not in dict(known[key].choices):
            raise FieldError(f"{known[key].title}没有“{answer}”这一种。", key)
    now = read_settings(desk)
    changed = {key: value for key, value in wanted.items() if value != now[key]}

    if not changed:
        return Outcome(desk.book.change("settings", "修改设置", lambda _: None), "")
    before = earlier_calendars(desk)

    def work(step: Step) -> None:
        for key, value in changed.items():
            step.keep_setting(key, value)
        recount_inside(desk, step, before)

    title = f"修改设置：{'、'.join(known[key].title for key in changed)}"
    return Outcome(desk.book.change("settings", title, work), f"已{title}。")


def word_lists(desk: Desk) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The lists of words an office may change: key -> (register and field it is for, the words as they stand)."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for register in desk.registers.values():
        for item in register.fields:
            if isinstance(item, WordList) and item.words:
                found[item.words] = (f"{register.title} · {item.title}", item.offered(desk.book))
    return found


def set_words(desk: Desk, lists: Mapping[str, Sequence[str]]) -> Outcome:
    """Keep lists of words, in one step; an empty list brings back the words it started with.

    Raises:
        FieldError: there is no such list, or a word is too long.
    """
    now = word_lists(desk)
    changed: dict[str, tuple[str, ...]] = {}
    for key, words in lists.items():
        if key not in now:
            raise FieldError(f"没有“{key}”这组选项。", key)
        kept = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
        if (long := next((word for word in kept if len(word) > LONGEST_WORD), None)) is not None:
            raise FieldError(f"选项“{long[:12]}…”有 {len(long)} 个字，最多 {LONGEST_WORD} 个字。", key)
        if kept != now[key][1]:
            changed[key] = kept

    def work(step: Step) -> None:
        for key, words in changed.items():
            step.keep_setting(words_setting(key), "\n".join(words))

    if not changed:
        return Outcome(desk.book.change("words", "修改选项", lambda _: None), "")
    title = f"修改选项：{'、'.join(now[key][0] for key in changed)}"
    return Outcome(desk.book.change("words", title, work), f"已{title}。")


def _days(setting: Setting, text: str) -> str:
    plain = plain_name(text)
    if not plain.isdigit() or not 1 <= int(plain) <= setting.most:
        raise FieldError(f"{setting.title}要填 1 到 {setting.most} 之间的整数，“{text}”不行。", setting.key)
    return str(int(plain))
