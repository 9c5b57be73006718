"""How quick the program is, by hand: `python -m tests.benchmarks`; pytest collects nothing here.

Figures of one machine mean little, so each subject prints what it is measured against in the same run: the
same work at other sizes, or a bare window. `--only start` measures one subject, `--help` tells the rest.
"""
