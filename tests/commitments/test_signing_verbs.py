"""Signing: both sides, the frozen content, the obligations, the conference."""

from datetime import date, timedelta
from typing import Any

import pytest

from camket.audit import Deed, Refused, digest
from camket.models import AuditEntry
from commitments.models import Commitment, Year
from commitments.workflow import registering, signing
from tests import cast as stage
from units.roles import Role

AT = stage.at(1, 15)
DAY = date(2021, 1, 12)


@pytest.mark.parametrize("first", ["head", "standing"])
def test_signed_when_both_have_signed_in_either_order(cast: Any, first: str) -> None:
    commitment = stage.approved(cast)
    deeds = {
        "head": lambda: signing.sign_as_head(commitment=commitment, by=cast.head, at=AT),
        "standing": lambda: signing.sign_as_standing(
            commitment=commitment, by=cast.standing, at=AT
        ),
    }
    assert deeds.pop(first)().state == "APPROVED"
    assert not commitment.reports.exists()
    signed = next(iter(deeds.values()))()
    assert (signed.state, signed.signed_on) == ("SIGNED", date(2021, 1, 15))
    assert [report.period.quarter for report in signed.reports.all()] == [1, 2, 3, 4]
    assert signed.year.__class__.objects.get().state == "IN_FORCE"


def test_the_frozen_paper_says_who_signed_and_verifies(cast: Any) -> None:
    signed = stage.signed(cast)
    assert signed.content_hash == digest(signed.content)
    assert signed.content["signatures"]["head"]["name"] == cast.head.full_name
    assert signed.content["signatures"]["standing"]["name"] == cast.standing.full_name
    assert signed.content["header"]["name"] == "ĐẢNG ỦY MẪU"
    assert len(signed.content["tasks"]) == 3


def test_each_side_signs_once(cast: Any) -> None:
    commitment = stage.approved(cast)
    signing.sign_as_head(commitment=commitment, by=cast.head, at=AT)
    with pytest.raises(Refused):
        signing.sign_as_head(commitment=commitment, by=cast.head, at=AT)


@pytest.mark.parametrize("first", ["head", "standing"])
def test_both_sign_the_same_words(cast: Any, first: str) -> None:
    """What changes around the paper between the two signatures changes nothing on it."""
    commitment = stage.approved(cast)
    verbs = {"head": signing.sign_as_head, "standing": signing.sign_as_standing}
    people = {"head": cast.head, "standing": cast.standing}
    verbs.pop(first)(commitment=commitment, by=people.pop(first), at=AT)
    Year.objects.filter(pk=commitment.year_id).update(theme="Chủ đề viết lại")
    commitment.unit.__class__.objects.filter(pk=commitment.unit_id).update(full_name="Tên khác")
    commitment = Commitment.objects.select_related("year__committee", "unit").get(pk=commitment.pk)
    read = signing.printed_content(commitment)
    [(side, verb)] = verbs.items()
    signed = verb(commitment=commitment, by=people[side], at=AT)
    assert signed.content["theme"] == read["theme"] != "Chủ đề viết lại"
    assert signed.content["unit"] == read["unit"]
    assert signed.content["unit"]["full_name"] != "Tên khác"


@pytest.mark.parametrize("deed", [signing.sign_as_head, signing.sign_as_standing])
def test_nobody_signs_before_the_year_begins(cast: Any, deed: Any) -> None:
    who = {signing.sign_as_head: cast.head, signing.sign_as_standing: cast.standing}[deed]
    with pytest.raises(Refused, match="ký được từ ngày 01/01/2021"):
        deed(commitment=stage.approved(cast), by=who, at=stage.at(1, 15) - timedelta(days=30))


def test_what_is_signed_is_not_rewritten(cast: Any) -> None:
    signed = stage.signed(cast)
    with pytest.raises(Refused):
        registering.save_task(
            commitment=signed, data=stage.task_data(9), by=cast.head, at=stage.at(1, 20)
        )
    assert stage.fresh(signed).content == signed.content


def test_a_late_signature_owes_only_the_reports_still_to_come(cast: Any) -> None:
    commitment = stage.approved(cast)
    may = stage.at(5, 3)
    signing.sign_as_head(commitment=commitment, by=cast.head, at=may)
    signed = signing.sign_as_standing(commitment=commitment, by=cast.standing, at=may)
    assert [report.period.quarter for report in signed.reports.all()] == [2, 3, 4]


def hold(cast: Any, rows: list[Commitment], by: Any, day: date = DAY) -> int:
    return signing.sign_at_conference(
        year=rows[0].year, commitments=[row.pk for row in rows], signed_on=day, by=by, at=AT
    )


@pytest.mark.parametrize("who", ["standing", "clerk"])
def test_many_are_signed_at_once_on_one_day(cast: Any, who: str) -> None:
    rows = [stage.approved(cast), stage.approved(cast, cast.bureau)]
    assert hold(cast, rows, cast.people()[who]) == 2
    for row in map(stage.fresh, rows):
        assert (row.state, row.signed_on, row.at_conference) == ("SIGNED", DAY, True)
        assert row.reports.count() == 4
        assert row.content["signatures"]["head"]["name"]
        named = row.content["signatures"]["standing"]["name"]
        assert named == (cast.standing.full_name if who == "standing" else "")
    assert AuditEntry.objects.get(deed=Deed.SIGNED_AT_CONFERENCE).detail["count"] == 2


def test_all_or_none(cast: Any) -> None:
    rows = [stage.approved(cast), stage.submitted(cast, cast.bureau)]
    with pytest.raises(Refused) as refused:
        hold(cast, rows, cast.standing)
    assert refused.value.lines == ["Phòng Kinh tế"]
    assert stage.fresh(rows[0]).state == "APPROVED"
    assert hold(cast, rows[:1], cast.standing) == 1


@pytest.mark.parametrize(
    "day", [AT.date() + timedelta(days=1), date(2020, 12, 31), date(2022, 1, 1)]
)
def test_a_day_of_signing_lies_in_the_year_and_not_ahead(cast: Any, day: date) -> None:
    rows = [stage.approved(cast)]
    with pytest.raises(Refused):
        hold(cast, rows, cast.standing, day)
    assert hold(cast, rows, cast.standing, AT.date()) == 1


def test_rows_of_another_committee_are_not_signed(cast: Any) -> None:
    mine = stage.approved(cast)
    with pytest.raises(Refused):
        signing.sign_at_conference(
            year=mine.year, commitments=[mine.pk, mine.pk + 999], signed_on=DAY,
            by=cast.standing, at=AT,
        )  # fmt: skip
    assert stage.fresh(mine).state == "APPROVED"


def test_a_signature_given_before_the_conference_stays_its_givers(cast: Any) -> None:
    row = stage.approved(cast)
    signing.sign_as_standing(commitment=row, by=cast.standing, at=AT)
    other = stage.appointed("second-standing", Role.STANDING, cast.committee)
    hold(cast, [row], other)
    assert stage.fresh(row).standing_signed_by == cast.standing
