"""What kind of document sets no tasks, where title and opening have to tell."""

import pytest

from models.intake.kinds import kind_by_title


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("", "市农业农村局负责同志就《耕地保护行动方案》答记者问。问：主要任务有哪些？", "政策解读"),
        ("", "一、《若干措施》制定的背景是什么？去年以来，我市加快转型。", "政策解读"),
        ("", "一、哪些人能参加？\n本市居民。\n二、什么时候交费？\n每年九月。\n三、卡丢了怎么办？\n先挂失。\n", "问答"),
        ("", "办理对象\n企业。\n受理条件\n登记满一年。\n办理流程：\n窗口办理。\n", "办事指南"),
        ("", "第一条 为保护环境。第二条 县级政府应当公布规划。第三条 违反的，依法处罚。", "规章制度"),
        ("关于做好补贴申报工作的通知", "一、申报对象\n企业。\n二、申报条件\n登记。\n三、申报材料\n表格。\n", None),
        ("2025年优化服务任务分工", "第一条 压缩时限。第二条 减少材料。第三条 公布清单。", None),
    ],
)
def test_kinds(title: str, text: str, kind: str | None) -> None:
    assert kind_by_title(title, text) == kind
