"""`python -m tests.benchmarks [--only work|start|spreadsheet|ledger|catalogue] [--rows 1000,10000,100000] [--runs 5]`."""

import argparse

from tests.benchmarks.catalogue import measure_catalogue
from tests.benchmarks.ledger import measure_ledgers
from tests.benchmarks.sheets import measure_sheets
from tests.benchmarks.start import measure_start
from tests.benchmarks.work import measure_work


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", choices=("work", "start", "spreadsheet", "ledger", "catalogue"))
    parser.add_argument("--rows", default="1000,10000,100000", help="numbers of tasks; the last one is opened")
    parser.add_argument("--runs", type=int, default=5, help="starts of each window")
    asked = parser.parse_args()
    sizes = sorted(int(part) for part in asked.rows.split(","))
    if asked.only in (None, "work"):
        measure_work(sizes)
    if asked.only in (None, "start"):
        measure_start(sizes[-1], asked.runs)
    if asked.only in (None, "spreadsheet"):
        measure_sheets()
    if asked.only in (None, "ledger"):
        measure_ledgers()
    if asked.only in (None, "catalogue"):
        measure_catalogue(sizes)


if __name__ == "__main__":
    main()
