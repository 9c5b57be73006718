"""The first page of a fresh start, and the 工作台: what needs a hand today."""
