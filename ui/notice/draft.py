"""The notice being written: its kind, its records, what was filled in and rewritten by hand. No widgets here.

What was typed goes before what follows from the records and the settings; text rewritten by hand is kept for each
kind, so that looking at another kind loses nothing. For `composer` only.
"""

from collections.abc import Sequence

from models.base.register import Register
from models.export.body_text import document_to_text, with_text
from models.export.gongwen import Gongwen
from models.export.wording_kind import Element
from models.operations import issuing, notice_kinds
from models.operations.desk import Desk
from ui.notice.kept import KeptNotice, Place

_NEEDED = ("主送", "单位", "日期", "文号", "依据文件")
"""Elements in which what is proposed stands again when they are emptied; others may be left empty on purpose."""


class NoticeDraft:
    """One notice about some records of a register, not yet sent."""

    def __init__(self, desk: Desk, ids: Sequence[int], kind: str) -> None:
        """Begin with these records; without any, with those the kind takes by itself."""
        self._desk = desk
        self.kind = kind
        self._asked = list(issuing.record_ids(desk, kind, ids))
        self.ids = list(self._asked)
        self._dropped: dict[int, int] = {}
        self.left_out: dict[int, str] = {}
        """Records that were asked for and that the kind may not be about, each with the reason."""
        self._fit()
        self.typed: dict[str, str] = {}
        """Elements filled in by hand."""
        self._own: dict[str, str] = {}
        """Kind -> the text as the person rewrote it."""
        self.unsaved = False
        """Whether something was written by hand that no file holds yet."""

    @property
    def register(self) -> Register | None:
        """The register its records are from; None for a kind about none."""
        return notice_kinds.kind_named(self._desk, self.kind).register

    def elements(self) -> list[Element]:
        """What can be filled in: only what the kind's wording makes use of, and what every document has."""
        return list(notice_kinds.used_elements(self._desk, self.kind))

    def texts(self) -> dict[str, str]:
        """What stands in the elements: what is proposed, and over it what was typed."""
        return {**issuing.proposed(self._desk, self.kind, self.ids, self.typed), **self.typed}

    def settings(self) -> dict[str, str]:
        """The elements of this kind as the document is composed with them; one left empty on purpose is empty."""
        known = {item.name for item in self.elements()}
        texts = {name: text.strip() for name, text in self.texts().items() if name in known}
        return {name: text for name, text in texts.items() if text or (name in self.typed and name not in _NEEDED)}

    def type(self, name: str, text: str) -> None:
        """Fill in an element by hand."""
        self.typed[name] = text
        self.unsaved = True

    def leave_empty(self, name: str) -> None:
        """Nothing stands in an element: it has none then, or what is proposed, where a document can't be without."""
        if name in _NEEDED:
            self.typed.pop(name, None)
        else:
            self.typed[name] = ""

    def compose(self) -> Gongwen:
        """The document as it stands.

        Raises:
            ClerkError: as `issuing.compose`.
        """
        made = issuing.compose(self._desk, self.kind, self.ids, self.settings())
        own = self._own.get(self.kind)
        return made if own is None else with_text(made, own)

    @property
    def touched(self) -> bool:
        """Whether anything in it was written by hand, for whichever kind."""
        return bool(self.typed or self._own)

    @property
    def rewritten(self) -> bool:
        """Whether the text of this kind was rewritten by hand."""
        return self.kind in self._own

    def text_of(self, made: Gongwen) -> str:
        """The text to be edited: as rewritten, else as composed."""
        return self._own.get(self.kind, document_to_text(made))

    def rewrite(self, text: str) -> None:
        """Take the text as it was edited."""
        self._own[self.kind] = text
        self.unsaved = True

    def restore(self) -> None:
        """Go back to the text that follows from the records."""
        self._own.pop(self.kind, None)

    def change_kind(self, kind: str) -> int:
        """Write another kind, about those of the records asked for that it may be about; gives how many come back.

        Records of another register stay behind: then the kind takes its own.
        """
        before, left_out = self.register, set(self.left_out)
        self.kind = kind
        if self.register is not before:
            self._asked, self._dropped = list(issuing.record_ids(self._desk, kind)), {}
        self._fit()
        return len(left_out.intersection(self.ids)) if self.register is before else 0

    def drop(self, ids: Sequence[int]) -> None:
        """Take records out by hand, for every kind."""
        self._dropped |= {one: place for place, one in enumerate(self.everything()) if one in set(ids)}
        self._asked = [one for one in self._asked if one not in self._dropped]
        self._fit()

    @property
    def dropped(self) -> int:
        """How many records were taken out by hand."""
        return len(self._dropped)

    def bring_back(self) -> None:
        """All that were taken out by hand, in their places."""
        self._asked = self.everything()
        self._dropped = {}
        self._fit()

    def everything(self) -> list[int]:
        """The records asked for, those taken out by hand at their places among them."""
        whole = list(self._asked)
        for one, place in sorted(self._dropped.items(), key=lambda item: item[1]):
            whole.insert(place, one)
        return whole

    @property
    def place(self) -> Place:
        """Which notice it is: its kind, and its records with those taken out."""
        return self.kind, frozenset(self.everything())

    def kept(self) -> KeptNotice:
        """What a person made of it, to be taken up later."""
        dropped = tuple(self._dropped.items())
        return KeptNotice(self.kind, tuple(self._asked), dropped, dict(self.typed), dict(self._own), self.unsaved)

    def take_up(self, kept: KeptNotice) -> None:
        """Go on with what was made of a notice of this kind.

        What its records have become meanwhile counts: those that the kind may not be about now are left out.
        """
        self._asked, self._dropped = list(kept.asked), dict(kept.dropped)
        self.typed, self._own, self.unsaved = dict(kept.typed), dict(kept.own), kept.unsaved
        self._fit()

    def told_left_out(self) -> str:
        """One sentence on the records left out and why; "" when there are none."""
        return issuing.told_refused(self._desk, self.kind, self.left_out)

    def told_come_back(self, count: int) -> str:
        """One sentence on the records that another kind had left out and this one is about; "" when there are none."""
        if not count or self.register is None:
            return ""
        return f"{self.kind}可以写刚才去掉的 {count} {self.register.counter}{self.register.noun}，已写回来。"

    def _fit(self) -> None:
        """Leave out the records that the kind may not be about, unless that are all."""
        refused = issuing.refused(self._desk, self.kind, self._asked)
        self.left_out = refused if len(refused) < len(self._asked) else {}
        self.ids = [one for one in self._asked if one not in self.left_out] if self.register is not None else []
