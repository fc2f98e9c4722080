"""A report with ReportLab. Its last page hides text, as search layers and tricks do."""
import sys

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib import colors
from reportlab.pdfgen import canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

styles = getSampleStyleSheet()


def last_page(page: canvas.Canvas, document: SimpleDocTemplate) -> None:
    if document.page != 2:
        return
    page.setFont("Helvetica", 11)
    page.setFillColor(colors.white)
    page.drawString(72, 500, "White words on white paper.")
    page.setFillColor(colors.black)
    page.setFont("Helvetica", 0.8)
    page.drawString(72, 480, "Words that are too small to read.")
    text = page.beginText(72, 460)
    text.setFont("Helvetica", 11)
    text.setTextRenderMode(3)
    text.textLine("Words that are not drawn at all.")
    page.saveState()
    page.drawText(text)
    page.restoreState()
    page.setFont("Helvetica", 11)
    page.drawString(72, 440, "Words below the hidden ones.")


story = [
    Paragraph("Report on the repairs of 2025", styles["Title"]),
    Paragraph("The shop repaired 312 devices; 298 of them within a week. The most common reason was <b>water</b> in the"
              " housing, before broken <i>switches</i>. Costs per repair were 41.20 on average.", styles["BodyText"]),
    Spacer(1, 12),
    Table([["Device", "Repairs", "Share"], ["Scales", "140", "44.9 %"], ["Microscopes", "97", "31.1 %"], ["Other", "75", "24.0 %"]],
          style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("ALIGN", (1, 0), (-1, -1), "RIGHT")])),
    PageBreak(),
    Paragraph("Outlook", styles["Heading1"]),
    Paragraph("Two people will be trained in 2026.", styles["BodyText"]),
]
SimpleDocTemplate(sys.argv[1], pagesize=A4, title="Report on the repairs of 2025").build(
    story, onFirstPage=last_page, onLaterPages=last_page)
