"""Work in a process of its own: answers, refusals, and the ways it can go wrong."""

import multiprocessing
import os
import time
from collections.abc import Iterator

import pytest

from models.base.apart import Apart, ApartError
from models.base.errors import Cancelled, FieldError
from models.base.progress import Report
from tests.wine import not_under_wine


def double(number: int, report: Report) -> int:
    report(1, 2)
    return number * 2


def count(number: int, report: Report) -> Iterator[int]:
    yield from range(number)


def refuse(report: Report) -> None:
    raise FieldError("不行。", "name")


def hang(report: Report) -> None:
    time.sleep(60)


def steady(report: Report) -> str:
    for done in range(15):
        report(done, 15)
        time.sleep(0.1)
    return "done"


def crash(report: Report) -> None:
    os._exit(11)


def grow(report: Report) -> int:
    return len(bytearray(900 * 1024 * 1024))


def take(given: object, report: Report) -> str:
    return "taken"


class SlowToLoad:
    """Stands for the code of a job that a virus scanner looks at while it is loaded."""

    def __reduce__(self) -> tuple[object, ...]:
        return time.sleep, (1.2,)


def stumble(report: Report) -> None:
    raise KeyError("a bug")


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart(silence=3) as made:
        yield made


def test_one_answer_and_many(apart: Apart) -> None:
    assert apart.ask(double, 21) == 42
    assert list(apart.each(count, 4)) == [0, 1, 2, 3]
    assert list(apart.each(count, 0)) == []


def test_a_refusal_comes_as_it_was_raised(apart: Apart) -> None:
    with pytest.raises(FieldError, match=r"不行。") as told:
        apart.ask(refuse)
    assert told.value.field == "name"


NO_LIMIT = not_under_wine("keeps no memory limit of a job object")


@pytest.mark.parametrize(
    ("job", "why"), [(crash, "died"), pytest.param(grow, "memory", marks=NO_LIMIT), (stumble, "broken")]
)
def test_what_goes_wrong_is_named_and_the_next_job_is_done(apart: Apart, job: object, why: str) -> None:
    with pytest.raises(ApartError) as told:
        apart.ask(job)  # type: ignore[arg-type]
    assert told.value.why == why
    assert apart.ask(double, 1) == 2


def test_silence_ends_it_and_progress_does_not() -> None:
    with Apart(silence=1.2) as apart:
        assert apart.ask(steady) == "done"
        with pytest.raises(ApartError) as told:
            apart.ask(hang)
        assert told.value.why == "silent"


def test_loading_its_code_is_no_silence_of_a_job() -> None:
    with Apart(silence=0.6) as apart:
        assert apart.ask(take, SlowToLoad()) == "taken"


def test_cancel_ends_it_at_once(apart: Apart) -> None:
    assert apart.ask(double, 1) == 2
    before = multiprocessing.active_children()
    wanted = iter([True, True, False])
    with pytest.raises(Cancelled):
        apart.ask(hang, report=lambda done, total: next(wanted))
    assert next(wanted, None) is None
    assert len(multiprocessing.active_children()) == len(before) - 1
    assert apart.ask(double, 1) == 2


def test_values_not_taken_do_not_disturb_the_next_job(apart: Apart) -> None:
    for value in apart.each(count, 1000):
        if value == 3:
            break
    assert apart.ask(double, 5) == 10
