"""The unit names (单位) of a notice under review and what the clerk decides of each; plain values.

Asks `models.operations.matching` what the names are; nothing is stored before the decisions are handed to
`bringing_in.bring_in`. Used by `ui.intake` only.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from models.base.fields import plain_name
from models.base.register import Light
from models.operations.desk import Desk
from models.operations.matching import Decision, Match, match_units
from models.registers.units import GROUP, SINGLE
from ui.intake.drafts import UNIT_FIELDS, Draft, Drafts

_ORDER = {"group": 2, "new": 3, "alias": 4, "same": 5}


class Roster:
    """Names with what they are; undecided ones first."""

    def __init__(self, drafts: Drafts, desk: Callable[[], Desk | None]) -> None:
        self._drafts = drafts
        self._desk = desk
        self._decided: dict[str, Decision] = {}
        self.matches: list[Match] = []
        self.refresh()

    def refresh(self) -> None:
        """Look the names up anew: a task was edited, or the workbook changed."""
        desk = self._desk()
        meant = [item.task for item in self._drafts.items if not item.is_duty or item.task.ticked]
        found = match_units(desk, meant) if desk is not None else ()
        self.matches = sorted(found, key=self._rank)

    def _rank(self, match: Match) -> int:
        """Open questions first, as they were asked: a decided one keeps its place."""
        return 0 if match.kind == "likely" else 1 if match.candidates else _ORDER[match.kind]

    @property
    def undecided(self) -> int:
        """How many names look like a unit and nobody has said whether they are."""
        return sum(self.is_open(match) for match in self.matches)

    def is_open(self, match: Match) -> bool:
        """Whether the clerk has to say what this is."""
        return (match.kind == "likely" or bool(match.candidates)) and plain_name(match.name) not in self._decided

    def decision(self, name: str) -> Decision | None:
        """What was decided of a name."""
        return self._decided.get(plain_name(name))

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided of the names that are still there."""
        found = (self.decision(match.name) for match in self.matches)
        return tuple(item for item in found if item is not None)

    @property
    def same_as(self) -> dict[str, str]:
        """The spellings that were said to be another unit's."""
        return {item.name: item.same_as for item in self.decisions if item.same_as}

    def members(self, match: Match) -> tuple[str, ...]:
        """The members of a group, as they will be."""
        decided = self.decision(match.name)
        return match.members if decided is None or decided.members is None else decided.members

    def is_group(self, match: Match) -> bool:
        """Whether it is, or will be, a group."""
        decided = self.decision(match.name)
        return match.is_group if decided is None or not decided.kind else decided.kind == GROUP

    def take_up(self, decisions: Iterable[Decision]) -> None:
        """Decide as it was decided before."""
        for decision in decisions:
            self._put(decision)

    # -- deciding -------------------------------------------------------------------------------------

    def _put(self, decision: Decision) -> None:
        self._decided[plain_name(decision.name)] = decision

    def yes(self, match: Match) -> None:
        """It is the unit that it looks like; a name that is clear stays what it is."""
        if match.kind == "likely":
            self._put(Decision(match.name, same_as=match.unit_name))

    def no(self, match: Match) -> None:
        """It is none of the units that it looks like: a unit of its own."""
        if match.kind in ("likely", "new") and match.candidates:
            self._put(Decision(match.name, not_same=match.candidates))

    def choose(self, match: Match, unit: str) -> None:
        """It is this unit; its own name or nothing takes the decision back."""
        if match.kind in ("same", "alias"):
            return
        if not unit.strip() or plain_name(unit) == plain_name(match.name):
            self._decided.pop(plain_name(match.name), None)
        else:
            self._put(Decision(match.name, same_as=unit.strip()))

    def set_members(self, match: Match, members: tuple[str, ...]) -> None:
        """It is a group of these; without any it is a single unit again, unless its name says otherwise."""
        if match.kind not in ("same", "alias"):
            self._put(Decision(match.name, kind=GROUP if members or match.is_group else SINGLE, members=members))
        else:
            self._put(Decision(match.name, kind=GROUP, members=members))

    def rename(self, match: Match, name: str) -> list[Draft]:
        """Another spelling in all tasks that name it; the tasks that changed."""
        wanted = " ".join(name.split())
        if not wanted or wanted == match.name:
            return []
        changed = []
        with self._drafts.step(f"改单位名称“{match.name}”"):
            for draft in self.naming(match):
                fields = {
                    field: tuple(
                        dict.fromkeys(wanted if unit == match.name else unit for unit in getattr(draft.task, field))
                    )
                    for field in UNIT_FIELDS
                }
                draft.task = replace(draft.task, **fields)  # type: ignore[arg-type]
                changed.append(draft)
        self._decided.pop(plain_name(match.name), None)
        return changed

    def naming(self, match: Match) -> list[Draft]:
        """The tasks that name it, in any role."""
        return [
            draft
            for draft in self._drafts.items
            if any(match.name in getattr(draft.task, field) for field in UNIT_FIELDS)
        ]

    @property
    def new_members(self) -> tuple[str, ...]:
        """Members set for groups that nobody goes by, neither in the workbook nor in the notice."""
        desk = self._desk()
        if desk is None:
            return ()
        named = {plain_name(match.name) for match in self.matches}
        members = (name for decided in self.decisions for name in decided.members or ())
        new = (name for name in members if plain_name(name) not in named)
        return tuple(dict.fromkeys(name for name in new if desk.book.find("units", name) is None))

    # -- telling --------------------------------------------------------------------------------------

    def told(self, match: Match) -> str:
        """What a name is, in words."""
        decided = self.decision(match.name)
        if decided is not None and decided.same_as:
            return f"是 {decided.same_as}，将记为别称"
        if self.is_group(match):
            members = self.members(match)
            return f"群体，{len(members)} 个成员" if members else "群体，没有设成员"
        if match.kind == "same":
            return "已有"
        if match.kind == "alias":
            return f"别称 → {match.unit_name}"
        if decided is not None and decided.not_same:
            return f"新单位，不是 {decided.not_same[0]}"
        if match.kind == "likely":
            return f"疑似 → {match.unit_name}"
        if match.candidates:
            return f"新单位，或是 {'、'.join(match.candidates)}？"
        return "新单位"

    def light(self, match: Match) -> Light:
        """amber: to be decided; nothing for all others."""
        return "amber" if self.is_open(match) else ""

    def head(self) -> str:
        """单位（12 个，3 个新，2 个待定，成员里另有 1 个新）."""
        left = self.undecided
        same_as = self.same_as
        new = sum(
            match.kind not in ("same", "alias") and match.name not in same_as and not self.is_open(match)
            for match in self.matches
        )
        parts = [f"{len(self.matches)} 个"]
        parts += [f"{new} 个新"] if new else []
        parts += [f"{left} 个待定"] if left else []
        members = len(self.new_members)
        parts += [f"成员里另有 {members} 个新"] if members else []
        return f"单位（{'，'.join(parts)}）"
