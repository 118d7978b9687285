"""Units and people from a workbook: read without trust, shown row by row, then done all or not at all."""
