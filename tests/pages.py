"""Reads the forms of a page as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


class Brought:
    """A file of a form, that may be posted more than once."""

    content_type = "application/octet-stream"

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data = name, data

    def read(self) -> bytes:
        return self.data


Fields = dict[str, str | list[str] | Brought]


@dataclass
class PageForm:
    """``fields`` as the browser would post them; ``names`` are all there are, ticked or not."""

    method: str
    action: str
    fields: Fields = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def add(self, name: str, value: str) -> None:
        """A second value of one name makes a list."""
        known = self.fields.get(name)
        if known is None:
            self.fields[name] = value
        else:
            assert not isinstance(known, Brought)
            self.fields[name] = [*(known if isinstance(known, list) else [known]), value]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = []
        self.by_id: dict[str, PageForm] = {}
        self.open: PageForm | None = None
        self.select: tuple[PageForm, str, list[str], list[str], bool] | None = None
        self.area: tuple[PageForm, str] | None = None
        self.text = ""
        self.template = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        if tag == "template":
            self.template += 1
        if self.template:
            return
        if tag == "form":
            self.open = PageForm(a.get("method", "get").lower(), a.get("action", ""))
            self.forms.append(self.open)
            self.by_id[a.get("id", "")] = self.open
            return
        form = self.by_id.get(a["form"]) if "form" in a else self.open
        if form is None or "disabled" in a:
            return
        if tag in ("input", "select", "textarea") and a.get("name"):
            form.names.add(a["name"])
        self._control(tag, a, form)

    def _control(self, tag: str, a: dict[str, str], form: PageForm) -> None:
        name = a.get("name", "")
        if tag == "input" and name and a.get("type") not in ("submit", "button", "file"):
            ticks = a.get("type") in ("checkbox", "radio")
            if not ticks or "checked" in a:
                form.add(name, a.get("value", "on" if ticks else ""))
        elif tag == "textarea" and name:
            self.area, self.text = (form, name), ""
        elif tag == "select" and name:
            self.select = (form, name, [], [], "multiple" in a)
        elif tag == "option" and self.select:
            self.select[2].append(a.get("value", ""))
            if "selected" in a:
                self.select[3].append(a.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.template -= 1
        elif tag == "form":
            self.open = None
        elif tag == "textarea" and self.area:
            form, name = self.area
            form.add(name, self.text.removeprefix("\n"))
            self.area = None
        elif tag == "select" and self.select:
            form, name, options, chosen, many = self.select
            for value in chosen or ([] if many else options[:1]):
                form.add(name, value)
            self.select = None


def forms_of(html: str) -> list[PageForm]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def main_form(html: str, here: str = "") -> PageForm:
    """The form a page is about: of those that post to the page itself, the longest."""
    own = [form for form in forms_of(html) if form.method == "post" and form.action in ("", here)]
    assert own, "no form posts to this page"
    return max(own, key=lambda form: len(form.names))
