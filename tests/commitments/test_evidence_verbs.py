"""Evidence by its verbs: who, when, how many, used twice, taken off, taken away. Source: trust.md T4, F14."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from camket.audit import Deed, Refused
from camket.files import local, storing
from camket.models import AuditEntry
from commitments import rules
from commitments.models import Evidence, EvidenceUse, TaskProgress, named_in_rounds
from commitments.progress import Status
from commitments.workflow import evidencing, reviewing
from tests import cast as stage
from tests.commitments import evidence_cast as files
from tests.commitments import quarter_cast as quarter
from tests.commitments.evidence_cast import brought, removed, task_of, upload

AT, JUDGED = quarter.DRAFTED, quarter.JUDGED
WRITERS = {"clerk", "office_head", "head", "reporter"}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def row(cast: Any) -> Any:
    return quarter.report(quarter.reports(cast))


def on_disk(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def state_of(cast: Any, row: Any, state: str) -> None:
    if state != "open":
        getattr(quarter, {"handed_in": "submitted"}.get(state, state))(cast, row)


class TestWho:
    @pytest.mark.parametrize("state", ["open", "handed_in", "sent_back", "accepted"])
    def test_brings_takes_off_and_uses_again(self, cast: Any, row: Any, state: str) -> None:
        first = brought(cast, row)
        state_of(cast, row, state)
        for name, person in cast.people().items():
            may = name in WRITERS and state in ("open", "sent_back")
            assert rules.may_attach_evidence(person, quarter.fresh(row), AT.date()) == may
            if may:
                use = brought(cast, row, 2, by=person)
                evidencing.detach(report=row, use=use.pk, by=person, at=AT)
                evidencing.use_again(
                    report=row, task=task_of(row, 2), evidence=first.evidence.pk, by=person, at=AT
                )
                again = EvidenceUse.objects.get(evidence=first.evidence, answer__task__number=2)
                evidencing.detach(report=row, use=again.pk, by=person, at=AT)
            else:
                self._refused(cast, row, first, person)
        assert Evidence.objects.count() == 1 + (4 if state in ("open", "sent_back") else 0)

    @staticmethod
    def _refused(cast: Any, row: Any, first: EvidenceUse, person: Any) -> None:
        with pytest.raises(Refused):
            brought(cast, row, 2, by=person)
        with pytest.raises(Refused):
            evidencing.detach(report=row, use=first.pk, by=person, at=AT)
        with pytest.raises(Refused):
            evidencing.use_again(
                report=row, task=task_of(row, 2), evidence=first.evidence.pk, by=person, at=AT
            )

    def test_takes_away_a_file_of_a_draft(self, cast: Any, row: Any) -> None:
        for name, person in cast.people().items():
            use, may = brought(cast, row), name in WRITERS
            assert rules.may_remove_evidence(person, use.evidence, AT.date(), set()) == may
            if may:
                assert removed(cast, use.evidence, by=person).removed_by == person
            else:
                with pytest.raises(Refused):
                    removed(cast, use.evidence, by=person)
                evidencing.detach(report=row, use=use.pk, by=cast.head, at=AT)

    @pytest.mark.parametrize("state", ["handed_in", "sent_back", "accepted"])
    def test_takes_away_a_file_that_was_handed_in(self, cast: Any, row: Any, state: str) -> None:
        use = brought(cast, row)
        state_of(cast, row, state)
        for name, person in cast.people().items():
            if name not in ("clerk", "office_head"):
                with pytest.raises(Refused):
                    removed(cast, use.evidence, by=person)
        assert removed(cast, use.evidence).removed_because == "Có nội dung mật."


class TestBringing:
    def test_the_row_says_what_is_in_the_storage(self, cast: Any, row: Any, folder: Path) -> None:
        file = upload("Biên bản họp.pdf")
        made = brought(cast, row, file=file).evidence
        data = (folder / made.file).read_bytes()
        assert (made.size, made.sha256, made.original_name) == (len(data), file.sha256, file.name)
        assert on_disk(folder) == [made.file]
        entry = AuditEntry.objects.get(deed=Deed.EVIDENCE_ADDED)
        assert (entry.by, entry.detail["sha256"], entry.detail["task"]) == (
            cast.reporter, file.sha256, 1,
        )  # fmt: skip
        assert entry.on_behalf_of == ""
        brought(cast, row, by=cast.clerk)
        assert AuditEntry.objects.filter(deed=Deed.EVIDENCE_ADDED).first().on_behalf_of

    def test_without_the_word_that_it_holds_no_secret(
        self, cast: Any, row: Any, folder: Path
    ) -> None:
        with pytest.raises(Refused, match="bí mật nhà nước"):
            evidencing.attach(
                report=row, task=task_of(row), upload=upload(), declared=False, by=cast.head, at=AT
            )
        assert on_disk(folder) == []
        assert not TaskProgress.objects.filter(report=row).exists()

    def test_three_files_a_task_and_quarter(self, cast: Any, row: Any) -> None:
        for _ in range(3):
            brought(cast, row)
        with pytest.raises(Refused, match="nhiều nhất 3 tệp"):
            brought(cast, row)
        assert brought(cast, row, 2)
        assert brought(cast, quarter.report(row.commitment, 2))

    def test_the_same_file_is_kept_once(self, cast: Any, row: Any, folder: Path) -> None:
        file = upload()
        first = brought(cast, row, file=file)
        again = evidencing.attach(
            report=row, task=task_of(row, 2), upload=file, declared=True, by=cast.head, at=AT
        )
        assert again.reused
        assert again.use.evidence == first.evidence
        assert len(on_disk(folder)) == 1
        with pytest.raises(Refused, match="đã có ở nhiệm vụ này"):
            brought(cast, row, file=file)

    def test_another_unit_s_file_is_another_file(self, cast: Any, row: Any, folder: Path) -> None:
        file = upload()
        brought(cast, row, file=file)
        other = quarter.report(stage.signed(cast, cast.bureau))
        brought(cast, other, file=file, by=cast.bureau_reporter)
        assert len(on_disk(folder)) == 2

    def test_a_task_that_is_not_asked_for(self, cast: Any, row: Any) -> None:
        other = stage.signed(cast, cast.bureau).tasks.get(number=1)
        for task in (0, other.pk):
            with pytest.raises(Refused, match="không có trong kỳ báo cáo"):
                evidencing.attach(
                    report=row, task=task, upload=upload(), declared=True, by=cast.head, at=AT
                )

    def test_a_year_s_room(self, cast: Any, row: Any, settings: Any) -> None:
        file = upload()
        settings.EVIDENCE_QUOTA = file.size + 10
        brought(cast, row, file=file)
        with pytest.raises(Refused, match="hạn mức"):
            brought(cast, row)
        removed(cast, Evidence.objects.get())
        assert brought(cast, row)

    def test_no_file_without_its_row(
        self, cast: Any, row: Any, folder: Path, monkeypatch: Any
    ) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise RuntimeError("the entry cannot be written")

        monkeypatch.setattr(evidencing.audit, "record", fail)
        with pytest.raises(RuntimeError):
            brought(cast, row)
        assert on_disk(folder) == []
        assert not Evidence.objects.exists()
        monkeypatch.undo()

    @pytest.mark.parametrize(
        ("fault", "said"),
        [(storing.NoRoom(storing.NO_ROOM), "hết chỗ"), (OSError(28, "no space"), "thử lại sau")],
    )
    def test_no_room_is_a_sentence(
        self, cast: Any, row: Any, monkeypatch: Any, fault: OSError, said: str
    ) -> None:
        def full(*_: Any) -> None:
            raise fault

        monkeypatch.setattr(local, "_ask_room", full)
        with pytest.raises(evidencing.NoSpace, match=said):
            brought(cast, row)
        assert not Evidence.objects.exists()
        monkeypatch.undo()
        assert brought(cast, row)

    def test_nothing_is_locked_while_the_storage_takes_its_time(
        self, cast: Any, row: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A dead bucket must not keep the unit's other people from saving."""
        outside = len(connection.savepoint_ids)
        seen: list[int] = []
        kept = local.PrivateFolder._save

        def slow(*given: Any) -> str:
            seen.append(len(connection.savepoint_ids))
            return kept(*given)

        monkeypatch.setattr(local.PrivateFolder, "_save", slow)
        with CaptureQueriesContext(connection) as asked:
            brought(cast, row)
        assert seen == [outside]
        assert [one for one in asked if one["sql"].startswith("SAVEPOINT")], "a transaction follows"

    def test_what_is_refused_was_never_stored(
        self, cast: Any, row: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for _ in range(3):
            brought(cast, row)
        stored: list[Any] = []
        monkeypatch.setattr(local.PrivateFolder, "_save", lambda *given: stored.append(given))
        with pytest.raises(Refused, match="nhiều nhất 3"):
            brought(cast, row)
        assert stored == []

    def test_brought_by_two_at_once_it_is_kept_once(
        self, cast: Any, row: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The second finds the first one's row only once it has the lock, and takes its bytes away."""
        same = upload(text=b"% one\n")
        monkeypatch.setattr(evidencing, "_ask_first", lambda *_, **__: False)
        first, second = (brought(cast, row, number, file=same) for number in (1, 2))
        assert first.evidence == second.evidence
        assert len([one for one in folder.rglob("*") if one.is_file()]) == 1

    def test_the_draft_begins_as_its_form_does(self, cast: Any, row: Any) -> None:
        """The row made for the file is what the form would have shown: as last quarter stood."""
        quarter.accepted(cast, row)
        second = quarter.report(row.commitment, 2)
        brought(cast, second, at=stage.at(4, 2))
        answer = TaskProgress.objects.get(report=second, task__number=1)
        before = TaskProgress.objects.get(report=row, task__number=1)
        assert (answer.status, answer.actual) == (before.status, before.actual)
        assert list(answer.done_milestones.all()) == list(before.done_milestones.all())
        assert answer.changed == ""
        assert second.version == quarter.fresh(second).version

    def test_nor_does_it_begin_where_nothing_was(self, cast: Any, row: Any) -> None:
        brought(cast, row)
        answer = TaskProgress.objects.get(report=row)
        assert (answer.status, answer.actual) == (Status.NOT_STARTED, None)


class TestTakingOff:
    def test_the_file_stays_the_unit_s(self, cast: Any, row: Any, folder: Path) -> None:
        use = brought(cast, row)
        evidencing.detach(report=row, use=use.pk, by=cast.head, at=AT)
        assert not EvidenceUse.objects.exists()
        assert on_disk(folder) == [use.evidence.file]
        with pytest.raises(Refused, match="không còn"):
            evidencing.detach(report=row, use=use.pk, by=cast.head, at=AT)

    def test_not_of_another_report(self, cast: Any, row: Any) -> None:
        use = brought(cast, row)
        with pytest.raises(Refused, match="không còn"):
            evidencing.detach(
                report=quarter.report(row.commitment, 2), use=use.pk, by=cast.head, at=AT
            )

    def test_only_a_kept_file_of_the_same_commitment_is_used_again(
        self, cast: Any, row: Any
    ) -> None:
        gone = brought(cast, row).evidence
        removed(cast, gone)
        far = brought(
            cast, quarter.report(stage.signed(cast, cast.bureau)), by=cast.bureau_reporter
        ).evidence
        for one in (gone.pk, far.pk, 0):
            with pytest.raises(Refused, match="không còn"):
                evidencing.use_again(
                    report=row, task=task_of(row, 2), evidence=one, by=cast.head, at=AT
                )


class TestTakingAway:
    @pytest.mark.django_db(transaction=True)
    def test_bytes_and_picture_go_after_the_row_says_so(
        self, cast: Any, row: Any, folder: Path
    ) -> None:
        from tests.camket.file_corpus import picture

        seen = files.Upload("Ảnh.png", "image/png", picture("PNG"), b"\xff\xd8small")
        made = brought(cast, row, file=seen).evidence
        assert len(on_disk(folder)) == 2
        removed(cast, made, by=cast.head, reason="")
        assert on_disk(folder) == []
        made.refresh_from_db()
        assert (made.removed_by, made.removed_because) == (cast.head, evidencing.BY_UNIT)
        entry = AuditEntry.objects.get(deed=Deed.EVIDENCE_REMOVED)
        assert (entry.detail["sha256"], entry.comment) == (made.sha256, made.removed_because)

    def test_the_office_says_why(self, cast: Any, row: Any) -> None:
        made = brought(cast, row).evidence
        with pytest.raises(Refused, match="lý do"):
            removed(cast, made, reason="  ")
        assert removed(cast, made)
        with pytest.raises(Refused, match="đã được xóa trước đó"):
            removed(cast, made)

    def test_a_draft_loses_it_a_round_keeps_name_and_hash(self, cast: Any, row: Any) -> None:
        use = brought(cast, row)
        made = quarter.submitted(cast, row)
        second = quarter.report(row.commitment, 2)
        evidencing.use_again(
            report=second, task=task_of(row), evidence=use.evidence.pk, by=cast.head, at=AT
        )
        removed(cast, use.evidence)
        assert [one.answer.report for one in EvidenceUse.objects.all()] == [row]
        made.refresh_from_db()
        file = made.content["tasks"][0]["evidence"][0]
        assert (file["name"], file["sha256"]) == (use.evidence.original_name, use.evidence.sha256)

    def test_handed_in_again_it_is_no_more_among_the_files(self, cast: Any, row: Any) -> None:
        use = brought(cast, row)
        made = quarter.submitted(cast, row)
        removed(cast, use.evidence)
        reviewing.send_back(
            report=row, round_number=made.number, comment="Bổ sung.", task_comments={},
            by=cast.clerk, at=JUDGED,
        )  # fmt: skip
        again = quarter.submitted(cast, row, at=JUDGED)
        assert again.content["tasks"][0]["evidence"] == []
        assert made.content["tasks"][0]["evidence"] != []

    def test_what_was_handed_in_once_the_unit_cannot_take_back(self, cast: Any, row: Any) -> None:
        use = brought(cast, row)
        quarter.sent_back(cast, row)
        evidencing.detach(report=row, use=use.pk, by=cast.head, at=JUDGED)
        assert named_in_rounds(row.commitment) == {use.evidence.pk}
        with pytest.raises(Refused, match="đã nằm trong báo cáo đã gửi"):
            removed(cast, use.evidence, by=cast.head)


class TestChecking:
    """`manage.py check_evidence` finds what a crash or a hand has left."""

    def check(self, capsys: Any, *options: str) -> str:
        try:
            call_command("check_evidence", *options)
        except SystemExit as ended:
            assert ended.code == 1
        return str(capsys.readouterr().out)

    def test_all_is_well(self, cast: Any, row: Any, capsys: Any) -> None:
        brought(cast, row)
        assert "1 tệp, 0 thiếu, 0 bị thay đổi, 0 thừa" in self.check(capsys)

    def test_names_what_is_not(self, cast: Any, row: Any, folder: Path, capsys: Any) -> None:
        missing, altered = brought(cast, row).evidence, brought(cast, row).evidence
        brought(cast, row)
        (folder / missing.file).unlink()
        (folder / altered.file).write_bytes(b"x")
        (folder / "evidence" / "orphan.pdf").write_bytes(b"x")
        said = self.check(capsys)
        assert f"Thiếu tệp: minh chứng {missing.pk}" in said
        assert f"Tệp bị thay đổi: minh chứng {altered.pk}" in said
        assert "Tệp thừa: evidence/orphan.pdf" in said
        assert "3 tệp, 1 thiếu, 1 bị thay đổi, 1 thừa" in said

    @pytest.mark.django_db(transaction=True)
    def test_a_crash_between_row_and_bytes(
        self, cast: Any, row: Any, folder: Path, capsys: Any, monkeypatch: Any
    ) -> None:
        made = brought(cast, row).evidence
        monkeypatch.setattr(evidencing, "forget", lambda _: None)
        removed(cast, made)
        assert f"Tệp thừa: {made.file}" in self.check(capsys)
        assert on_disk(folder)
        self.check(capsys, "--remove-orphans")
        assert on_disk(folder) == []
        assert "0 thừa" in self.check(capsys)
