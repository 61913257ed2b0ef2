"""The sheet ("gespreksnotitie"): an answer on paper, with everything a conversation about it needs."""

from assistant.explanation.sheet.build import sheet_of
from assistant.explanation.sheet.docx import word_document
from assistant.explanation.sheet.html import page
from assistant.explanation.sheet.sheet import AgreementLine, BesideLine, NoteLine, Sheet
from assistant.explanation.sheet.spreadsheet import csv_table, workbook

__all__ = [
    "AgreementLine",
    "BesideLine",
    "NoteLine",
    "Sheet",
    "csv_table",
    "page",
    "sheet_of",
    "word_document",
    "workbook",
]
