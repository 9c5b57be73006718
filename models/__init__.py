"""The core of the ledger: no Qt anywhere below this folder.

Layers, each importing only what stands below it: operations, export, reports,
workbook | registers | intake, workdays, base.
"""
