"""Readers (读取): whatever file or clipboard a clerk has becomes a `SourceText`, or one Chinese sentence.

`reading` is the way in for the rest of `models.intake` and, through its package, for the operations. It
decides the kind by content (`sniffing`) and lets the kind's reader work in a process of its own (`apart`),
which has a limit of memory and of silence, so that no damaged file takes the program down. A reader is a
function (path, bytes, report) -> SourceText in a module of its own; it builds what it gives with
`building.SourceBuilder` and raises `ReadError` for all that is wrong with a file.
"""
