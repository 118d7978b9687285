"""Records from any workbook."""
