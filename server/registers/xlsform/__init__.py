"""Registers as XLSForm workbooks, both ways: ``reading.read`` and ``writing.write``.

The sheets ``survey``, ``choices`` and ``settings`` are those of XLSForm, as KoboToolbox and ODK have them. What
XLSForm does not have travels in columns and settings that begin with ``lt_``, and in sheets of their own
(``lt_measures``, ``lt_rules``, …). What registers do not have is refused, with sheet, row and reason.
"""
