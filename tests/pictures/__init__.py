"""Pictures of the real window for the README, made anew by `python -m tests.pictures`."""
