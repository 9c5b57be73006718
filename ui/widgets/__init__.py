"""Shared parts of the window: the field editors, filter chips, dialogs, icons and colours.

Pages (`ui.register`, `ui.intake`, `ui.notice`, `ui.dashboard`) build on these; nothing here knows a page.
"""
