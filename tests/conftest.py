"""What every test shares: a clock that stands still, hypothesis' profiles, and Qt without a screen."""

import os
from datetime import date

import hypothesis
import pytest

from models.base.clock import Clock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No deadlines: a slow machine is no failure. "quick" is for a look while writing.
hypothesis.settings.register_profile("dev", deadline=None, max_examples=50)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=100, print_blob=True)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=5, database=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))


@pytest.fixture
def clock() -> Clock:
    """Friday 15 October 2021, nine in the morning."""
    return Clock.fixed(date(2021, 10, 15))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes half a minute or more; leave out with -m 'not slow'")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what `python -m tests` found before pytest began, so that nobody reads only the last line."""
    failed = os.environ.get("OTHER_FAILED_CHECKS")
    if failed:
        terminalreporter.section("other checks that failed", red=True)
        terminalreporter.line(failed)
