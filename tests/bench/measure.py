"""Prints how long a page and a print take against what they cannot do without.

Run by `make bench`, once for each database:
``python -m tests.bench overview|form|saving|print|check|import``.
Ratios tell; milliseconds only say on what machine. Measured by turns, medians of the turns.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.template import Context, Template, loader
from django.test import RequestFactory
from django.test.runner import DiscoverRunner
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from commitments import quality
from commitments.quality import Around, LastYear, TaskData
from reports.assembly import assemble
from reports.models import RenderJob, YearReport
from reports.pdf import render, resources
from reports.views.overview import overview
from reports.workflow import work_on
from tests import cast as stage
from tests.bench import bulk, form, importing, saving

TODAY = stage.at(12, 28)
SIZES = {50: 40, 3000: 7}  # units: turns
PRINTS = 7


def by_turns(turns: int, **works: Callable[[], object]) -> dict[str, float]:
    """The median seconds of each, after one turn that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(turns + 1):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            if turn:
                taken[name].append(time.perf_counter() - begun)
    return {name: statistics.median(times) for name, times in taken.items()}


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def ms(seconds: float) -> str:
    return f"{1000 * seconds:8.1f} ms"


# --- The overview ----------------------------------------------------------------------------


def measure_overview() -> None:
    year, clerk = bulk.office("do")
    for size, turns in SIZES.items():
        bulk.enlarge(year, size)
        _analyze()
        times, queries = _overview(year.committee.code, clerk, turns)
        say(
            f"overview  {connection.vendor:10} {size:5} units  page {ms(times['page'])}"
            f"  floor {ms(times['floor'])} (SQL {ms(times['sql'])}, template {ms(times['drawn'])})"
            f"  ratio {times['page'] / times['floor']:.2f}  queries {queries}",
        )


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _overview(code: str, clerk: Any, turns: int) -> tuple[dict[str, float], int]:
    def page() -> Any:
        request = RequestFactory().get(f"/{code}/{stage.YEAR}/tong-quan/")
        request.user = type(clerk).objects.get(pk=clerk.pk)
        request.session, request._messages = {}, []  # type: ignore[attr-defined]
        answer = overview(request, code, stage.YEAR)
        assert answer.status_code == 200
        return request

    return against_floor(page, "reports/overview.html", turns)


def against_floor(page: Callable[[], Any], name: str, turns: int) -> tuple[dict[str, float], int]:
    """A page against its own statements and its own template (``name``) with nothing between them.

    ``page`` opens it and returns the request; also how many statements it took.
    """
    statements, context = _taken_apart(page, name)
    template: Template = loader.get_template(name).template  # type: ignore[attr-defined]

    def sql() -> None:
        with connection.cursor() as cursor:
            for statement, values in statements:
                cursor.execute(statement, values)
                cursor.fetchall()

    def drawn() -> None:
        template.render(context())

    def floor() -> None:
        sql()
        drawn()

    return by_turns(turns, page=page, floor=floor, sql=sql, drawn=drawn), len(statements)


def _taken_apart(
    page: Callable[[], Any], name: str
) -> tuple[list[tuple[str, Any]], Callable[[], Context]]:
    """The statements of one view with their values, and its template's context, all of it ready."""
    statements: list[tuple[str, Any]] = []
    contexts: list[dict[str, Any]] = []

    def note(execute: Any, statement: str, values: Any, many: bool, more: Any) -> Any:
        statements.append((statement, values))
        return execute(statement, values, many, more)

    def keep(sender: Any, template: Any, context: Any, **_: Any) -> None:
        if template.name == name:
            contexts.append(context.flatten())

    template_rendered.connect(keep)
    with connection.execute_wrapper(note):
        request = page()
    template_rendered.disconnect(keep)

    def again() -> Context:
        context = Context(contexts[0])
        context.request = request  # type: ignore[attr-defined]
        return context

    with CaptureQueriesContext(connection) as asked:
        loader.get_template(name).template.render(again())  # type: ignore[attr-defined]
    assert len(asked) == 0, f"the context was not ready: {asked.captured_queries}"
    return statements, again


# --- The 6 rõ check --------------------------------------------------------------------------

CHECKS = 200


def measure_check() -> None:
    """Five full tasks, read beside each other and beside last year; other words at every turn."""
    taken, letters = [], 0
    for turn in range(CHECKS):
        tasks = [_wordy(n, words, turn) for n, words in enumerate(WORK, 1)]
        titles = [(n, task.title) for n, task in enumerate(tasks, 1)]
        last = LastYear(stage.YEAR - 1, tasks[0].title, "hộ", result=Decimal(90))
        begun = time.process_time_ns()
        for n, task in enumerate(tasks, 1):
            others = tuple(one for one in titles if one[0] != n)
            quality.all_findings(task, stage.YEAR, Around(others=others, last=last))
        quality.whole_warnings(tasks)
        taken.append((time.process_time_ns() - begun) / 1e9)
        letters = sum(len(task.title) + len(task.product) + len(task.basis) for task in tasks)
    say(
        f"check     6 rõ of {len(WORK)} tasks, {letters} letters"
        f"  CPU {ms(statistics.median(taken))} (goal 5.0 ms)  slowest {ms(max(taken))}"
    )


# As long as the longest of the source.
WORK = (
    "Lãnh đạo giải phóng mặt bằng dự án Cầu kết nối khu đô thị bắc sông Hiếu với trung tâm thành phố, "
    "vận động các hộ còn lại bàn giao mặt bằng sạch",
    "Lãnh đạo giải phóng mặt bằng dự án Đường vành đai cứu hộ, cứu nạn phía tây, vận động các hộ còn "
    "lại bàn giao mặt bằng sạch cho chủ đầu tư",
    "Giảm tỷ lệ hộ nghèo đa chiều, phối hợp với Mặt trận và các đoàn thể xây dựng nhà đại đoàn kết cho "
    "hộ nghèo còn nhà tạm trên địa bàn",
    "Tăng cường đối thoại với công dân, giải quyết dứt điểm đơn thư khiếu nại, tố cáo tồn đọng, không "
    "để tụ tập đông người, vượt cấp",
    "Xây dựng tuyến phố văn minh đô thị, lắp đặt camera giám sát an ninh trật tự tại các khu phố, không "
    "để tái lấn chiếm lòng lề đường, vỉa hè",
)


def _wordy(n: int, words: str, turn: int) -> TaskData:
    product = (
        f"Biên bản bàn giao, quyết định phê duyệt và báo cáo kết quả {turn} trang: {words.lower()}"
    )
    basis = f"Nghị quyết số {turn}-NQ/ĐU ngày 20/12/2020 của Đảng ủy về nhiệm vụ trọng tâm năm 2021"
    return stage.task_data(n, title=f"{words}: {turn} hộ", product=product, basis=basis)


# --- The print -------------------------------------------------------------------------------

BARE = """
import sys
from pathlib import Path
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse
import json
html, names, out = sys.argv[1:]
files = json.loads(names)
class Named(URLFetcher):
    def fetch(self, url, headers=None):
        kind = "text/css" if url.endswith(".css") else "font/ttf"
        return URLFetcherResponse(url, Path(files[url]).read_bytes(), {"Content-Type": kind})
document = HTML(string=Path(html).read_text(encoding="utf-8"), url_fetcher=Named())
Path(out).write_bytes(document.write_pdf(pdf_tags=True))
"""


def measure_print() -> None:
    year, clerk = bulk.office("in")
    bulk.enlarge(year, 38)
    report = YearReport.objects.create(
        year=year, dated_month=1, dated_year=stage.YEAR + 1, started_at=TODAY,
        signing_authority="T/M BAN THƯỜNG VỤ", signer_position="PHÓ BÍ THƯ",
        signer_name="Nguyễn Văn Mẫu", recipients="Lưu Văn phòng", wording=bulk.WORDING,
    )  # fmt: skip
    html, pdf = render(assemble(report, TODAY.date()))
    pages = len(PdfReader(BytesIO(pdf)).pages)

    def job() -> None:
        row = RenderJob.objects.create(report=report, asked_by=clerk, asked_at=TODAY)
        assert work_on(row.pk, TODAY)
        row.refresh_from_db()
        assert row.state == "DONE", row.error

    with tempfile.TemporaryDirectory() as folder:
        fresh, warm = _bare(html, Path(folder))
        times = by_turns(PRINTS, job=job, fresh=fresh, warm=warm)
    say(
        f"print     {connection.vendor:10} {len(html):6} letters of HTML, {pages} pages"
        f"  job {ms(times['job'])}  bare, fresh process {ms(times['fresh'])}"
        f" ratio {times['job'] / times['fresh']:.2f} (goal 1.25)"
        f"  bare, warm {ms(times['warm'])} ratio {times['job'] / times['warm']:.2f}",
    )


def _bare(html: str, folder: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    """WeasyPrint alone on the same HTML: in a process of its own, and in this one."""
    (folder / "page.html").write_text(html, encoding="utf-8")
    script = folder / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    wanted = [str(folder / "page.html"), json.dumps(resources()), str(folder / "page.pdf")]

    def fresh() -> None:
        subprocess.run([sys.executable, "-W", "ignore", str(script), *wanted], check=True)

    compiled = compile(BARE, "bare", "exec")

    def warm() -> None:
        before, sys.argv = sys.argv, ["bare", *wanted]
        exec(compiled, {})
        sys.argv = before

    return fresh, warm


def measure_saving() -> None:
    saving.measure(by_turns, say, ms)


def measure_form() -> None:
    form.measure(against_floor, say, ms)


def measure_import() -> None:
    importing.measure(by_turns, say, ms)


def main(what: str) -> None:
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    settings.CAMKET_TODAY = TODAY.date()
    databases = runner.setup_databases()
    try:
        works = {
            "overview": measure_overview,
            "form": measure_form,
            "saving": measure_saving,
            "print": measure_print,
            "check": measure_check,
            "import": measure_import,
        }
        works[what]()
    finally:
        runner.teardown_databases(databases)
