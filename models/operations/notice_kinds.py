"""The kinds of notices (公文种类) an office has: the built-in ones, its own wording of them, and kinds of its own.

What a kind is stands in its template (`models.export.wording_kind`); what its words mean in a register is worked out
here. The office's templates are kept in the workbook's settings, so they are logged and undone like anything else.
Called by `issuing`, the window and the command line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.base.errors import ClerkError
from models.base.lists import Units
from models.base.register import Register
from models.export.gongwen import Gongwen
from models.export.wording import (
    check_wording,
    compose_notice,
    notice_kinds,
    read_kind,
    read_template,
)
from models.export.wording_kind import DONE, EVERY, OPEN, Element, NoticeKind, WordingError
from models.export.wording_samples import sample_values
from models.export.wording_values import NoticeValues, Vocabulary
from models.operations.desk import Desk, Outcome
from models.operations.layouts import layout_named
from models.workbook.steps import Step

_SETTING = "notice_wording:"
_NAME = re.compile(r"[\w（）、·]{2,20}")
_TAG = re.compile(r"\{[{%](.*?)[}%]\}")
_WORD = re.compile(r"[^\W\d]\w*")
_ALWAYS = ("单位", "日期", "附件", "份号", "密级", "紧急程度")
"""Elements that a document has whether its template speaks of them or not."""
_TOLD_BY = {"称谓": "主送", "我单位": "单位", "依据名称": "依据文件", "依据事由": "依据文件"}
"""Placeholder -> the element that it follows from."""
_ACTING = ("lead", "responsible")
"""Roles of units that do the work (牵头, 责任); 配合单位 only help."""
_FINISHED_LIGHTS = ("done", "blue")
"""Lights of records about which the units have nothing left to do: taken off, or waiting for the check."""


@dataclass(frozen=True)
class Kind:
    """A kind with its template and the register it is about (None: no records)."""

    declared: NoticeKind
    template: str
    register: Register | None

    @property
    def name(self) -> str:
        """What it is called: 督办通知单."""
        return self.declared.name

    @property
    def vocabulary(self) -> Vocabulary:
        """The placeholders its template may use."""
        if self.register is None:
            return Vocabulary(elements=self.declared.elements)
        shown = tuple(item.title for item in self.register.fields if not item.hidden)
        statuses = tuple(status.title for status in self.register.statuses)
        deadline = self.register.by_name.get("deadline_text")
        return Vocabulary(
            noun=self.register.noun,
            counter=self.register.counter,
            fields=shown,
            statuses=statuses,
            elements=self.declared.elements,
            deadline=deadline.title if deadline is not None else "时限",
        )

    def codes(self, words: Iterable[str]) -> tuple[str, ...]:
        """The statuses that these words name: titles, 未办结, 已办结, 全部.

        Raises:
            ClerkError: the register has no such status.
        """
        if self.register is None:
            return ()
        return tuple(dict.fromkeys(code for word in words for code in _codes(self.register, word)))

    @property
    def used(self) -> frozenset[str]:
        """The names of the elements that its wording makes use of; others have no effect."""
        lines = (line for line in self.template.split("\n") if not line.lstrip().startswith("#"))
        words = {word for tag in _TAG.findall("\n".join(lines)) for word in _WORD.findall(tag)}
        derived = {element for name, element in _TOLD_BY.items() if name in words}
        return frozenset({item.name for item in self.vocabulary.elements_to_set()} & (words | derived | set(_ALWAYS)))

    @property
    def attaches_layout(self) -> bool:
        """Whether its annex is a layout of the register, and not one of the tables that templates can place."""
        return bool(self.declared.annex) and self.declared.annex not in self.vocabulary.tables()

    @property
    def accepted(self) -> tuple[str, ...]:
        """The statuses in which a record may be written about."""
        return self.codes(self.declared.accepts)

    @property
    def meant(self) -> tuple[str, ...]:
        """The statuses of the records it is meant for; about others it is doubted."""
        return self.codes(self.declared.meant)

    @property
    def copied_fields(self) -> tuple[str, ...]:
        """The fields of the register whose units get a copy.

        Raises:
            ClerkError: the register has no field of units of such a title.
        """
        known = {field.title: field.name for field in self._unit_fields}
        strange = next((title for title in self.declared.copies if title not in known), None)
        if strange is not None:
            told = f"可以写的有：{'、'.join(known)}" if known else "这种公文不涉及有单位的台账，请删去这一行"
            raise ClerkError(f"文稿里“抄送范围：”写的“{strange}”不是台账里的单位栏目，{told}。")
        return tuple(known[title] for title in self.declared.copies)

    @property
    def concerned_fields(self) -> tuple[str, ...]:
        """The fields of the register whose units have to know of a notice of this kind: who acts, who gets a copy."""
        acting = {field.name for field in self._unit_fields if field.role in _ACTING}
        wanted = acting | set(self.copied_fields)
        return tuple(field.name for field in self._unit_fields if field.name in wanted)

    @property
    def _unit_fields(self) -> tuple[Units, ...]:
        fields = self.register.fields if self.register is not None else ()
        return tuple(field for field in fields if isinstance(field, Units))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The statuses of the records it takes when none are chosen; empty: it takes none."""
        return self.codes(self.declared.chosen)


def _codes(register: Register, word: str) -> Sequence[str]:
    if word == EVERY:
        return [status.code for status in register.statuses] or [""]
    if word in (OPEN, DONE):
        return [status.code for status in register.statuses if (status.light in _FINISHED_LIGHTS) == (word == DONE)]
    found = [status.code for status in register.statuses if status.title == word]
    if not found:
        known = "、".join((*(status.title for status in register.statuses), OPEN, DONE, EVERY))
        raise ClerkError(f"{register.title}没有“{word}”这种状态，文稿里可以写的有：{known}。")
    return found


# -- reading -------------------------------------------------------------------------------------------


def kinds(desk: Desk) -> tuple[str, ...]:
    """The names of all kinds, in their order; kinds whose register this program lacks are left out."""
    return tuple(kind.name for kind in all_kinds(desk))


def kinds_about(desk: Desk, register: str) -> tuple[str, ...]:
    """The names of the kinds that records of this register can be put into, and of those about no records."""
    return tuple(kind.name for kind in all_kinds(desk) if kind.register is None or kind.register.name == register)


def all_kinds(desk: Desk) -> list[Kind]:
    """All kinds, in their order; one of the office's whose template is out of order stands last, as it is."""
    folder = desk.resources / "notices"
    texts = {name: read_template(folder, name) for name in notice_kinds(folder)} | _own_texts(desk)
    found: list[Kind] = []
    for name, text in texts.items():
        try:
            found.append(made_kind(desk, name, text))
        except ClerkError:
            if name in _own_texts(desk):
                found.append(Kind(NoticeKind(name=name), text, None))
    return sorted(found, key=lambda kind: kind.declared.order)


def kind_named(desk: Desk, name: str) -> Kind:
    """The kind of that name, with the office's own wording where it has one.

    Raises:
        ClerkError: there is none, or its template is out of order.
    """
    own = _own_texts(desk).get(name)
    if own is None and name not in notice_kinds(desk.resources / "notices"):
        raise ClerkError(f"没有“{name}”这种公文。可选的有：{'、'.join(kinds(desk))}。")
    return made_kind(desk, name, own if own is not None else read_template(desk.resources / "notices", name))


def made_kind(desk: Desk, name: str, template: str) -> Kind:
    """The kind that a template declares.

    Raises:
        ClerkError: as `read_kind`; the register or one of the statuses is not there.
    """
    declared = read_kind(name, template)
    kind = Kind(declared, template, _register(desk, declared.register) if declared.register else None)
    kind.codes((*declared.accepts, *declared.chosen, *declared.suits, *declared.meant))
    _ = kind.copied_fields
    return kind


def _register(desk: Desk, word: str) -> Register:
    known = [register for register in desk.registers.values() if not register.hidden]
    for register in known:
        if word in (register.noun, register.title, register.name):
            return register
    raise ClerkError(f"没有“{word}”这个台账，文稿里“台账：”可以写的有：{'、'.join(item.noun for item in known)}。")


def placeholders(desk: Desk, name: str, template: str | None = None) -> tuple[tuple[str, str], ...]:
    """The placeholders of this kind (or of a template for it that is being written) and their meanings."""
    kind = kind_named(desk, name) if template is None else made_kind(desk, name, template)
    return kind.vocabulary.placeholders()


def elements(desk: Desk, name: str) -> tuple[Element, ...]:
    """What can be filled in for this kind: the elements of all notices, then its own."""
    return kind_named(desk, name).vocabulary.elements_to_set()


def used_elements(desk: Desk, name: str) -> tuple[Element, ...]:
    """Those of `elements` of which the kind's wording makes use; for a form to fill in."""
    kind = kind_named(desk, name)
    return tuple(item for item in kind.vocabulary.elements_to_set() if item.name in kind.used)


# -- the office's own wording --------------------------------------------------------------------------


def _own_texts(desk: Desk) -> dict[str, str]:
    """The office's templates, by kind."""
    return {
        key.removeprefix(_SETTING): value
        for key, value in desk.book.settings().items()
        if key.startswith(_SETTING) and value
    }


def own_texts_about(desk: Desk, register: Register) -> dict[str, str]:
    """The office's templates about a register, by kind; those out of order are left out."""
    found: dict[str, str] = {}
    for name, text in _own_texts(desk).items():
        try:
            about = made_kind(desk, name, text).register
        except ClerkError:
            continue
        if about is register:
            found[name] = text
    return found


def keep_text(step: Step, name: str, template: str) -> None:
    """Keep the template of a kind inside a running step; it must be in order."""
    step.keep_setting(f"{_SETTING}{name}", template)


def wording(desk: Desk, name: str) -> str:
    """The template in use. Raises as `kind_named`."""
    own = _own_texts(desk).get(name)
    return own if own is not None else read_template(desk.resources / "notices", name)


def has_own_wording(desk: Desk, name: str) -> bool:
    """Whether the office has changed this kind's wording, or made the kind."""
    return name in _own_texts(desk)


def is_built_in(desk: Desk, name: str) -> bool:
    """Whether the program brings this kind."""
    return name in notice_kinds(desk.resources / "notices")


def check_kind(desk: Desk, name: str, template: str) -> tuple[Gongwen, Gongwen]:
    """Prove a template before it is kept; gives it filled with sample values, and with none.

    Raises:
        WordingError: names the line where it can. ClerkError: the name, the register or a status does not fit.
    """
    if _NAME.fullmatch(name) is None:
        raise ClerkError(f"“{name}”不能作公文种类的名称，请用 2 到 20 个字，不带标点和空格。")
    kind = made_kind(desk, name, template)
    check_wording(template, kind.vocabulary)
    idle = next((item.name for item in kind.declared.elements if item.name not in kind.used), None)
    if idle is not None:
        raise WordingError(f"文稿声明了“{idle}”，却没有用到，请在正文里写上 {{{{ {idle} }}}}，或者删去这一行声明。")
    if kind.register is not None and kind.attaches_layout:
        layout_named(desk, kind.register, kind.declared.annex)
    return sample(kind), sample(kind, empty=True)


def sample(kind: Kind, *, empty: bool = False) -> Gongwen:
    """The kind's template filled with sample values, or with nothing but a day."""
    words = kind.vocabulary
    given = dict.fromkeys((item.name for item in kind.declared.elements), "" if empty else "示例")
    values = NoticeValues(dated=date(2024, 10, 15)) if empty else sample_values()
    return compose_notice(kind.template, {**values.named(words.noun), **given}, words)


def keep_wording(desk: Desk, name: str, template: str) -> Outcome:
    """Keep the office's own wording of a kind, or a kind of its own, when it is in order.

    Raises:
        WordingError, ClerkError: as `check_kind`; nothing is kept then.
    """
    check_kind(desk, name, template)
    title = (
        f"修改公文“{name}”的文稿" if is_built_in(desk, name) or has_own_wording(desk, name) else f"新建公文种类“{name}”"
    )
    changes = desk.book.change("notice_wording", title, lambda step: keep_text(step, name, template))
    return Outcome(changes, f"已{title}。")


def restore_wording(desk: Desk, name: str) -> Outcome:
    """Go back to the built-in wording; a kind of the office's own goes away.

    Raises:
        ClerkError: the office has no wording of its own for it.
    """
    found = desk.book.find("settings", f"{_SETTING}{name}")
    if found is None or not has_own_wording(desk, name):
        raise ClerkError(f"公文“{name}”用的就是程序自带的文稿，不用恢复。")
    title = f"恢复公文“{name}”的文稿" if is_built_in(desk, name) else f"删除公文种类“{name}”"

    def work(step: Step) -> None:
        step.delete("settings", found)

    return Outcome(desk.book.change("notice_wording", title, work), f"已{title}。")
