"""The rules of the house, each a function from sources to the places that break it.

Asked by `test_house.py`, which shows of each that it can fail. Sources: docs/decisions and the
plan of the modules.
"""

import ast
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
APPS = ("camket", "units", "commitments", "reports")
MODULE_LINES, FUNCTION_LINES = 300, 40
TOP_LEVEL = {
    "manage.py", "camket", "units", "commitments", "reports", "templates", "static", "tests",
    "docs", "pyproject.toml", "docker-compose.yml", "Dockerfile", "Makefile", "README.md",
    "LICENSE", "CHANGELOG.md", "requirements.lock",
}  # fmt: skip

# As .gitignore says.
MADE = re.compile(r"\.git|\.venv|var|__pycache__|\.benchmarks|\.hypothesis|\..+_cache")


class Source(NamedTuple):
    """A file: its path from the root, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


# --- What there is ---------------------------------------------------------------------------


def kept(root: Path = ROOT) -> list[str]:
    """Paths of every file of the source, also of those not added yet.

    An unpacked archive has no repository, a bare machine no git: there the folders are walked.
    """
    if (root / ".git").exists():
        wanted = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        with suppress(OSError, subprocess.CalledProcessError):
            said = subprocess.run(wanted, cwd=root, capture_output=True, text=True, check=True)
            return [path for path in said.stdout.splitlines() if (root / path).is_file()]
    return list(walked(root))


def walked(root: Path) -> Iterator[str]:
    """Paths of every file below, without what is made here."""
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not MADE.fullmatch(name))
        for name in sorted(files):
            if not name.endswith((".pyc", ".pyo")) and name not in (".env", ".git"):
                yield (Path(folder) / name).relative_to(root).as_posix()


def texts(*endings: str, under: Iterable[str] = ("",)) -> list[Source]:
    """Files by ending, below one of these folders."""
    starts = tuple(under)
    chosen = [p for p in kept() if p.endswith(endings) and p.startswith(starts)]
    return [Source(path, (ROOT / path).read_text(encoding="utf-8")) for path in chosen]


def code() -> list[Source]:
    """The product's Python, without migrations."""
    found = texts(".py", under=[f"{app}/" for app in APPS])
    return [source for source in found if "/migrations/" not in source.path]


def pages() -> list[Source]:
    """Templates of the screen: mails and printed paper have rooms of their own."""
    found = texts(".html", under=["templates/"])
    return [s for s in found if not s.path.startswith(("templates/emails/", "templates/pdf/"))]


# --- Size and tidiness -----------------------------------------------------------------------


def too_long(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        lines = source.text.count("\n")
        if lines > MODULE_LINES:
            yield f"{source.path}: {lines} lines"


def long_functions(sources: Iterable[Source]) -> Iterator[str]:
    """Bodies over the limit; what a function says of itself and takes is not counted."""
    for source in sources:
        for node in functions(source):
            first = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0]
            lines = (node.end_lineno or 0) - first.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{source.path}: {node.name} has {lines} lines"


def unfinished(sources: Iterable[Source]) -> Iterator[str]:
    yield from matching(sources, r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")


def not_nfc(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        if not unicodedata.is_normalized("NFC", source.text):
            yield source.path


def undocumented(sources: Iterable[Source]) -> Iterator[str]:
    """Modules that do not say what they are."""
    for source in sources:
        if (
            source.text.strip()
            and not source.path.endswith("/apps.py")
            and not ast.get_docstring(source.tree)
        ):
            yield source.path


def strays(paths: Iterable[str]) -> set[str]:
    """What stands at the top without a place there."""
    top = {path.split("/")[0] for path in paths}
    return {name for name in top if not name.startswith(".")} - TOP_LEVEL


# --- Escaping and forms ----------------------------------------------------------------------


def marked_safe(sources: Iterable[Source]) -> Iterator[str]:
    yield from matching(sources, r"\|\s*safe(seq)?\b|\bmark_safe\b|\bSafeString\(|autoescape off")


def open_forms(sources: Iterable[Source]) -> Iterator[str]:
    """Forms that take whatever the model has."""
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and node.name == "Meta":
                for line in ast.unparse(node).splitlines():
                    if re.search(r"fields = ['\"]__all__|^\s+exclude = ", line):
                        yield f"{source.path}:{node.lineno}"


def inline(sources: Iterable[Source]) -> Iterator[str]:
    """What the content security policy would refuse."""
    bad = r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:|\shx-on|https?://"
    yield from matching(sources, bad)


def forms_without_protection(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        posts = len(re.findall(r"<form[^>]*method=\"post\"", source.text))
        if posts > source.text.count("csrf_token"):
            yield source.path


_FILLED = r"crispy|_field\.html|_new_password\.html|<textarea|<select|<input(?![^>]*\"hidden\")"


def forms_checked_by_the_browser(sources: Iterable[Source]) -> Iterator[str]:
    """Posting forms with fields whose empty ones the browser would report in words of its own."""
    form = re.compile(r"(<form(?=[^>]*method=\"post\")[^>]*>)(.*?)</form>", re.DOTALL)
    for source in sources:
        for opening, inside in form.findall(source.text):
            if "novalidate" not in opening and re.search(_FILLED, inside):
                yield source.path


# --- Who may do what -------------------------------------------------------------------------

CLOCKS = {
    ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"),
    ("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"), ("time", "localtime"),
}  # fmt: skip


def clock_readers(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        if source.path == "camket/clock.py":
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute):
                owner = ast.unparse(node.value).rpartition(".")[2]
                if (owner, node.attr) in CLOCKS:
                    yield f"{source.path}:{node.lineno}"


SENDERS = ("send_mail", "send_mass_mail", "mail_admins", "mail_managers", "get_connection")


def senders(sources: Iterable[Source]) -> Iterator[str]:
    """Callers of the mail library outside its room; a type may be imported for its name."""
    for source in sources:
        if source.path.startswith("camket/mail/"):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                if name.rpartition(".")[2] in SENDERS and not name.startswith("transaction."):
                    yield f"{source.path}:{node.lineno}"
        if "import send_mail" in source.text:
            yield source.path


def importers(sources: Iterable[Source], module: str, room: str) -> Iterator[str]:
    """Files outside the room that import the module."""
    for source in sources:
        if not source.path.startswith(room):
            for node in ast.walk(source.tree):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    names = [node.module or ""]
                if any(name.split(".")[0] == module for name in names):
                    yield f"{source.path}:{node.lineno}"


def hidden_effects(sources: Iterable[Source]) -> Iterator[str]:
    """Signals, save() of one's own, foreign keys to anything."""
    for source in sources:
        yield from matching([source], r"\bGenericForeignKey\b|models\.signals|django\.dispatch")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and "models" in source.path:
                for entry in node.body:
                    if isinstance(entry, ast.FunctionDef) and entry.name in ("save", "delete"):
                        yield f"{source.path}:{entry.lineno}"


# --- Verbs -----------------------------------------------------------------------------------

# By design without an entry: a draft is no deed; a print changes nothing that counts.
UNRECORDED = {
    "save_draft",
    "ask_for_print",
    "ask_for_paper",
    "ask_for_quarter",
    "ask_for_results",
    "save_explanation",
}
# Nobody is there yet to do it, or it is done on the command line.
WITHOUT_PERSON = {"found_committee", "add_committee"}


def verbs(sources: Iterable[Source]) -> Iterator[tuple[Source, ast.FunctionDef]]:
    """Public functions of workflow that open a transaction or are done by somebody at a moment."""
    for source in sources:
        if "/workflow/" not in source.path:
            continue
        for node in source.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                marks = {ast.unparse(mark) for mark in node.decorator_list}
                names = {argument.arg for argument in node.args.kwonlyargs}
                if "transaction.atomic" in marks or {"by", "at"} <= names:
                    yield source, node


def ill_formed_verbs(sources: Iterable[Source]) -> Iterator[str]:
    """Verbs that take arguments by place, ask the clock, or do not say who and when."""
    for source, node in verbs(sources):
        names = {argument.arg: argument for argument in node.args.kwonlyargs}
        if node.name in CONTINUED:
            continue
        if "transaction.atomic" not in {ast.unparse(mark) for mark in node.decorator_list}:
            yield f"{source.path}: {node.name} opens no transaction"
        wanted = {"at"} if node.name in WITHOUT_PERSON else {"by", "at"}
        if not wanted <= names.keys():
            yield f"{source.path}: {node.name} lacks {', '.join(sorted(wanted - names.keys()))}"
        if node.args.args:
            yield f"{source.path}: {node.name} takes {node.args.args[0].arg} by place"
        if "at" in names and ast.unparse(names["at"].annotation or ast.Name("")) != "datetime":
            yield f"{source.path}: {node.name}: at is no datetime"
        if re.search(r"\bclock\.(now|today)\(", ast.unparse(node)):
            yield f"{source.path}: {node.name} asks the clock"
        if not ast.get_docstring(node):
            yield f"{source.path}: {node.name} does not say what it does"


# Called by a verb inside its transaction, to do a part of it.
CONTINUED = {
    "attach",  # stores the bytes first, and opens its transaction inside
    "drop_request",
    "keep_scan",
    "queue_print",
    "record",
    "write_task",
    "drop",
    "take_force",
    "raise_proposals",
    "take_back",
}


def unrecorded(sources: Iterable[Source]) -> list[str]:
    """Verbs that leave no entry, neither themselves nor through what they call."""
    found = list(sources)
    bodies = {
        node.name: {
            ast.unparse(call.func).rpartition(".")[2]
            for call in ast.walk(node)
            if isinstance(call, ast.Call)
        }
        | ({"record"} if "audit.record(" in ast.unparse(node) else set())
        for source in found
        if "/workflow/" in source.path
        for node in functions(source)
    }

    def records(name: str, seen: frozenset[str] = frozenset()) -> bool:
        calls = bodies.get(name, set()) - seen
        return "record" in calls or any(
            records(call, seen | {name}) for call in calls if call in bodies
        )

    exempt = UNRECORDED | CONTINUED
    return [n.name for _, n in verbs(found) if n.name not in exempt and not records(n.name)]


def unused_deeds(deeds: Iterable[str], sources: Iterable[Source]) -> list[str]:
    text = "\n".join(s.text for s in sources if s.path != "camket/audit.py")
    return [name for name in deeds if not re.search(rf"\bDeed\.{name}\b", text)]


# --- Words -----------------------------------------------------------------------------------

# Words no Vietnamese sentence has, and the words of frameworks' own pages.
ENGLISH = """
    the and your you please with this that was were will not are from have been must should
    submit save delete cancel login logout password username settings error warning required
    invalid page next previous search edit update create sign account back close open view
    report draft review task tasks year unit units people person home help welcome success
    choice value field enter select correct below
"""
_ENGLISH = re.compile(rf"(?<![\w@./-])({'|'.join(ENGLISH.split())})(?![\w@/-]|\.\w)", re.IGNORECASE)
_CODE = re.compile(
    r"{#.*?#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{%.*?%}|{{.*?}}"
    r"|<!--.*?-->|<(script|style|svg)\b.*?</\1>",
    re.DOTALL,
)
_SPOKEN = re.compile(r"\b(?:placeholder|title|aria-label|alt|data-label)=\"([^\"]*)\"")


def words_of(html: str) -> str:
    """What a person sees or hears of a page or a template."""
    plain = _CODE.sub(" ", html)
    return " ".join([*_SPOKEN.findall(plain), re.sub(r"<[^>]*>", " ", plain)])


def english(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        for found in _ENGLISH.finditer(words_of(source.text)):
            yield f"{source.path}: {found.group(0)}"


def machine_paths(sources: Iterable[Source]) -> Iterator[str]:
    """Places of one machine in texts meant for all."""
    yield from matching(sources, r"(?<![\w.>}$])/(?:mnt|tmp|root|home/\w+)/")


def without_reason(pyproject: str) -> list[str]:
    """Dependencies without a line before them saying what they are for."""
    lines = pyproject.splitlines()
    found = [n for n, line in enumerate(lines) if re.match(r'\s+"[a-z0-9\[\]-]+[^"]*",?$', line)]
    inside = [n for n in found if _list_of(lines, n) in ("dependencies", "dev")]
    return [lines[n].strip() for n in inside if not lines[n - 1].strip().startswith("#")]


def _list_of(lines: list[str], n: int) -> str:
    while n and not re.match(r"^\w[\w-]* = \[$", lines[n]):
        n -= 1
    return lines[n].split(" ")[0]


# --- Tools -----------------------------------------------------------------------------------


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def matching(sources: Iterable[Source], pattern: str) -> Iterator[str]:
    for source in sources:
        for number, line in enumerate(source.text.splitlines(), 1):
            if re.search(pattern, line):
                yield f"{source.path}:{number}"
