"""`python -m tests.benchmarks [--only work|start] [--rows 1000,10000,100000] [--runs 5]`."""

import argparse

from tests.benchmarks.start import measure_start
from tests.benchmarks.work import measure_work


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", choices=("work", "start"))
    parser.add_argument("--rows", default="1000,10000,100000", help="numbers of tasks; the last one is opened")
    parser.add_argument("--runs", type=int, default=5, help="starts of each window")
    asked = parser.parse_args()
    sizes = sorted(int(part) for part in asked.rows.split(","))
    if asked.only != "start":
        measure_work(sizes)
    if asked.only != "work":
        measure_start(sizes[-1], asked.runs)


if __name__ == "__main__":
    main()
