"""The rules of the house hold; and of each rule, that it would notice."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from camket.audit import Deed
from tests import house
from tests.house import Source

Rule = Callable[[Iterable[Source]], Iterator[str]]

CODE, PAGES = house.code(), house.pages()
TEMPLATES = house.texts(".html", ".txt", under=["templates/"])
OURS = house.texts(".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".yml")
VIETNAMESE = [s for s in TEMPLATES if not s.path.startswith("templates/bootstrap5/")]
DOCUMENTS = house.texts(".md", under=["docs/", "README", "CHANGELOG"])

# rule, what it is asked about, and a file that breaks it
RULES: dict[str, tuple[Rule, list[Source], Source]] = {
    "modules are short": (house.too_long, CODE, Source("units/a.py", "x = 1\n" * 301)),
    "functions are short": (
        house.long_functions, CODE, Source("units/a.py", "def f():\n" + "    x = 1\n" * 41)
    ),
    "nothing is left for later": (
        house.unfinished, OURS, Source("units/a.py", "# TO" "DO: think\n")
    ),
    "modules say what they are": (house.undocumented, CODE, Source("units/a.py", "x = 1\n")),
    "text is in one spelling": (house.not_nfc, OURS, Source("a.html", "Đa\u0323i ho\u0323\u0302i")),
    "text from people is never marked safe": (
        house.marked_safe,
        [*CODE, *(s for s in TEMPLATES if s.path.endswith(".html"))],
        Source("a.html", "{{ text|safe }}"),
    ),
    "forms name their fields": (
        house.open_forms, CODE, Source("units/a.py", 'class Meta:\n    fields = "__all__"\n')
    ),
    "forms leave nothing out by name": (
        house.open_forms, CODE, Source("units/a.py", 'class Meta:\n    exclude = ["id"]\n')
    ),
    "pages carry no style of their own": (house.inline, PAGES, Source("a", '<p style="x">')),
    "pages carry no script of their own": (house.inline, PAGES, Source("a", "<script>x()")),
    "pages answer no events themselves": (house.inline, PAGES, Source("a", '<a onclick="x()">')),
    "pages fetch nothing from elsewhere": (
        house.inline, PAGES, Source("a", '<link href="https://cdn.example/x.css">')
    ),
    "every posting form is protected": (
        house.forms_without_protection, PAGES, Source("a", '<form method="post"></form>')
    ),
    "the server alone says what is missing in a form": (
        house.forms_checked_by_the_browser,
        PAGES,
        Source("a", '<form method="post">{% csrf_token %}<input name="a" required></form>'),
    ),
    "one module reads the clock": (
        house.clock_readers, CODE, Source("units/a.py", "from datetime import date\ndate.today()")
    ),
    "one module sends mail": (
        house.senders, CODE, Source("units/a.py", "mail.send_mail('a', 'b', 'c', ['d'])")
    ),
    "nothing happens behind one's back": (
        house.hidden_effects, CODE, Source("units/a.py", "from django.db.models.signals import x")
    ),
    "rows save themselves in no way of their own": (
        house.hidden_effects,
        CODE,
        Source("units/models/a.py", "class A:\n    def save(self):\n        pass\n"),
    ),
    "verbs say who and when": (
        house.ill_formed_verbs,
        CODE,
        Source("units/workflow/a.py", "@transaction.atomic\ndef f(*, by):\n    'Do.'\n"),
    ),
    "verbs take nothing by place": (
        house.ill_formed_verbs,
        CODE,
        Source("units/workflow/a.py", "@transaction.atomic\ndef f(x, *, by, at: datetime):\n    'Do.'\n"),
    ),
    "verbs do not ask the clock": (
        house.ill_formed_verbs,
        CODE,
        Source(
            "units/workflow/a.py",
            "@transaction.atomic\ndef f(*, by, at: datetime):\n    'Do.'\n    clock.now()\n",
        ),
    ),
    "verbs open a transaction": (
        house.ill_formed_verbs,
        CODE,
        Source("units/workflow/a.py", "def f(*, by, at: datetime):\n    'Do.'\n"),
    ),
    "every verb leaves an entry": (
        house.unrecorded,
        CODE,
        Source("units/workflow/a.py", "def f(*, by, at: datetime):\n    'Do.'\n"),
    ),
    "templates speak Vietnamese": (
        house.english, VIETNAMESE, Source("a.html", "<button>Save</button>")
    ),
    "attributes speak Vietnamese": (
        house.english, VIETNAMESE, Source("a.html", '<nav aria-label="Next">')
    ),
    "documents name no place of one machine": (
        house.machine_paths, DOCUMENTS, Source("a.md", "see /home/an/x")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_rule(name: str) -> None:
    rule, sources, _ = RULES[name]
    assert sources
    assert list(rule(sources)) == []


@pytest.mark.parametrize("name", RULES)
def test_rule_would_notice(name: str) -> None:
    rule, _, broken = RULES[name]
    assert len(list(rule([broken]))) == 1


class TestPlaces:
    def test_the_top_level_is_as_planned(self) -> None:
        assert house.strays(house.kept()) == set()
        assert house.strays(["utils.py", "helpers/a.py", ".ci/run"]) == {"utils.py", "helpers"}

    def test_an_unpacked_archive_has_the_same_files(self) -> None:
        assert set(house.kept()) <= set(house.walked(house.ROOT))

    def test_without_an_answer_of_git_the_folders_are_walked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in (
            "units/a.py",
            ".ci/run",
            ".env",
            "var/x",
            "units/__pycache__/a.pyc",
            ".venv/b",
        ):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        assert sorted(house.kept(tmp_path)) == [".ci/run", "units/a.py"]
        (tmp_path / ".git").touch()  # a broken one, then none of the programs
        assert sorted(house.kept(tmp_path)) == [".ci/run", "units/a.py"]
        monkeypatch.setenv("PATH", "")
        assert sorted(house.kept(tmp_path)) == [".ci/run", "units/a.py"]

    def test_one_room_knows_the_printer(self) -> None:
        assert list(house.importers(CODE, "weasyprint", "reports/pdf/")) == []
        stray = Source("reports/views/a.py", "from weasyprint import HTML")
        assert list(house.importers([stray], "weasyprint", "reports/pdf/"))

    def test_imports_go_down_only(self, capsys: Any, tmp_path: Path) -> None:
        from importlinter.cli import lint_imports

        assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0, (
            capsys.readouterr()
        )
        wrong = tmp_path / "wrong.toml"
        wrong.write_text(
            '[tool.importlinter]\nroot_packages = ["units", "commitments"]\n'
            '[[tool.importlinter.contracts]]\nname = "upside down"\ntype = "layers"\n'
            'layers = ["units", "commitments"]\n'
        )
        assert lint_imports(config_filename=str(wrong), no_cache=True) == 1

    def test_every_dependency_has_its_reason(self) -> None:
        text = (house.ROOT / "pyproject.toml").read_text(encoding="utf-8")
        assert house.without_reason(text) == []
        assert house.without_reason('dependencies = [\n    "left-pad>=1",\n]') == ['"left-pad>=1",']

    def test_lock_files_name_no_host_and_have_hashes(self) -> None:
        for name in ("requirements.lock", "tests/requirements.lock"):
            text = (house.ROOT / name).read_text(encoding="utf-8")
            assert "://" not in text
            assert "--index-url" not in text
            packages = [line for line in text.splitlines() if line[:1].isalnum()]
            assert packages
            assert text.count("--hash=sha256:") >= len(packages)


class TestDeeds:
    def test_every_deed_is_done_somewhere(self) -> None:
        assert house.unused_deeds(Deed.names, CODE) == []
        assert house.unused_deeds(["NEVER_DONE"], CODE) == ["NEVER_DONE"]

    def test_there_are_verbs_to_speak_of(self) -> None:
        assert len(list(house.verbs(CODE))) >= 30


# Reached only through a row that has been found by ``visible_to``.
PARTS = {
    "units.Group": "committee",
    "units.Appointment": "committee",
    "units.FormerName": "unit",
    "units.Reorganisation": "committee",
    "commitments.Period": "year",
    "commitments.Milestone": "task",
    "commitments.FormerDue": "task",
    "commitments.CommitmentRound": "commitment",
    "commitments.Suggestion": "task",
    "commitments.TaskProgress": "report",
    "commitments.Submission": "report",
    "commitments.Extension": "report",
    "commitments.HalfWrittenReview": "report",
    "commitments.EvidenceUse": "evidence",
    "commitments.Finding": "inspection",
    "commitments.VerifiedValue": "inspection",
    "reports.Section": "report",
    "reports.TypedFigure": "report",
    "camket.AuditEntry": "committee",
    "camket.OutgoingMail": "committee",
}


def unscoped(found: Iterable[type[models.Model]]) -> list[str]:
    """Models whose rows nobody has said who may see."""
    return [
        model._meta.label
        for model in found
        if not hasattr(model._default_manager.all(), "visible_to") and not _is_part(model)
    ]


def _is_part(model: type[models.Model]) -> bool:
    name = PARTS.get(model._meta.label)
    if name is None:
        return False
    whole = model._meta.get_field(name).related_model
    assert isinstance(whole, type)
    return hasattr(whole._default_manager.all(), "visible_to")  # type: ignore[attr-defined]


def loosely_ordered(found: Iterable[type[models.Model]]) -> list[str]:
    """Models whose default order leaves ties, which one engine breaks unlike the other."""
    return [m._meta.label for m in found if m._meta.ordering and not _is_total(m)]


def _is_total(model: type[models.Model]) -> bool:
    """No ties among the rows of one committee, year, report: those that are read together."""
    order = {str(name).lstrip("-").split("__")[0] for name in model._meta.ordering}
    loose = (set(c.fields) - order for c in model._meta.total_unique_constraints)
    return "pk" in order or any(
        not fields or (len(fields) == 1 and model._meta.get_field(min(fields)).is_relation)
        for fields in loose
    )


class TestModels:
    def test_every_order_leaves_no_ties(self) -> None:
        ours = [model for app in house.APPS for model in apps.get_app_config(app).get_models()]
        assert loosely_ordered(ours) == []

    def test_an_order_with_ties_would_be_noticed(self) -> None:
        from django.contrib.auth.models import Permission

        assert loosely_ordered([Permission]) == ["auth.Permission"]

    def test_every_row_is_somebodys(self) -> None:
        ours = [model for app in house.APPS for model in apps.get_app_config(app).get_models()]
        own = [model for model in ours if not model._meta.auto_created]
        assert unscoped(own) == []

    def test_a_new_model_would_be_noticed(self) -> None:
        from django.contrib.auth.models import Permission

        assert unscoped([Permission]) == ["auth.Permission"]
