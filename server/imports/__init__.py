"""Importing units and people from a workbook: each cell is checked, changes are previewed, then applied as a whole."""
