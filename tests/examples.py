"""How many examples a property test tries that has its own mind about that."""

from hypothesis import settings

FEW = ("quick", "lane")
"""Profiles (tests/conftest.py) that want a look only."""


def some(count: int) -> int:
    """So many examples; where only a look is wanted, no more than the profile has."""
    profile = settings()
    return min(count, profile.max_examples) if settings.get_current_profile_name() in FEW else count
