"""Figures + what units wrote + what the Office edited → ``ReportContent``, plain values.

Nothing is typed here: each number comes from ``reports.figures`` or is a ``TypedFigure`` with its
source and date (domain.md §3). Drafts are assembled anew each time; an issued report is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from commitments.models import ProgressReport
from commitments.states import SIGNED_STATES, ReportState
from reports import figures
from reports.figures import TaskCounts
from reports.models import YearReport
from reports.outline import (
    TEMPLATES,
    GroupFacts,
    Node,
    Share,
    Template,
    Work,
    YearFacts,
    group_values,
    known_texts,
    substitute,
    suggested,
    unfounded,
    written,
    year_values,
)
from reports.paper import Header, ReportContent, Section, Signature, profile_for
from reports.states import YearReportState
from units.models import Group, Unit

YEAR_QUARTER = 4
HALF_QUARTER = 2
# Tokens the Office types as words, not figures: citations and events of the year.
TYPED_WORDS = ("events", "bases", "bases_next_year", "bases_conduct")


@dataclass(frozen=True)
class Draft:
    """One section as the editor shows it.

    ``title`` is the heading as printed; ``text`` keeps tokens in braces; ``computed`` is what the
    system proposes; ``problem`` is the sentence that keeps the text from being printed, ``doubt``
    the one that keeps it from being issued.
    """

    node: Node
    title: str
    text: str
    computed: str
    edited: bool
    version: int
    problem: str = ""
    doubt: str = ""


class Assembler:
    """Everything one report is made of, each fact asked once (a constant number of queries)."""

    def __init__(self, report: YearReport, on: date):
        self.report = report
        self.year = report.year
        self.committee = report.year.committee
        self.template: Template = TEMPLATES[report.template]
        self.on = on

    @cached_property
    def quarters(self) -> dict[int, figures.QuarterCounts]:
        return {q.quarter: q for q in figures.quarter_counts(self.year, self.on)}

    @cached_property
    def groups(self) -> dict[str, Group]:
        return {group.code: group for group in self.committee.groups.all()}

    @cached_property
    def counts(self) -> Mapping[int, TaskCounts]:
        """Task counts as of the fourth quarter, by group id."""
        return figures.task_counts(self.year, YEAR_QUARTER, self.on)

    @cached_property
    def units(self) -> dict[int, list[Unit]]:
        """Units that signed this year, by group id, in order of rank."""
        signed = Unit.objects.filter(
            commitments__year=self.year, commitments__state__in=SIGNED_STATES
        ).order_by("group__rank", "rank", "pk")
        found: dict[int, list[Unit]] = {}
        for unit in signed:
            found.setdefault(unit.group_id, []).append(unit)
        return found

    @cached_property
    def narratives(self) -> dict[str, list[str]]:
        """What units wrote for the year, by group code, from accepted fourth-quarter reports."""
        accepted = (
            ProgressReport.objects.filter(
                period__year=self.year, period__quarter=YEAR_QUARTER, state=ReportState.ACCEPTED
            )
            .exclude(highlights="")
            .order_by("commitment__unit__group__rank", "commitment__unit__rank", "pk")
            .values_list("commitment__unit__group__code", "highlights")
        )
        found: dict[str, list[str]] = {}
        for code, text in accepted:
            found.setdefault(code, []).append(text)
        return found

    @cached_property
    def said(self) -> list[str]:
        """Everything units wrote for the year, whatever their group."""
        return [text for texts in self.narratives.values() for text in texts]

    @cached_property
    def year_tokens(self) -> dict[str, str | None]:
        committee, words = self.committee, self.report.wording
        typed = {figure.token: figure.value for figure in self.report.typed_figures.all()}
        facts = YearFacts(
            year=self.year.year,
            first_year=committee.first_year,
            theme=self.year.theme,
            level=committee.level_name,
            body=committee.body_name,
            sub_level=committee.sub_unit_name,
            sub_body=committee.sub_body_name,
            half=self._reported(HALF_QUARTER),
            full=self._reported(YEAR_QUARTER),
            units=sum(len(units) for units in self.units.values()),
            work=_work(sum(self.counts.values(), TaskCounts())),
            **{name: str(words.get(name, "")) for name in TYPED_WORDS},
        )
        return {**typed, **self.template.complete(year_values(facts))}

    def values(self, node: Node) -> dict[str, str | None]:
        """Every token that may stand in this section, with its value."""
        if not node.counted:
            return self.year_tokens
        groups = [self.groups[code] for code in node.counted if code in self.groups]
        first_years = [g.first_year for g in groups if g.first_year] or [self.committee.first_year]
        facts = GroupFacts(
            first_year=min(first_years),
            units=tuple(u.report_name for g in groups for u in self.units.get(g.pk, [])),
            work=_work(sum((self.counts.get(g.pk, TaskCounts()) for g in groups), TaskCounts())),
        )
        own = group_values(facts, self.year.year, self.committee.level_name, node.counting)
        return {**self.year_tokens, **own}

    def drafts(self) -> list[Draft]:
        """Each section for the editor, in the order of the template."""
        edited = {section.key: section for section in self.report.sections.all()}
        return [self._draft(node, edited) for node in self.template.nodes]

    def content(self) -> ReportContent:
        """The whole document. ValueError, naming the section, for a text that cannot be printed."""
        report, committee = self.report, self.committee
        signed = report.signed_on
        dated = signed or date(report.dated_year, report.dated_month, 1)
        draft = report.state == YearReportState.DRAFT
        return ReportContent(
            profile=profile_for(dated).code,
            template=report.template,
            kind=self.template.kind,
            abstract=substitute(self.template.abstract, self.year_tokens),
            header=Header(
                superior=tuple(committee.printed_superior.splitlines()),
                issuer=tuple(committee.printed_name.splitlines()),
                symbol=f"BC/{committee.symbol}",
                place=committee.place,
                month=dated.month,
                year=dated.year,
                day=signed.day if signed else None,
                number=report.number,
            ),
            sections=tuple(self._section(draft) for draft in self.drafts()),
            signature=Signature(
                authority=tuple(report.signing_authority.splitlines()),
                position=report.signer_position,
                name=report.signer_name,
            ),
            recipients=tuple(
                line.strip() for line in report.recipients.splitlines() if line.strip()
            ),
            draft=f"Dự thảo lần {report.draft_number}" if draft else None,
        )

    def _draft(self, node: Node, edited: Mapping) -> Draft:
        values = self.values(node)
        computed = suggested(node, values, self.narratives)
        own = edited.get(node.key)
        text = own.text if own else computed
        try:
            written(node, text, values)
        except ValueError as error:
            problem = str(error)
        else:
            problem = ""
        return Draft(
            node,
            _title(node, values),
            text,
            computed,
            own is not None,
            own.version if own else 0,
            problem,
            (self._silent(node) if own is None else "")
            or self._doubt(node, text, known_texts(computed, values, self.said)),
        )

    def _silent(self, node: Node) -> str:
        """Why a proposed section has nothing behind it: its groups signed, and nobody reported."""
        signed = [c for c in node.groups if c in self.groups and self.groups[c].pk in self.units]
        if not signed or any(code in self.narratives for code in signed):
            return ""
        return "Chưa đơn vị nào ở mục này có báo cáo năm được chấp nhận; Văn phòng cần tự viết nội dung."

    def _doubt(self, node: Node, text: str, known: list[str]) -> str:
        """Why the section should not go to paper; empty when nothing speaks against it.

        A group in which nobody signed has nothing to tell: its bare heading is no fault.
        """
        signed = {self.groups[code].pk for code in node.groups if code in self.groups}
        if not text.strip() and signed & self.units.keys():
            return "Mục này chưa có nội dung."
        typed = ", ".join(f"“{claim}”" for claim in unfounded(text, known))
        if not typed:
            return ""
        return (
            f"{typed} không khớp số liệu, số liệu nhập tay hay báo cáo của đơn vị. Dùng số liệu "
            "trong dấu ngoặc nhọn, hoặc ghi ở “Số liệu nhập tay” kèm nguồn."
        )

    def _section(self, draft: Draft) -> Section:
        if draft.problem:
            raise ValueError(f"Mục {draft.title}: {draft.problem}")
        return written(draft.node, draft.text, self.values(draft.node))

    def _reported(self, quarter: int) -> Share:
        found = self.quarters.get(quarter)
        return Share(found.submitted, found.required) if found else Share(0, 0)


def assemble(report: YearReport, on: date) -> ReportContent:
    """The document of a draft as of today, or the frozen one of an issued report.

    ValueError with a Vietnamese sentence when a section cannot be printed.
    """
    if report.content is not None:
        return ReportContent.from_json(report.content)
    return Assembler(report, on).content()


def _title(node: Node, values: Mapping[str, str | None]) -> str:
    """The heading as printed; with its tokens while one of them has nothing to print yet."""
    try:
        return substitute(node.title, values) or "Mở đầu"
    except ValueError:
        return node.title


def _work(counts: TaskCounts) -> Work:
    return Work(counts.total, counts.done, counts.on_time, counts.exceeded)
