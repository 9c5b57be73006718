"""What is wrong with a plan, one sentence each."""

from collections.abc import Container

from models.base.choices import LONGEST_WORD
from models.base.errors import FieldError
from models.base.fields import plain_name
from models.base.layouts import ROW_NUMBER, SPECIAL_TITLES, STATUS
from models.registers.own.declaring import DONE_TITLE, DUE_TITLE
from models.registers.own.kinds import KINDS
from models.registers.own.plan import CLOCK_FIELDS, Plan, PlannedField

LONGEST_TITLE, LONGEST_NOUN, LONGEST_COUNTER = 30, 8, 2
MOST_FIELDS, MOST_DAYS, MOST_WORDS = 60, 3650, 200
_SPECIAL = SPECIAL_TITLES[STATUS], SPECIAL_TITLES[ROW_NUMBER]


def refuse_plan(plan: Plan, others: Container[str], registers: Container[str]) -> None:
    """Refuse a plan from which no register can be made.

    `others` holds the names, as `plain_name`, that other registers have; `registers` those that can be linked to.

    Raises:
        FieldError: its field is "title", "noun", "title_field", "clock", "fields", or the code of a field.
    """
    _refuse_names(plan, others)
    if not plan.kept:
        raise FieldError("台账里至少要有一栏。", "fields")
    if len(plan.kept) > MOST_FIELDS:
        raise FieldError(f"台账里有 {len(plan.kept)} 栏，最多 {MOST_FIELDS} 栏。", "fields")
    taken = set(map(plain_name, _taken_titles(plan)))
    for item in plan.kept:
        _refuse_field(item, taken, registers)
        taken.add(plain_name(item.title))
    _refuse_title_field(plan)
    _refuse_clock(plan)
    if not any(item.listed for item in plan.kept):
        raise FieldError("至少要有一栏显示在列表里。", "fields")
    if not any(item.printed for item in plan.kept):
        raise FieldError("至少要有一栏印在导出的台账里。", "fields")


def _refuse_names(plan: Plan, others: Container[str]) -> None:
    if not plan.title or plan.title != plan.title.strip():
        raise FieldError("请给台账取个名称，前后不留空格。", "title")
    if len(plan.title) > LONGEST_TITLE:
        raise FieldError(f"台账名称有 {len(plan.title)} 个字，最多 {LONGEST_TITLE} 个字。", "title")
    if plain_name(plan.title) in others:
        raise FieldError(f"已经有叫“{plan.title}”的台账，请另取一个名称。", "title")
    if not plan.noun.isidentifier() or len(plan.noun) > LONGEST_NOUN:  # the wording of notices uses it as a name
        raise FieldError(f"一条记录的叫法要填 1 到 {LONGEST_NOUN} 个字，不能有标点、空格，如“用印”。", "noun")
    if not plan.counter.strip() or len(plan.counter) > LONGEST_COUNTER:
        raise FieldError(f"量词要填 1 到 {LONGEST_COUNTER} 个字，如“条”“次”。", "noun")


def _taken_titles(plan: Plan) -> list[str]:
    """What the program itself shows beside the fields."""
    if plan.clock.kind == "none":
        return list(_SPECIAL)
    return [*_SPECIAL, DONE_TITLE, *([DUE_TITLE] if plan.clock.counts else [])]


def _refuse_field(item: PlannedField, taken: set[str], registers: Container[str]) -> None:
    title = item.title.strip()
    if not title or title != item.title:
        raise FieldError("有一栏还没有名称，请填上，前后不留空格。", item.code)
    if len(title) > LONGEST_TITLE:
        raise FieldError(f"栏目“{title[:12]}…”有 {len(title)} 个字，最多 {LONGEST_TITLE} 个字。", item.code)
    if plain_name(title) in set(map(plain_name, _SPECIAL)):
        raise FieldError(f"“{title}”由程序自动填，不用另设一栏，请去掉或换个名称。", item.code)
    if plain_name(title) in taken:
        raise FieldError(f"有两栏都叫“{title}”，请改掉一个；“办结日期”等由程序自动记的也不能重名。", item.code)
    kind = KINDS.get(item.kind)
    if kind is None:
        raise FieldError(f"栏目“{title}”没有“{item.kind}”这种类型。", item.code)
    if kind.takes == "options":
        _refuse_options(item)
    if kind.takes == "to" and item.to not in registers:
        raise FieldError(f"栏目“{title}”要选好关联到哪个台账。", item.code)


def _refuse_options(item: PlannedField) -> None:
    words = [plain_name(word) for word in item.options]
    if not words or not all(words):
        raise FieldError(f"栏目“{item.title}”的选项还空着，请写上，用分号或换行隔开。", item.code)
    if len(set(words)) < len(words):
        raise FieldError(f"栏目“{item.title}”的选项里有重复的词。", item.code)
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in item.options):
        raise FieldError(f"栏目“{item.title}”的选项最多 {MOST_WORDS} 个，每个最多 {LONGEST_WORD} 个字。", item.code)


def _refuse_title_field(plan: Plan) -> None:
    chosen = plan.by_code.get(plan.title_field)
    if chosen is None or chosen.gone or not KINDS[chosen.kind].names:
        told = "、".join(kind.title for kind in KINDS.values() if kind.names)
        raise FieldError(f"要有一栏用来称呼每条记录，类型可以是{told}，请选好。", "title_field")


def _refuse_clock(plan: Plan) -> None:
    clock = plan.clock
    wanted = CLOCK_FIELDS.get(clock.kind)
    if wanted is None:
        return
    chosen = plan.by_code.get(clock.field)
    if chosen is None or chosen.gone or chosen.kind != wanted:
        told = "从一栏日期算起" if wanted == "date" else "由一栏“时限”的原话得出"
        raise FieldError(f"时限要{told}，请选好是哪一栏。", "clock")
    if clock.kind == "term" and not 1 <= clock.days <= MOST_DAYS:
        raise FieldError(f"时限要填 1 到 {MOST_DAYS} 天。", "clock")
