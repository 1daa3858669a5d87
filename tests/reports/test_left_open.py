"""In January the old year's last proposals and reports are still one line of the new year's desk."""

from typing import Any

import pytest

from commitments.models import Year
from reports.desks import left_open
from tests import cast as stage
from tests.commitments import proposals_cast as acts
from tests.commitments.pages import get


@pytest.fixture
def later(cast: Any, on_day: Any) -> Year:
    """2022 in force; 2021 has an open proposal to the bureau, its report waits for review."""
    on_day(2022, 1, 10)
    acts.to_bureau(cast)
    return Year.objects.create(committee=cast.committee, year=2022, state="IN_FORCE")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("clerk", [(1, "kiến nghị"), (1, "báo cáo chờ xem xét")]),
        ("standing", [(1, "kiến nghị"), (1, "báo cáo chờ xem xét")]),
        ("head", [(1, "kiến nghị"), (1, "báo cáo chờ xem xét")]),
        ("bureau_head", [(1, "kiến nghị")]),
    ],
)
def test_each_sees_what_is_theirs(cast: Any, later: Year, name: str, wanted: Any) -> None:
    person = cast.people()[name]
    (one,) = left_open(later, person)
    assert one.year.year == 2021
    assert [thing[:2] for thing in one.things] == wanted
    page = get(person, "/dang-uy-mau/2022/").content.decode()
    assert "Năm 2021 còn:" in page
    assert 'href="/dang-uy-mau/2021/kien-nghi/"' in page


def test_nothing_open_no_line(cast: Any, later: Year) -> None:
    found = acts.fresh(acts.Proposal.objects.get())
    acts.answered(cast, found, by=cast.bureau_head, at=stage.at(3, 24))
    assert left_open(later, cast.bureau_head) == []
