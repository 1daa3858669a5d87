"""Every list that is taken away: hostile text comes out as the text it is, in every workbook.

Exports are found by what they answer with, so that a new one is asked too.
"""

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from camket.models import OutgoingMail
from camket.sheets import XLSX, Sheet, workbook
from commitments.models import (
    ActionPoint,
    Commitment,
    Evidence,
    Explanation,
    Finding,
    ImportRun,
    Inspection,
    LegalBasis,
    ProgressReport,
    Proposal,
    Submission,
    Support,
    Task,
    Year,
)
from commitments.views import scans
from reports.models import TypedFigure
from tests import access_world
from tests.access_policy import LINES
from tests.access_walk import arguments_of, url_of
from units.models import (
    Appointment,
    Group,
    Person,
    Reorganisation,
    ReorganisationKind,
    Unit,
)

HOSTILE = (
    '=HYPERLINK("http://x.example","Xem")', "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1",
    "http://x.example/", "mailto:x@x.example", "{=1+1}", "=cmd|' /C calc'!A0",
)  # fmt: skip
# Whatever else carries text a person typed: model -> columns and how long they are.
TYPED: dict[Any, dict[str, int]] = {
    Task: {"title": 200, "owner_name": 120, "owner_post": 150, "product": 200, "basis": 200,
           "unit_of_measure": 40},
    Unit: {"short_name": 80, "full_name": 200, "report_name": 120, "phone": 30},
    Group: {"short_name": 60, "heading": 200},
    Person: {"full_name": 120, "phone": 30},
    Appointment: {"position": 120},
    LegalBasis: {"kind": 60, "number": 60, "issuer": 150, "summary": 200},
    Reorganisation: {"decision": 200},
    Support: {"answer": 200},
    ImportRun: {"original_name": 200},
    OutgoingMail: {"subject": 200, "error": 200},
    Inspection: {"purpose": 200, "team": 200, "conclusion": 200},
    Finding: {"text": 200},
    ActionPoint: {"text": 200, "done_note": 200, "verified_note": 200},
    Submission: {"comment": 200},
    Evidence: {"original_name": 200},
    Proposal: {"text": 200, "answer": 200, "on_behalf_of": 200},
    Explanation: {"about": 200, "question": 200, "answer": 200},
    TypedFigure: {"label": 100, "source": 100},
}  # fmt: skip

ASKED = {"commitments:scans_workbook": {"ban-ky": scans.ALL}}  # otherwise those without a scan


def exports() -> list[str]:
    """Addresses that answer the Office with a workbook; by the names they have in common."""
    words = ("workbook", "export", "template", "download")
    return [name for name in sorted(LINES) if name.split(":")[1].endswith(words)]


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> Any:
    settings.CAMKET_TODAY = access_world.NOW.date()
    settings.MEDIA_ROOT = tmp_path
    cast, places = access_world.build()
    ward = places["ward"]
    task = Task.objects.filter(commitment__unit=ward.of).earliest("number")
    task.bases.set([ward.basis])
    Support.objects.filter(pk=ward.support).update(
        state="DECLINED", answer="x", answered_at=access_world.NOW
    )
    Commitment.objects.filter(unit__code="phuong-hai").update(
        state="APPROVED", approved_at=access_world.NOW
    )
    Reorganisation.objects.create(
        committee=cast.committee, kind=ReorganisationKind.MERGE, starts_on=access_world.NOW.date(),
        decision="x", recorded_at=access_world.NOW, recorded_by=cast.clerk,
    )  # fmt: skip
    return cast, ward


def typed_in(text: str) -> None:
    """This text wherever a person types one."""
    for model, columns in TYPED.items():
        rows = model.objects.all()
        rows.update(**{name: text[:most] for name, most in columns.items()})
    Year.objects.update(theme=text)
    ProgressReport.objects.update(highlights=text)


def is_plain(body: bytes, text: str) -> bool:
    """No formula, no link in the file; True when the text stands in a cell as it was typed."""
    with zipfile.ZipFile(BytesIO(body)) as parts:
        sheets = [n for n in parts.namelist() if n.startswith("xl/worksheets/")]
        for name in sheets:
            xml = parts.read(name)
            assert not any(sign in xml for sign in (b"<f>", b"<f ", b"hyperlink")), name
        assert not any("externalLink" in name for name in parts.namelist())
    book = openpyxl.load_workbook(BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    return any(cell.value == text for cell in cells if cell.data_type == "s")


@pytest.mark.parametrize("name", exports())
def test_what_people_typed_stays_text(world: Any, name: str) -> None:
    cast, ward = world
    client = Client()
    client.force_login(cast.clerk)
    url = url_of(name, ward)
    found = 0
    for text in HOSTILE:
        typed_in(text)
        answer = client.get(url, ASKED.get(name, {}) | {"don-vi": ward.unit})
        assert answer.status_code == 200, url
        assert answer["Content-Type"] == XLSX
        assert answer["Content-Disposition"].startswith("attachment;")
        found += is_plain(answer.content, text)
    assert found >= len(HOSTILE) - 1, name  # a leading tab may be trimmed by the reader


def test_there_are_exports_to_speak_of() -> None:
    assert len(exports()) >= 13
    assert all(arguments_of(name) for name in exports())


def test_a_cell_is_what_it_is() -> None:
    from datetime import date, datetime
    from decimal import Decimal

    row = ("=1+1", 3, Decimal("12.5"), date(2021, 3, 25), datetime(2021, 3, 25, 8, 5), None, True)
    body = workbook("=Tên", [("A", 9)] * 7, [row], Sheet("Hai", [("=B", 9)], [["x" * 40_000]]))
    assert is_plain(body, "=1+1")
    book = openpyxl.load_workbook(BytesIO(body))
    cells = [cell.value for cell in book["Danh sách"][4]]
    moments = [datetime(2021, 3, 25), datetime(2021, 3, 25, 8, 5)]
    assert cells == ["=1+1", 3, 12.5, *moments, None, "True"]
    assert len(book["Hai"]["A4"].value) == 32_767


def test_the_test_would_see_a_formula() -> None:
    import xlsxwriter

    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "=1+1")
    with pytest.raises(AssertionError):
        is_plain(stream.getvalue(), "=1+1")
