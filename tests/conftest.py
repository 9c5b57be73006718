"""What every test shares: a clock that stands still, hypothesis' profiles, and Qt without a screen."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import hypothesis
import pytest

from models.base.apart import Apart
from models.base.clock import Clock
from tests.spending import PATIENCE

PATIENCE_MS = 30_000

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RUST_BACKTRACE"] = (
    "0"  # damaged files make libraries panic on purpose; a trace takes them longer than reading
)

# No deadlines: a slow machine is no failure. "quick" is for a look while writing.
hypothesis.settings.register_profile("dev", deadline=None, max_examples=50)
# "ci" always takes the same examples, so that nothing is refused by chance; the others look for new ones.
hypothesis.settings.register_profile("ci", deadline=None, max_examples=50, print_blob=True, derandomize=True)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=5, database=None)
hypothesis.settings.register_profile(
    "lane", deadline=None, max_examples=5, database=None, derandomize=True
)  # .ci/windows
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))


@pytest.fixture
def clock() -> Clock:
    """Friday 15 October 2021, nine in the morning."""
    return Clock.fixed(date(2021, 10, 15))


@pytest.fixture(scope="session")
def helper() -> Iterator[Apart]:
    """The process in which tests of good files read theirs; on a loaded machine it may be silent for long."""
    with Apart(silence=PATIENCE) as process:
        yield process


@pytest.fixture
def qtbot(qtbot: Any) -> Any:
    """As pytest-qt makes it, but patient: on a loaded machine what is awaited may take more than its five seconds."""
    for wait in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE_MS))
    return qtbot


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes half a minute or more; leave out with -m 'not slow'")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Load the whole program before examples that must always be the same.

    Hypothesis also tries constants of the modules loaded so far, which depends on the tests run before.
    """
    if hypothesis.settings().derandomize:
        for name in ("models", *(["ui"] if "ui" in sys.modules else [])):
            package = importlib.import_module(name)
            for module in pkgutil.walk_packages(package.__path__, f"{name}."):
                importlib.import_module(module.name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what `python -m tests` found before pytest began, so that nobody reads only the last line."""
    failed = os.environ.get("OTHER_FAILED_CHECKS")
    if failed:
        terminalreporter.section("other checks that failed", red=True)
        terminalreporter.line(failed)
