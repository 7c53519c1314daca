"""Findings and evidence as documents: for a terminal, for a code host, for other programs.

In: findings, texts and evidence. Out: text; nothing is written to a file here.
"""

from keyproof.report.contents import Contents
from keyproof.report.document import SCHEMA, evidence_json, evidence_schema
from keyproof.report.formats import FORMATS
from keyproof.report.text import finding_text, in_order, report

__all__ = [
    "FORMATS",
    "SCHEMA",
    "Contents",
    "evidence_json",
    "evidence_schema",
    "finding_text",
    "in_order",
    "report",
]
