"""Limits on the size of an uploaded workbook, and the media types of .xlsx and .xls files."""

MOST_PACKED = 4 << 20  # bytes of the file
MOST_INFLATED = 32 << 20  # bytes of all its parts
MOST_PARTS = 400  # files within the .xlsx, which is a zip file
MOST_SHEETS = 30
MOST_ROWS = 5_000  # of a sheet
MOST_COLUMNS = 200  # of a row
LONGEST = 20_000  # characters of a cell
MOST_FAULTS = 200  # listed of one sheet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_TYPE = "application/vnd.ms-excel"  # of .xls
