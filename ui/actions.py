"""Actions of the window in one table: id, text, shortcut, icon, tip, and when each may be used.

`ActionTable` makes the QActions, keeps them enabled or not by the present state, and hands a triggered
one to whoever offers a handler for it: the page in front, else the window.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence, QShortcut

from models.base.register import Registers

Handler = Callable[[], object]

WORKBOOK, WRITABLE, REGISTER, SELECTION, SEVERAL = "workbook", "writable", "register", "selection", "several"
UNDO, REDO, FIELD = "undo", "redo", "field"
TREE, AS_TREE = "tree", "as_tree"
OWN = "own"
"""The register in front is one of the office's own."""


@dataclass(frozen=True)
class ActionSpec:
    """One action. `needs` are the states that must all hold; `menu` is where it stands."""

    name: str
    text: str
    menu: str
    tip: str
    shortcut: str = ""
    icon: str = ""
    needs: frozenset[str] = frozenset()
    toolbar: bool = False
    in_table: bool = False
    """The shortcut counts only in the widgets the action is added to (the table: Space, Delete, Ctrl+C …)."""
    ends_group: bool = False
    register: str = ""
    """Whose own action it is; it shows only where that register is in front."""


def _spec(name: str, text: str, menu: str, tip: str, shortcut: str = "", *needs: str, **more: object) -> ActionSpec:
    return ActionSpec(name, text, menu, tip, shortcut, needs=frozenset(needs), **more)  # type: ignore[arg-type]


MENUS = {"文件": "F", "编辑": "E", "台账": "L", "公文": "D", "统计": "S", "查看": "V", "帮助": "H"}
"""The menus, with the letter that opens each together with Alt."""

_WRITE = (WORKBOOK, WRITABLE)
_ROWS = (WORKBOOK, WRITABLE, REGISTER, SELECTION)

ACTIONS: tuple[ActionSpec, ...] = (
    _spec("new_workbook", "新建工作簿…", "文件", "建一个空的工作簿文件", "Ctrl+Shift+N", icon="workbook"),
    _spec("open_workbook", "打开工作簿…", "文件", "打开已有的工作簿", "Ctrl+O", icon="open"),
    _spec("demo_workbook", "看看示例", "文件", "建一个有一年工作的示例工作簿，随便试", "Ctrl+Shift+O", ends_group=True),
    _spec("import_file", "导入文件…", "文件", "把通知文件变成任务", "Ctrl+I", icon="import", toolbar=True),
    _spec("import_sheet", "导入表格…", "文件", "把表格里的一行行导入台账", "Ctrl+Shift+I"),
    _spec("import_text", "粘贴文字导入…", "文件", "把复制来的通知正文变成任务", "Ctrl+Shift+V", icon="paste"),
    _spec(
        "export",
        "导出台账…",
        "文件",
        "把当前显示的台账导出为 Excel、Word 或 PDF",
        "Ctrl+E",
        WORKBOOK,
        REGISTER,
        icon="export",
        toolbar=True,
    ),
    _spec("print", "打印预览台账…", "文件", "预览并打印当前显示的台账", "Ctrl+P", WORKBOOK, REGISTER, ends_group=True),
    _spec("backup", "备份到…", "文件", "另存一份完整的工作簿", "Ctrl+Shift+B", WORKBOOK),
    _spec("check", "检查工作簿", "文件", "检查数据、关联和搜索索引是否完好", "Ctrl+Shift+K", WORKBOOK),
    _spec("settings", "设置…", "文件", "单位名称、各种天数、选项、放假安排", "Ctrl+,", WORKBOOK, ends_group=True),
    _spec("quit", "退出", "文件", "关闭程序；内容都已存盘，没做完的也留着", "Ctrl+Q"),
    _spec("undo", "撤销", "编辑", "撤销上一步操作", "Ctrl+Z", *_WRITE, UNDO, icon="undo", toolbar=True),
    _spec("redo", "重做", "编辑", "重做刚撤销的操作", "Ctrl+Y", *_WRITE, REDO, icon="redo", ends_group=True),
    _spec("new", "新建", "编辑", "在当前台账新建一条记录", "Ctrl+N", *_WRITE, REGISTER, icon="new", toolbar=True),
    _spec("edit", "修改", "编辑", "修改选中的单元格", "F2", *_ROWS, icon="edit"),
    _spec("duplicate", "复制一条", "编辑", "照选中的记录再建一条", "Ctrl+Shift+D", *_ROWS),
    _spec(
        "delete",
        "删除",
        "编辑",
        "删除选中的记录，可以撤销",
        "Del",
        *_ROWS,
        icon="delete",
        in_table=True,
        ends_group=True,
    ),
    _spec(
        "copy", "复制", "编辑", "复制选中的行，可粘贴到 Excel", "Ctrl+C", WORKBOOK, REGISTER, SELECTION, in_table=True
    ),
    _spec("paste", "粘贴行", "编辑", "把 Excel、WPS 里复制的几行粘贴进来", "Ctrl+V", *_WRITE, REGISTER, in_table=True),
    _spec("fill_down", "向下填充", "编辑", "把首行的内容填到选中的各行", "Ctrl+D", *_ROWS, SEVERAL),
    _spec("change_all", "一起修改…", "编辑", "给选中的各条改同一栏：改为、加上或去掉", "Ctrl+Shift+E", *_ROWS, SEVERAL),
    _spec("select_all", "全选", "编辑", "选中显示的所有记录", "Ctrl+A", WORKBOOK, REGISTER, in_table=True),
    _spec(
        "notice",
        "写公文…",
        "公文",
        "为选中的记录写督办通知单、提醒函、通报等公文",
        "Ctrl+G",
        WORKBOOK,
        REGISTER,
        icon="notice",
        toolbar=True,
    ),
    _spec(
        "numbers",
        "文号一览…",
        "公文",
        "看一年里用了哪些号、空着哪些号，预留和取消预留",
        "Ctrl+Shift+G",
        WORKBOOK,
    ),
    _spec("annual", "年度报告…", "统计", "三张表由台账算出，检查勾稽关系，汇总各单位", "Ctrl+Shift+Y", WORKBOOK),
    _spec("find", "筛选", "查看", "在当前台账里边输入边筛选", "Ctrl+F", WORKBOOK, REGISTER, icon="find"),
    _spec("find_everywhere", "搜索全部台账", "查看", "在所有台账里查找", "Ctrl+K", WORKBOOK, icon="search"),
    _spec("clear_filters", "清除筛选", "查看", "显示全部记录", "Ctrl+Shift+F", WORKBOOK, REGISTER, ends_group=True),
    _spec("columns", "选择栏目…", "查看", "选择表格里显示哪些栏目", "Ctrl+Shift+C", WORKBOOK, REGISTER),
    _spec("group", "分组…", "查看", "按状态、单位、大项等分组显示", "Ctrl+Shift+U", WORKBOOK, REGISTER),
    _spec("views", "选择视图…", "查看", "用存好的筛选、排序、栏目和分组", "Ctrl+Shift+L", WORKBOOK, REGISTER),
    _spec(
        "save_view", "保存为视图…", "查看", "把现在的筛选、排序、栏目和分组存成视图", "Ctrl+Shift+S", *_WRITE, REGISTER
    ),
    _spec("tree", "按层级显示", "查看", "下级排在上级下面，再按一次还原", "Ctrl+Shift+T", WORKBOOK, TREE),
    _spec("open_all", "全部展开", "查看", "展开所有层级", "Ctrl++", WORKBOOK, AS_TREE, in_table=True),
    _spec("close_all", "全部收起", "查看", "只显示最上一层", "Ctrl+-", WORKBOOK, AS_TREE, in_table=True),
    _spec("toggle_form", "显示或隐藏详情", "查看", "右边的详情窗格", "F4", WORKBOOK, REGISTER),
    _spec("pane_left", "到左边窗格", "查看", "把键盘移到左边窗格", "Alt+Left", WORKBOOK),
    _spec("pane_right", "到右边窗格", "查看", "把键盘移到右边窗格", "Alt+Right", WORKBOOK),
    _spec("refresh", "刷新", "查看", "重新读取工作簿", "F5", WORKBOOK, ends_group=True),
    _spec("history", "操作记录…", "查看", "看谁在什么时候做了什么", "Ctrl+H", WORKBOOK),
    _spec(
        "define_register",
        "新建台账…",
        "台账",
        "建一个本单位自己的台账：栏目、时限都自己定",
        "Ctrl+Shift+J",
        *_WRITE,
        icon="new",
    ),
    _spec(
        "change_register",
        "修改台账…",
        "台账",
        "改自建台账的名称、栏目和时限，已有的内容不会丢",
        "Ctrl+Shift+M",
        *_WRITE,
        OWN,
        icon="edit",
    ),
    _spec(
        "remove_register",
        "删除台账",
        "台账",
        "删除自建台账和里面的记录，可以撤销",
        "Ctrl+Shift+Del",
        *_WRITE,
        OWN,
        icon="delete",
    ),
    _spec("help", "使用手册", "帮助", "打开使用手册里讲当前页面的一章", "F1", icon="help"),
    _spec(
        "guide",
        "三分钟上手",
        "帮助",
        "跟着做一遍主要的工作：导入通知、核对、出台账、写公文",
        "Ctrl+F1",
        ends_group=True,
    ),
    _spec(
        "log",
        "打开日志文件夹",
        "帮助",
        "程序出了问题时，把里面的日志发给技术人员；日志里没有台账的内容",
        "Ctrl+Shift+F1",
    ),
    *(
        [_spec("file_type", "双击打开工作簿…", "帮助", "让双击 .gkb 文件打开本程序，或者取消", "Ctrl+Alt+O")]
        if sys.platform == "win32"
        else []
    ),
    _spec("about", "关于", "帮助", "版本与许可", "Shift+F1"),
)


def perform_name(register: str, action: str) -> str:
    """The table's name for a register's own action."""
    return f"perform:{register}:{action}"


def register_specs(registers: Registers) -> list[ActionSpec]:
    """Specs for the actions that registers declare (启动, 完成, 销号 …)."""
    return [
        ActionSpec(
            perform_name(register.name, action.name),
            action.title,
            "台账",
            action.help,
            action.shortcut,
            action.icon,
            frozenset({WORKBOOK, WRITABLE, f"can:{register.name}:{action.name}"}),
            toolbar=action.toolbar,
            in_table=action.shortcut == "Space",
            register=register.name,
        )
        for register in registers.values()
        if not register.hidden
        for action in register.actions
    ]


class ActionTable(QObject):
    """The QActions of the window, by name."""

    def __init__(self, registers: Registers, icon: Callable[[str], QIcon], parent: QObject) -> None:
        super().__init__(parent)
        self._owner = parent
        self._icon = icon
        self.specs = {spec.name: spec for spec in (*ACTIONS, *register_specs(registers))}
        self.before: Handler = lambda: None
        """Called before any action is carried out: what is being typed is kept first."""
        self._handlers: list[Mapping[str, Handler]] = []
        self._in_front = ""
        self.actions = {name: self._make(spec) for name, spec in self.specs.items()}
        self._explaining: dict[str, QShortcut] = {}
        """Keys -> what answers to them while the action in front that has them is not allowed."""
        self._refused: dict[str, str] = {}

    def __getitem__(self, name: str) -> QAction:
        return self.actions[name]

    def in_menu(self, menu: str) -> Iterable[ActionSpec]:
        """The specs of a menu, in order; the registers' own come first."""
        return sorted((spec for spec in self.specs.values() if spec.menu == menu), key=lambda spec: not spec.register)

    def take_registers(self, registers: Registers) -> bool:
        """The registers are these now; True when they declare other actions than before."""
        wanted = {spec.name: spec for spec in register_specs(registers)}
        gone = [name for name, spec in self.specs.items() if spec.register and wanted.get(name) != spec]
        for name in gone:
            del self.specs[name]
            self.actions.pop(name).deleteLater()
        new = {name: spec for name, spec in wanted.items() if name not in self.specs}
        self.specs |= new
        self.actions |= {name: self._make(spec) for name, spec in new.items()}
        self.show_register(self._in_front)
        return bool(gone or new)

    def use(self, *handlers: Mapping[str, Handler]) -> None:
        """Who answers from now on; the first that knows an action gets it."""
        self._handlers = list(handlers)

    def refresh(self, state: frozenset[str]) -> None:
        """Enable what the present state allows."""
        for name, spec in self.specs.items():
            known = any(name in handlers for handlers in self._handlers)
            self.actions[name].setEnabled(known and spec.needs <= state)
        self._explain_the_others()

    def _explain_the_others(self) -> None:
        """The keys of a register's actions that are not allowed now still answer: by saying why not."""
        refused = {
            spec.shortcut: name
            for name, spec in self.specs.items()
            if spec.register == self._in_front and spec.register and spec.shortcut and not spec.in_table
            if not self.actions[name].isEnabled() and any(name in handlers for handlers in self._handlers)
        }
        for keys in refused.keys() - self._explaining.keys():
            self._explaining[keys] = QShortcut(QKeySequence(keys), self._owner)
            self._explaining[keys].activated.connect(lambda keys=keys: self._trigger(self._refused[keys]))
        self._refused = refused
        for keys, shortcut in self._explaining.items():
            shortcut.setEnabled(keys in refused)

    def show_register(self, register: str) -> None:
        """Let the actions of one register be seen, in menus and toolbar, and hide those of all others."""
        self._in_front = register
        for name, spec in self.specs.items():
            if spec.register:
                self.actions[name].setVisible(spec.register == register)

    def show_icons(self, icon: Callable[[str], QIcon]) -> None:
        """Put the icons on anew: their colour has changed."""
        for name, spec in self.specs.items():
            if spec.icon:
                self.actions[name].setIcon(icon(spec.icon))

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.name)
        if spec.icon:
            action.setIcon(self._icon(spec.icon))
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        if spec.in_table:
            # not with its children: Space and Del in a cell's tick box or list belong to that
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        keys = QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText) if spec.shortcut else ""
        action.setToolTip(f"{spec.tip}（{keys}）" if keys else spec.tip)
        action.setStatusTip(spec.tip)
        action.triggered.connect(lambda: self._trigger(spec.name))
        return action

    def _trigger(self, name: str) -> None:
        for handlers in self._handlers:
            if name in handlers:
                self.before()
                handlers[name]()
                return
