"""A workbook with openpyxl, which writes formulas without their results."""
import datetime
import sys

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

book = Workbook()
sheet = book.active
sheet.title = "Stock"
sheet.append(["Article", "Pieces", "Price", "Value", "Counted on", "Margin"])
sheet.append(["Lens, 50 mm", 12, 90, "=B2*C2", datetime.date(2026, 1, 31), 0.25])
sheet.append(["Tripod", 3, 95.5, "=B3*C3", datetime.datetime(2026, 2, 1, 9, 30), 0.333])
sheet.append(["Sum", "=SUM(B2:B3)", None, "=SUM(D2:D3)"])
sheet["A1"].comment = Comment("Sorted by name", "Tom Hale")
for cell in sheet[1]:
    cell.font = Font(bold=True)
for row in (2, 3):
    sheet.cell(row, 3).number_format = '#,##0.00 "€"'
    sheet.cell(row, 5).number_format = "dd/mm/yyyy"
    sheet.cell(row, 6).number_format = "0%"
sheet["E3"].number_format = "dd/mm/yyyy hh:mm"
notes = book.create_sheet("Notes")
notes["B3"] = "Counted by Jürgen and Ruth"
notes.merge_cells("B3:D3")
notes["B4"] = True
notes["C4"] = datetime.time(16, 45)
notes["D4"] = datetime.timedelta(hours=30, minutes=15)
book.save(sys.argv[1])
