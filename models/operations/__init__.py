"""The verbs: everything that writes goes through here, one named operation each.

An operation is a function of a `Desk` (the open workbook and what surrounds it) and plain values. It
returns an `Outcome`: what changed, for the views to refresh, and one Chinese sentence, for the clerk. It
raises a `ClerkError` when it refuses, and then nothing has changed.

Called by the window (through its session) and by the command line; knows neither.
"""

from models.operations.desk import Desk, Outcome

__all__ = ["Desk", "Outcome"]
