"""Importing units and people from a workbook: read without trust, previewed row by row, then applied as a whole."""
