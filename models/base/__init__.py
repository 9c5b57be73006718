"""The vocabulary every other layer speaks: errors, clock, files, fields, registers, records.

This package knows nobody else in the project.
"""
