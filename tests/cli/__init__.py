"""The command line, through `ui.cli.main` in this process, and a few times as a process of its own."""
