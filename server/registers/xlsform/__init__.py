"""Registers as XLSForm workbooks, in both directions: ``reading.read`` and ``writing.write``.

The sheets ``survey``, ``choices`` and ``settings`` are those of XLSForm, as KoboToolbox and ODK have them. What XLSForm
cannot express is in columns and settings whose names begin with ``lt_``, and in sheets of their own (``lt_measures``,
``lt_rules``, …). What registers do not have is refused, with sheet, row and reason.
"""
