"""Office files as evidence: good ones pass, bad ones do not, bombs cost nothing. Source: trust.md T6, T7."""

import json
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from camket.files import inside, reading, uploads
from camket.files.uploads import Unfit, examined
from tests.camket.file_corpus import BAD, GOOD, packed
from tests.camket.file_corpus.disguised import DISGUISED, HONEST
from tests.camket.file_corpus.office import BAD_OFFICE, BOMBS, GOOD_OFFICE, word

ROOT = Path(__file__).resolve().parents[2]
BAD_ONES, GOOD_ONES = BAD_OFFICE | DISGUISED, GOOD_OFFICE | HONEST
OF_SCANS = [name for name in BAD if name != "an ending that is not received"]


def test_the_corpus_is_large_enough() -> None:
    assert len(OF_SCANS) + len(BAD_OFFICE) >= 100
    assert len(GOOD) + len(GOOD_OFFICE) >= 30


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look inside in this process: the child is tried on its own below."""

    def look(kind: str, data: bytes) -> inside.Found:
        try:
            return inside.look(kind, data)
        except inside.Unwanted as refusal:
            raise Unfit(str(refusal)) from None

    monkeypatch.setattr(uploads, "looked_into", look)


@pytest.mark.usefixtures("at_once")
class TestJudgement:
    @pytest.mark.parametrize("name", BAD_ONES)
    def test_no_bad_file_is_accepted(self, name: str) -> None:
        called, make = BAD_ONES[name]
        with pytest.raises(Unfit) as refused:
            examined(called, make(), uploads.EVIDENCE)
        said = str(refused.value)
        assert said.endswith(".")
        assert unicodedata.is_normalized("NFC", said)

    @pytest.mark.parametrize("name", OF_SCANS)
    def test_no_bad_scan_is_accepted_as_evidence(self, name: str) -> None:
        with pytest.raises(Unfit):
            examined(*BAD[name], uploads.EVIDENCE)

    @pytest.mark.parametrize("name", GOOD_ONES)
    def test_no_good_file_is_refused(self, name: str) -> None:
        called, make = GOOD_ONES[name]
        data = make()
        kept = examined(called, data, uploads.EVIDENCE)
        assert kept.data == data
        assert kept.preview == b""
        assert called.lower().endswith(f".{kept.ending}")

    @pytest.mark.parametrize("name", GOOD)
    def test_no_good_scan_is_refused_as_evidence(self, name: str) -> None:
        kept = examined(*GOOD[name], uploads.EVIDENCE)
        assert bool(kept.preview) == (kept.kind in (uploads.JPEG, uploads.PNG))

    def test_a_signed_paper_is_still_a_scan(self) -> None:
        with pytest.raises(Unfit, match="Chỉ nhận tệp PDF"):
            examined("a.docx", word())

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("a.doc", "dạng .docx"),
            ("a.xls", "dạng .xlsx"),
            ("a.docm", "dạng .docx"),
            ("a.odt", "PDF"),
        ],
    )
    def test_who_has_another_format_is_told_what_to_do(self, name: str, said: str) -> None:
        with pytest.raises(Unfit, match=said):
            examined(name, packed(a=b"b"), uploads.EVIDENCE)


@pytest.mark.parametrize("piece", [b"<", b"<v", b"<w:tab", b"</w:p", b"<v>", b"&", b'&"', b"&lt;"])
def test_a_part_of_nothing_but_brackets_is_read_in_no_time(piece: bytes) -> None:
    begun = time.process_time()
    reading.written(piece * (1_000_000 // len(piece)))
    assert time.process_time() - begun < 2


def test_the_child_says_the_same() -> None:
    assert examined("a.docx", word(), uploads.EVIDENCE).kind == uploads.DOCX
    with pytest.raises(Unfit, match="MẬT"):
        examined("a.docx", word("MẬT", "Nội dung"), uploads.EVIDENCE)


_MEASURED = """
import json, resource, sys
from camket.files import archives
data = sys.stdin.buffer.read()
def now():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, used.ru_maxrss
before = now()
try:
    archives.check_office_file(data, archives.Limits(size=20 << 20), archives.WORD)
    said = ""
except archives.BadArchive as bad:
    said = str(bad)
after = now()
print(json.dumps([said, after[0] - before[0], (after[1] - before[1]) // 1024]))
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_a_moment_and_less_than_fifty_megabytes(name: str) -> None:
    make: Callable[[], bytes] = BOMBS[name]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED], input=make(), capture_output=True, check=True, cwd=ROOT
    )
    said, seconds, megabytes = json.loads(done.stdout)
    assert said.endswith(".")
    assert seconds < 5  # of the processor; a busy machine takes longer for the same
    assert megabytes < 50
