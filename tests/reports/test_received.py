"""What is put to a unit reaches whoever speaks for it, whatever has become of the unit."""

from datetime import date
from typing import Any

from reports import desks
from tests import cast as stage
from tests.commitments import proposals_cast as acts
from tests.commitments.pages import get

HERE = "/dang-uy-mau/2021/"


def test_a_unit_without_a_commitment(cast: Any, on_day: Any) -> None:
    on_day(2021, 3, 24)
    found = acts.to_bureau(cast)
    page = get(cast.bureau_head, HERE).content.decode()
    assert f"{HERE}kien-nghi/{found.pk}/" in page
    assert f"{HERE}kien-nghi/{found.pk}/" not in get(cast.head, HERE).content.decode()


def test_the_successor_of_a_unit_that_has_ended(cast: Any, on_day: Any) -> None:
    on_day(2021, 3, 24)
    found = acts.to_bureau(cast)
    type(cast.bureau).objects.filter(pk=cast.bureau.pk).update(
        valid_to=date(2021, 3, 20), carried_by=cast.ward
    )
    page = get(stage.Person.objects.get(pk=cast.head.pk), HERE).content.decode()
    assert f"{HERE}kien-nghi/{found.pk}/" in page
    assert desks.received(found.report.commitment.year, cast.standing) == []
