"""Registers as XLSForm workbooks, both ways: ``reading.read`` and ``writing.write``.

The sheets ``survey``, ``choices`` and ``settings`` are those of XLSForm, as KoboToolbox and ODK have them. What
XLSForm has no word for travels in columns and settings that begin with ``lt_``, and in sheets of their own
(``lt_measures``, ``lt_rules``, …). What this language has no word for is refused, with sheet, row and reason.
"""
