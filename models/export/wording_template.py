"""The small, safe language that notice templates are written in: jinja2 with nearly everything taken out.

A template may show values, ask conditions and go through lists, and that is all: no calls, no assignments,
no arithmetic that could blow up, a bounded number of steps. Used by `wording` only.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from models.export.text import chinese_day, chinese_number
from models.export.wording_kind import WordingError
from models.export.wording_parts import in_items
from models.export.wording_tables import TaskTable
from models.export.wording_words import in_english, tag_on

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import SandboxedEnvironment

STEP_LIMIT = 20_000
"""Passes through all loops of one notice together."""
LENGTH_LIMIT = 500_000
"""Characters of one notice's text."""

_FILTERS = ("length", "join", "first", "last", "汉字", "分条", "逐项")
_TESTS = ("defined", "none", "odd", "even")
_LOOP = ("index", "first", "last", "length", "revindex")


@dataclass
class _Budget:
    """Counts the passes through loops; one for each notice."""

    left: int = STEP_LIMIT

    def count(self, items: Iterable[object]) -> Iterator[object]:
        for item in items:
            self.left -= 1
            if self.left < 0:
                raise WordingError("文稿里的循环次数过多，没有写成。请减少循环的层数。")
            yield item


class Wording:
    """Renders the pieces of one template with one set of values; made new for each notice.

    attributes: for each list among the values, what can be asked of one of its items.
    """

    def __init__(self, values: Mapping[str, object], attributes: Mapping[str, Collection[str]]) -> None:
        self._values = values
        self._attributes = attributes
        self._budget = _Budget()
        self._environment = _environment(self._budget)

    def check(self, source: str, line: int) -> "nodes.Template":
        """Parse a piece that begins at this line of the template, and refuse what is not allowed in it.

        Raises:
            WordingError: bad syntax, an unknown placeholder, a construct outside the language.
        """
        from jinja2 import TemplateSyntaxError

        try:
            tree = self._environment.parse("\n" * (line - 1) + in_english(source, line))
        except TemplateSyntaxError as error:
            raise _syntax_error(error.lineno, "".join(tag_on(source, error.lineno - line + 1))) from error
        _check_nodes(tree, frozenset(self._values), self._attributes)
        return tree

    def render(self, source: str, line: int) -> str:
        """The piece with its values put in.

        Raises:
            WordingError: as for `check`; a value that can't be shown; a runaway text or loop.
        """
        from jinja2 import TemplateError, nodes

        tree = self.check(source, line)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "逐项", [], [], None, None)
        try:
            # An environment without loader and cache: the tree is compiled once and thrown away.
            template = self._environment.from_string(tree)
            pieces: list[str] = []
            length = 0
            for piece in template.generate(dict(self._values)):
                pieces.append(piece)
                length += len(piece)
                if length > LENGTH_LIMIT:
                    raise WordingError("文稿写出的文字过长，没有写成。请检查文稿里的循环。")
        except (TemplateError, TypeError, ValueError) as error:
            raise _render_error(error) from error
        return "".join(pieces).lstrip("\n") if line > 1 else "".join(pieces)


def _environment(budget: _Budget) -> "SandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    made = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown, cache_size=0
    )
    made.globals.clear()
    kept: dict[str, Any] = {name: made.filters[name] for name in _FILTERS if name in made.filters}
    made.filters = kept | {"汉字": chinese_number, "分条": in_items, "逐项": budget.count}
    made.tests = {name: made.tests[name] for name in _TESTS} | _comparisons(made.tests)
    return made


def _comparisons(tests: Mapping[str, Any]) -> dict[str, Any]:
    """What `in` and == compile to."""
    return {name: tests[name] for name in ("in", "eq", "ne") if name in tests}


def _shown(value: object) -> object:
    """How a value stands in the text: days in Chinese, lists with 、, nothing for None."""
    from jinja2 import Undefined

    if value is None:
        return ""
    if isinstance(value, date):
        return chinese_day(value)
    if isinstance(value, list | tuple):
        return "、".join(str(_shown(item)) for item in value)
    if isinstance(value, str | int | float | TaskTable | Undefined):
        return value
    raise WordingError("文稿里有一处不能直接写成文字，请改用它的具体内容，如“任务.内容”。")


def _check_nodes(tree: "nodes.Template", known: Collection[str], attributes: Mapping[str, Collection[str]]) -> None:
    """Walk the tree: only what is listed here may stand in a template."""
    from jinja2 import nodes

    allowed = (
        *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.For, nodes.If),
        *(nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Getattr),
        *(nodes.Getitem, nodes.Filter, nodes.Test, nodes.Concat, nodes.Add, nodes.Sub),
    )
    loops = {
        loop.target.name: loop.iter.name if isinstance(loop.iter, nodes.Name) else ""
        for loop in tree.find_all(nodes.For)
        if isinstance(loop.target, nodes.Name)
    }
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, allowed) or (isinstance(node, nodes.For) and node.recursive):
            raise WordingError(
                f"文稿第 {node.lineno} 行用了不支持的写法。文稿里只能写名称、“如果”和“逐项”。", node.lineno
            )
        if isinstance(node, nodes.Filter | nodes.Test):
            _check_word(node, _FILTERS if isinstance(node, nodes.Filter) else (*_TESTS, "in", "eq", "ne"))
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in {*known, *loops, "loop"}:
            raise _unknown(node.name, known, node.lineno)
        if isinstance(node, nodes.Getattr):
            _check_attribute(node, loops, attributes)


def _check_word(node: "nodes.Filter | nodes.Test", allowed: Collection[str]) -> None:
    if node.name not in allowed or node.name == "逐项":
        raise WordingError(f"文稿第 {node.lineno} 行的“{node.name}”不能用，请删去。", node.lineno)


def _check_attribute(
    node: "nodes.Getattr", loops: Mapping[str, str], attributes: Mapping[str, Collection[str]]
) -> None:
    from jinja2 import nodes

    owner = node.node.name if isinstance(node.node, nodes.Name) else ""
    allowed = _LOOP if owner == "loop" else attributes.get(loops.get(owner, ""), ())
    if node.attr not in allowed:
        raise _unknown(f"{owner or '…'}.{node.attr}", [f"{owner}.{name}" for name in allowed], node.lineno)


def _unknown(name: str, known: Collection[str], line: int) -> WordingError:
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    hint = f"是不是“{near[0]}”？" if near else "请对照“可以用的名称”改正。"
    return WordingError(f"文稿第 {line} 行的名称“{name}”不认识，{hint}", line)


def _syntax_error(line: int, tags: str) -> WordingError:
    told = f"的“{tags[:40]}”" if tags else ""
    return WordingError(f"文稿第 {line} 行{told}写法有误，请对照“写法说明”改正。", line)


def _render_error(error: Exception) -> WordingError:
    match = re.search(r"'([^']*)' is undefined|has no (?:attribute|element) '?([^']*)'?", str(error))
    if match:
        return WordingError(f"文稿里的“{match[1] or match[2]}”没有内容可填。请补填，或从文稿里删去。")
    return WordingError("文稿里有一处算不出来，请检查条件和比较的写法。")
