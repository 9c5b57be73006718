import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.export.text import width_of
from models.export.titles import break_title


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("云岭县人民政府办公室督办通知单", ["云岭县人民政府办公室督办通知单"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        (
            "云岭县人民政府办公室关于分解落实《云岭县2024年政务公开工作要点》任务的通知",
            ["云岭县人民政府办公室", "关于分解落实《云岭县2024年", "政务公开工作要点》任务的通知"],
        ),
        ("云岭县政务公开工作领导小组办公室督办通知单", ["云岭县政务公开工作领导小组办公室", "督办通知单"]),
        ("云岭县政务公开工作领导小组办公室任务销号确认单", ["云岭县政务公开工作领导小组办公室", "任务销号确认单"]),
        (
            "云岭县政务公开工作领导小组办公室关于2026年第三季度政务公开重点任务进展情况的通报",
            ["云岭县政务公开工作领导小组办公室", "关于2026年第三季度政务公开", "重点任务进展情况的通报"],
        ),
        (
            "望溪区人民政府办公室关于2026年11月政务公开重点任务进展情况的通报",
            ["望溪区人民政府办公室关于2026年11月", "政务公开重点任务进展情况的通报"],
        ),
        (
            "望溪区人民政府办公室关于召开全区政务公开工作推进会的通知",
            ["望溪区人民政府办公室关于召开", "全区政务公开工作推进会的通知"],
        ),
        (
            "望溪区发展和改革委员会关于印发望溪区2026年优化营商环境工作实施方案的通知",
            ["望溪区发展和改革委员会", "关于印发望溪区2026年优化营商环境", "工作实施方案的通知"],
        ),
        ("关于印发云岭县2021年政务公开工作要点的通知", ["关于印发云岭县2021年", "政务公开工作要点的通知"]),
    ],
)
def test_titles_break_between_words(title: str, lines: list[str]) -> None:
    assert list(break_title(title, 19)) == lines


def test_no_title_no_lines() -> None:
    assert break_title(" \n ", 19) == ()


@given(st.text("公开关于的通知《》（）、，2024年abc", min_size=1, max_size=90))
def test_nothing_is_lost_and_every_line_fits(title: str) -> None:
    lines = break_title(title, 19)
    assert "".join(lines) == title
    assert all(0 < width_of(line) <= 19 for line in lines)


@given(st.text("公开关于印发做好政务工作的通知年度要点", min_size=20, max_size=70))
def test_no_line_is_much_shorter_than_half_of_another(title: str) -> None:
    widths = [width_of(line) for line in break_title(title, 19)]
    assert min(widths) * 2.5 >= max(widths)


@pytest.mark.parametrize("number", range(1, 30))
def test_numbers_and_names_hold_together(number: int) -> None:
    title = "政" * number + "云政办〔2024〕123号《要点》第2024年" + "开" * 30
    for line in break_title(title, 19):
        assert line[0] not in "》〕、，年号4231"
        assert line[-1] not in "《〔"


def test_a_text_that_is_no_title_does_no_harm() -> None:
    lines = break_title("公开" * 50_000, 19.9)
    assert sum(map(len, lines)) == 100_000
    assert max(map(len, lines)) == 19


@pytest.mark.parametrize("filled", ["", "全市", "2026年", "做好"])
def test_names_that_are_told_are_not_broken(filled: str) -> None:
    title = f"望溪区人民政府办公室关于{filled}华阳小镇建管会印章启用有关事项的通知"
    lines = break_title(title, 19, ("华阳小镇建管会",))
    assert any("华阳小镇建管会" in line for line in lines)
    assert not any(line.endswith("关于") for line in lines)
