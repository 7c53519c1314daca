"""Questions as a package of QTI 3: a manifest, a test, and an item for each question.

In: questions. Out: the package, the same bytes for the same questions, and notes. What a package consists of:
https://www.imsglobal.org/spec/qti/v3p0/impl/
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from keyproof.exchange.html import escape
from keyproof.exchange.losses import Losses
from keyproof.exchange.qti_item import HEAD, NAMESPACES, item
from keyproof.exchange.question import Bundle, Note, Question

NAME = "QTI"
LOM = "http://ltsc.ieee.org/xsd/LOM"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the oldest that it can hold."""


def write(bundle: Bundle) -> tuple[bytes, tuple[Note, ...]]:
    """Write a bundle; each topic becomes a section of the test."""
    notes: list[Note] = []
    files: dict[str, str] = {}
    for question in bundle.questions:
        files[f"items/{question.id}.xml"] = item(question, Losses(question=question, form=NAME, notes=notes))
    title = bundle.title or next((question.topic for question in bundle.questions), "")
    files["test.xml"] = _test(bundle.questions, title)
    files = {"imsmanifest.xml": _manifest(bundle.questions), **files}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue(), tuple(notes)


def _manifest(questions: Sequence[Question]) -> str:
    items = "".join(map(_resource, questions))
    parts = "".join(f'   <dependency identifierref="{_name(question.id)}"/>\n' for question in questions)
    return (
        f'{HEAD}<manifest xmlns="{PACKAGE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{PACKAGE} {SCHEMA}" identifier="keyproof-manifest">\n'
        " <metadata>\n  <schema>QTI Package</schema>\n  <schemaversion>3.0.0</schemaversion>\n </metadata>\n"
        " <organizations/>\n <resources>\n"
        '  <resource identifier="keyproof-test" type="imsqti_test_xmlv3p0" href="test.xml">\n'
        f'   <file href="test.xml"/>\n{parts}  </resource>\n{items} </resources>\n</manifest>\n'
    )


def _resource(question: Question) -> str:
    words = "".join(
        f'<keyword><string xml:lang="en">{escape(tag)}</string></keyword>' for tag in question.tags
    )
    about = f'<metadata><lom xmlns="{LOM}"><general>{words}</general></lom></metadata>'
    file = f"items/{question.id}.xml"
    return (
        f'  <resource identifier="{_name(question.id)}" type="imsqti_item_xmlv3p0" href="{file}">\n'
        f'   {about}\n   <file href="{file}"/>\n  </resource>\n'
    )


def _test(questions: Sequence[Question], title: str) -> str:
    sections: dict[str, list[Question]] = {}
    for question in questions:
        sections.setdefault(question.topic, []).append(question)
    written = ""
    for number, (topic, inside) in enumerate(sections.items(), start=1):
        items = "".join(
            f'   <qti-assessment-item-ref identifier="{_name(question.id)}" href="items/{question.id}.xml">\n'
            f'    <qti-item-session-control max-attempts="{question.attempts or 1}" show-feedback="true"'
            ' show-solution="true"/>\n'
            + (f'    <qti-time-limits max-time="{question.countdown}"/>\n' if question.countdown else "")
            + "   </qti-assessment-item-ref>\n"
            for question in inside
        )
        written += (
            f'  <qti-assessment-section identifier="section-{number}" title="{escape(topic)}"'
            ' visible="true">\n'
            f"{items}  </qti-assessment-section>\n"
        )
    return (
        f'{HEAD}<qti-assessment-test {NAMESPACES} identifier="keyproof-test" title="{escape(title)}"'
        f' xml:lang="en">\n <qti-test-part identifier="part" navigation-mode="nonlinear"'
        f' submission-mode="individual">\n{written} </qti-test-part>\n</qti-assessment-test>\n'
    )


def _name(text: str) -> str:
    """Make an identifier: it begins with a letter."""
    return f"q-{text}"
