"""Records from any workbook: its columns are matched with a register's fields, shown row by row, then brought in."""
