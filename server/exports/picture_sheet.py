"""A sheet of a workbook with a plate of pictures: three in a row, each with two lines under it."""

from collections.abc import Sequence
from io import BytesIO

from server.exports.plates import Picture
from server.exports.sheet_writer import SheetWriter
from server.exports.workbook_writer import WorkbookWriter
from server.platform.texts import phrase

ACROSS = 3
WIDTH = 42  # characters: of a column
BOX = (290, 196)  # pixels, of 96 to an inch: what a picture may take of its cell
PICTURE, CAPTION = 153, 66  # points: heights of the rows with a picture and with its caption
ON_A_PAGE = 2  # rows of pictures


def add(writer: WorkbookWriter, pictures: Sequence[Picture], count: int, language: str, about: Sequence[str]) -> None:
    """Add the sheet to a workbook, unless there are no pictures.

    ``count``: of the records with photos among which they were chosen; ``about``: the lines under the title.
    """
    if not pictures:
        return
    title = phrase("plate", language)
    sheet = writer.sheet(title.capitalize(), [WIDTH] * ACROSS)
    note = phrase("plate_of", language, n=len(pictures), records=count)
    sheet.heading(language, title, [*about, note], ACROSS - 1)
    rows = [pictures[at : at + ACROSS] for at in range(0, len(pictures), ACROSS)]
    breaks = []
    for number, row in enumerate(rows):
        if number and number % ON_A_PAGE == 0:
            breaks.append(sheet.row)
        _add_row(sheet, row)
    sheet.worksheet.set_h_pagebreaks(breaks)


def _add_row(sheet: SheetWriter, pictures: Sequence[Picture]) -> None:
    sheet.worksheet.set_row(sheet.row, PICTURE)
    for column, picture in enumerate(pictures):
        scale = min(BOX[0] / picture.print.width, BOX[1] / picture.print.height)
        place = {"x_scale": scale, "y_scale": scale, "x_offset": (BOX[0] - scale * picture.print.width) / 2 + 4}
        data = {"image_data": BytesIO(picture.print.jpeg), "description": picture.record, "y_offset": 4}
        # Of a row without a cell the height would not be written.
        sheet.write_cell(column, None, "plain")
        sheet.worksheet.insert_image(sheet.row, column, "photo.jpeg", place | data)
    sheet.row += 1
    sheet.worksheet.set_row(sheet.row, CAPTION)
    for column, picture in enumerate(pictures):
        sheet.write_cell(column, f"{picture.school}\n{picture.record}", "caption")
    sheet.row += 1
