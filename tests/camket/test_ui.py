"""Tags and parts of pages: what they draw, what they say, and that user text stays text."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Template
from django.template.context import RequestContext
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from camket.audit import Conflict, Deed, Refused
from camket.templatetags import camket_ui as ui
from camket.templatetags import camket_words as words

TEMPLATES = Path(settings.BASE_DIR) / "templates"
HOSTILE = '<script>alert("x")</script>'


def draw(source: str, path: str = "/", **context: Any) -> str:
    request = RequestFactory().get(path)
    return Template("{% load camket_ui %}" + source).render(RequestContext(request, context))


class TestStates:
    @pytest.mark.parametrize("tone", ui.STATE_ICONS)
    def test_every_badge_says_its_word(self, tone: str) -> None:
        badge = ui.state(tone, "Đã duyệt")
        assert f'class="st {tone}"' in badge
        assert badge.endswith("Đã duyệt</span>")

    @pytest.mark.parametrize("tone", [t for t, name in ui.STATE_ICONS.items() if name])
    def test_colour_never_speaks_alone(self, tone: str) -> None:
        assert "<svg" in ui.state(tone, "Trạng thái")

    @pytest.mark.parametrize("tone", ["done", "sent", "back", "late", "behind", "idle", "none"])
    def test_every_cell_has_a_mark_and_a_word(self, tone: str) -> None:
        assert "<svg" in ui.cell(tone, "25/6")
        assert "25/6</span>" in ui.cell(tone, "25/6")

    def test_a_cell_leads_to_its_report(self) -> None:
        assert ui.cell("done", "Đã duyệt", "/a/?b=1&c=2").startswith(
            '<a class="cell done" href="/a/?b=1&amp;c=2">'
        )

    def test_unknown_tone_is_an_error_of_the_page(self) -> None:
        with pytest.raises(KeyError):
            ui.state("danger", "?")

    def test_icons_are_hidden_from_screen_readers_and_drawn_once(self) -> None:
        assert 'aria-hidden="true"' in ui.icon("check")
        assert ui.icon("check") is ui.icon("check")

    def test_words_are_escaped(self) -> None:
        for drawn in (
            ui.state("done", HOSTILE),
            ui.mark("done", HOSTILE),
            ui.cell("done", HOSTILE),
        ):
            assert "<script" not in drawn
            assert "&lt;script&gt;" in drawn


class TestMessages:
    @pytest.mark.parametrize(
        ("level", "word"), [("success", ""), ("info", ""), ("warning", "Lưu ý.")]
    )
    def test_a_good_message_needs_no_word_before_it(self, level: str, word: str) -> None:
        message = SimpleNamespace(level_tag=level, __str__=lambda self: "")
        drawn = render_to_string("_messages.html", {"messages": [message]})
        assert "Đã xong" not in drawn
        assert (f"<b>{word}</b>" in drawn) is bool(word)
        assert "<svg" in drawn


class TestPaper:
    def test_what_fits_a_phone_is_for_screens_alone(self) -> None:
        """A sheet of A4 is narrower than the widths at which a screen turns to cards."""
        for sheet in Path(settings.BASE_DIR, "static", "css").glob("*.css"):
            assert "@media (max-width" not in sheet.read_text(), sheet.name


class TestBars:
    def test_says_both_values_in_words(self) -> None:
        bar = ui.bar(Decimal("12.5"), 30, "behind")
        assert 'aria-label="Đạt 12,5%, theo lộ trình 30%"' in bar
        assert 'class="bar behind"' in bar
        assert 'width="12.5%"' in bar
        assert 'class="mark" x="30%"' in bar

    @pytest.mark.parametrize(("actual", "width"), [(131, "100%"), (-20, "0%"), (61, "61%")])
    def test_the_drawing_stays_inside(self, actual: int, width: str) -> None:
        assert f'class="fill" y="4" width="{width}"' in ui.bar(actual)

    def test_the_words_are_not_clamped(self) -> None:
        assert "Đạt 131%" in ui.bar(131, 100)

    def test_no_value_is_not_zero(self) -> None:
        assert "Chưa có số liệu, theo lộ trình 25%" in ui.bar(None, 25)
        assert "Đạt 0%, theo lộ trình 25%" in ui.bar(0, 25)

    def test_no_plan_no_mark(self) -> None:
        assert "mark" not in ui.bar(10)

    def test_stack_leaves_out_what_is_none_and_fills_the_whole(self) -> None:
        stack = ui.stack(1, 2, 0, 1)
        assert 'aria-label="hoàn thành 1, đang thực hiện 2, chậm 1"' in stack
        assert '<rect class="b" x="25%" width="50%"' in stack
        assert 'class="c"' not in stack
        assert "chưa có nhiệm vụ" in ui.stack(0, 0, 0, 0)

    def test_steps_count_what_is_ready(self) -> None:
        steps = ui.steps([True, False, None])
        assert 'aria-label="1 trên 3 nhiệm vụ đã đủ"' in steps
        assert steps.count('<i class="ok">') == 1
        assert steps.count('<i class="no">') == 1


class TestDaysLeft:
    @pytest.mark.parametrize(
        ("days", "said", "tone", "spent"),
        [
            (6, "còn 6 ngày", "", 80),
            (45, "còn 45 ngày", "", 0),
            (0, "hạn hôm nay", "today", 100),
            (-4, "quá hạn 4 ngày", "late", 100),
        ],
    )
    def test_ring(self, days: int, said: str, tone: str, spent: int) -> None:
        ring = ui.days_left(days)
        assert f'aria-label="{said}"' in ring
        assert f'class="days {tone}"' in ring
        assert f'stroke-dasharray="{spent} 100"' in ring

    def test_red_only_when_past(self) -> None:
        assert [days for days in range(-2, 3) if "days late" in ui.days_left(days)] == [-2, -1]


class TestNumbersAndDates:
    def test_numbers(self) -> None:
        assert words.so(Decimal("1234.5")) == "1.234,5"
        assert words.phan_tram(Decimal("12.4")) == "12,4%"

    def test_days_are_days_in_vietnam(self) -> None:
        late_evening_utc = datetime(2021, 3, 24, 18, 30, tzinfo=UTC)
        assert words.ngay(late_evening_utc) == "25/3/2021"
        assert words.gio(late_evening_utc) == "01:30"
        assert words.luc(late_evening_utc) == "01:30 ngày 25/3/2021"
        assert words.thu(date(2021, 3, 25)) == "thứ Năm"

    @pytest.mark.parametrize("name", ["ngay", "ngay_thang", "ngay_dai", "thu", "gio", "luc"])
    def test_no_day_is_nothing(self, name: str) -> None:
        assert getattr(words, name)(None) == ""

    def test_minutes(self) -> None:
        assert words.phut(timedelta(minutes=15)) == 15


class TestOtherWords:
    @pytest.mark.parametrize(
        ("user_agent", "said"),
        [
            (
                "Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0",
                "Edge trên Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) Chrome/156.0 Mobile",
                "Chrome trên điện thoại Android",
            ),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) Version/18 Safari", "Safari trên iPhone"),
            ("curl/8", "Trình duyệt khác"),
            ("", "Trình duyệt khác"),
        ],
    )
    def test_a_browser_by_its_own_name(self, user_agent: str, said: str) -> None:
        assert words.thiet_bi(user_agent) == said

    def test_a_value_by_an_awkward_key(self) -> None:
        assert draw('{{ request.GET|lay:"trang-thai" }}', "/?trang-thai=nhap") == "nhap"
        assert draw('{{ request.GET|lay:"trang-thai" }}') == ""

    def test_words_come_with_the_drawings(self) -> None:
        assert draw("{{ 1234|so }} {{ 1|quy:2021 }} {{ 6|con_lai }} {{ 3|la_ma }}") == (
            "1.234 Quý I/2021 còn 6 ngày III"
        )


class TestParts:
    def test_sort_link_turns_round_and_keeps_filters(self) -> None:
        first = draw('{% sort_link "ten" "Đơn vị" %}', "/?nhom=2&trang=3")
        assert 'href="?nhom=2&amp;sap-xep=ten"' in first
        again = draw('{% sort_link "ten" "Đơn vị" %}', "/?sap-xep=ten")
        assert 'href="?sap-xep=-ten"' in again

    def test_pagination_keeps_filters_and_counts(self) -> None:
        page = Paginator(range(2130), 50).page(5)
        html = draw('{% include "_pagination.html" with noun="đơn vị" %}', "/?tim=x", page=page)
        assert "201–250 trong 2.130 đơn vị" in html
        assert "?tim=x&amp;trang=6" in html
        assert '<span aria-current="page">5</span>' in html

    def test_one_page_needs_no_numbers(self) -> None:
        page = Paginator(range(3), 50).page(1)
        assert not draw('{% include "_pagination.html" %}', page=page).strip()

    def test_history_says_who_for_whom_and_why(self) -> None:
        entry = SimpleNamespace(
            deed=Deed.QUARTER_SUBMITTED.value,
            by="Trần Thu An",
            on_behalf_of="Bí thư Đảng ủy Phường 5",
            at=datetime(2021, 3, 24, 7, 32, tzinfo=UTC),
            comment=HOSTILE,
        )
        html = draw('{% include "_history.html" %}', entries=[entry] * 10)
        assert "Gửi báo cáo quý" in html
        assert "Trần Thu An, thay mặt Bí thư Đảng ủy Phường 5" in html
        assert "14:32 ngày 24/3/2021" in html
        assert "Xem các thao tác trước đó (2)" in html
        assert HOSTILE not in html

    def test_empty_history_says_so(self) -> None:
        assert "Chưa có thao tác" in draw('{% include "_history.html" %}', entries=[])

    def test_conflict_shows_both_texts(self) -> None:
        html = draw(
            '{% include "_conflict.html" %}',
            conflict=Conflict("Vừa có người lưu.", theirs={}, version=2),
            rows=[("Sản phẩm", "Của tôi", "Của người khác")],
        )
        assert "Của tôi" in html
        assert "Của người khác" in html
        assert "autofocus" in html

    def test_refusal_lists_what_is_missing(self) -> None:
        refused = Refused("Chưa gửi được.", lines=["Nhiệm vụ 2 chưa có người phụ trách."])
        html = draw('{% include "_refused.html" %}', refused=refused)
        assert "Chưa gửi được." in html
        assert "<li>Nhiệm vụ 2 chưa có người phụ trách.</li>" in html


class Sample(forms.Form):
    name = forms.CharField(label="Tên nhiệm vụ")
    who = forms.ChoiceField(
        label="Trách nhiệm", choices=[("c", "Tập thể")], widget=forms.RadioSelect
    )


class TestForms:
    def test_errors_are_summed_up_and_lead_to_their_fields(self) -> None:
        html = draw('{% include "_form_errors.html" %}', form=Sample({}))
        assert 'role="alert"' in html
        assert '<a href="#id_name">Tên nhiệm vụ</a>' in html
        assert "Trách nhiệm" in html

    def test_a_good_form_has_no_summary(self) -> None:
        form = Sample({"name": "a", "who": "c"})
        assert not draw('{% include "_form_errors.html" %}', form=form).strip()

    def test_a_formset_tells_the_row(self) -> None:
        rows = forms.formset_factory(Sample)(
            {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "a"}
            | {"form-0-who": "c", "form-1-who": "c"}
        )
        html = draw('{% include "_form_errors.html" %}', formset=rows)
        assert 'Dòng 2, <a href="#id_form-1-name">Tên nhiệm vụ</a>' in html

    def test_confirmation_spells_out_the_consequences(self) -> None:
        request = RequestFactory().get("/")
        html = render_to_string(
            "confirm.html",
            {"title": "Ký", "consequences": ["Nội dung được khóa."], "final": True}
            | {"submit_label": "Ký bản cam kết", "cancel_href": "/quay-lai/"},
            request,
        )
        assert "<li>Nội dung được khóa.</li>" in html
        assert "không thể hoàn tác" in html
        assert 'method="post"' in html
        assert 'href="/quay-lai/"' in html


class TestEveryTemplate:
    PATHS = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*"))

    @pytest.mark.parametrize("name", PATHS)
    def test_compiles(self, name: str) -> None:
        assert get_template(name)

    @pytest.mark.parametrize(
        "name", [n for n in PATHS if n.endswith(".html") and not n.startswith(("emails/", "pdf/"))]
    )
    def test_obeys_the_content_security_policy(self, name: str) -> None:
        source = (TEMPLATES / name).read_text(encoding="utf-8")
        for forbidden in (" style=", "<style", " onclick=", " onchange=", "javascript:", "|safe"):
            assert forbidden not in source

    def test_the_error_page_needs_nothing(self) -> None:
        assert "Hệ thống gặp lỗi" in render_to_string("500.html")
