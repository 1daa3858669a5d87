"""Ways in without a login: the first run, and the link of an invitation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from camket import clock
from units import emails, workflow
from units.forms import FirstRunForm
from units.models import Committee
from units.views.attempts import tried

View = Callable[..., Any]


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2", "token")
def first_run(request: HttpRequest) -> HttpResponse:
    """Found the committee and its administrator, by the console's token; 404 ever after."""
    if Committee.objects.exists():
        raise Http404
    form = FirstRunForm(
        request.POST if request.method == "POST" else None,
        expected=_console_token(),
        initial={"token": request.GET.get("ma", ""), "first_year": clock.today().year},
    )
    again = tried(form, lambda: _found(form))
    if again is None:
        settings.FIRST_RUN_TOKEN_FILE.unlink(missing_ok=True)
        messages.success(request, "Đã lập cấp ủy. Mời đăng nhập bằng tài khoản quản trị.")
        return redirect("account_login")
    return render(request, "units/first_run.html", again)


@login_not_required
@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail's link, open for days, to the page that sets a password, open for an hour."""
    person = emails.invited_by(token)
    if person is None:
        return render(request, "units/invitation_over.html")
    return redirect(
        "account_reset_password_from_key",
        uidb36=user_pk_to_url_str(person),
        key=default_token_generator.make_token(person),
    )


def unless_founded(login: View) -> View:
    """Leads to the first run instead of the login while there is nobody to log in."""

    @wraps(login)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if Committee.objects.exists():
            return login(request, *args, **kwargs)
        return redirect("units:first_run")

    return view


def _found(form: FirstRunForm) -> None:
    typed = form.cleaned_data
    names = FirstRunForm.Meta.fields
    workflow.found_committee(
        committee=Committee(**{name: typed[name] for name in names}),
        admin_email=typed["admin_email"],
        admin_name=typed["admin_name"],
        password=typed["password1"],
        at=clock.now(),
    )


def _console_token() -> str:
    """What ``manage.py serve`` printed; empty when it has not, and then nothing opens."""
    try:
        return str(settings.FIRST_RUN_TOKEN_FILE.read_text(encoding="ascii")).strip()
    except OSError:
        return ""
