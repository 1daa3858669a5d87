"""How login by e-mail fits this product: closed to strangers, mails through the outbox."""

import base64
from typing import Any
from uuid import uuid4

from allauth.account import forms
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as ActivateForm
from allauth.mfa.totp.internal.auth import TOTP
from axes.utils import reset as unlock
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.cache import cache
from django.core.mail import EmailMessage, EmailMultiAlternatives  # noqa: TID251  (a type only)
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from camket import clock, mail

NOT_THE_SAME = "Hai lần nhập mật khẩu mới chưa giống nhau."
NOT_YOURS = "Mật khẩu không đúng. Đề nghị nhập lại mật khẩu đang dùng để đăng nhập."
TOO_MANY_GUESSES = (
    "Đã nhập sai mật khẩu nhiều lần nên việc xác nhận được tạm khóa {minutes} phút. Hết thời gian "
    "này thử lại được; nếu quên mật khẩu, đăng xuất rồi bấm Quên mật khẩu."
)
TOO_OFTEN = "Đã thử quá nhiều lần. Vui lòng đợi ít phút rồi thử lại."


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up, links from SITE_URL, every mail a row of the outbox."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Tài khoản này đã ngừng hoạt động.",
        "email_password_mismatch": "Địa chỉ thư điện tử hoặc mật khẩu không đúng.",
        "enter_current_password": "Vui lòng nhập mật khẩu hiện tại.",
        "incorrect_code": "Mã không đúng.",
        "incorrect_password": "Mật khẩu không đúng.",
        "invalid_login": "Đăng nhập không hợp lệ.",
        "invalid_or_expired_key": "Liên kết không đúng hoặc đã hết hạn.",
        "invalid_password_reset": "Liên kết đặt lại mật khẩu không đúng hoặc đã hết hạn.",
        "same_as_current": "Giá trị mới phải khác giá trị hiện tại.",
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: django-axes counts wrong passwords, and two counters would disagree."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The one-time link of a mail, never built from the request's Host header."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return str(settings.SITE_URL + path.replace("UID-KEY", key))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queues instead of sending; a kind is ``account.password_reset_key`` and the like.

        The mail speaks to the owner of the address, whoever is logged in, and in our own time. It
        names whom to call.
        """
        person = get_user_model().objects.filter(email__iexact=email).first()
        context = {"email": email, "site_url": settings.SITE_URL, **context}
        context |= {"user": person, "timestamp": clock.now()}
        context["contact"] = person.contacts() if person else ""
        message = self.render_mail(template_prefix, email, context)
        mail.queue(
            key=f"account:{uuid4()}",
            kind=f"account.{template_prefix.rpartition('/')[2]}",
            recipient=person,
            committee=None,
            subject=message.subject,
            text=str(message.body),
            html=_html_of(message),
            at=clock.now(),
            address=email,
        )


class MfaAdapter(DefaultMFAAdapter):
    """Seeds of one-time codes are kept encrypted: a copy of the database opens no door.

    The key comes from SECRET_KEY; who changes that, asks everybody to set codes up anew.
    """

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Không thể tắt xác thực hai lớp.",
        "cannot_generate_recovery_codes": "Cần bật xác thực hai lớp trước khi lấy mã dự phòng.",
        "incorrect_code": "Mã không đúng.",
        "unverified_email": "Địa chỉ thư điện tử chưa được xác nhận.",
    }

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


class LongEnough(MinimumLengthValidator):
    """Django's rule; its sentence has no Vietnamese yet."""

    def get_error_message(self) -> str:
        return f"Mật khẩu này quá ngắn: cần ít nhất {self.min_length} ký tự."


class _TypedTwice:
    """allauth has no Vietnamese; this one sentence of its forms is not the adapter's."""

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        first, second = (self[name].data for name in ("password1", "password2"))  # type: ignore[index]
        if second and first != second and "password2" in self.errors:  # type: ignore[attr-defined]
            self.errors["password2"] = self.error_class([NOT_THE_SAME])  # type: ignore[attr-defined]
        return cleaned


class ChangePasswordForm(_TypedTwice, forms.ChangePasswordForm):
    """A new password, the old one known."""


class SetPasswordForm(_TypedTwice, forms.SetPasswordForm):
    """A first password."""


class ResetPasswordKeyForm(_TypedTwice, forms.ResetPasswordKeyForm):
    """A new password, through the link of a mail, which also ends a lock of the account.

    Who holds the link owns the mailbox; waiting out somebody else's guesses proves nothing more.
    """

    def save(self) -> None:
        super().save()
        unlock(username=self.user.email.lower())


class _OnlyOnce:
    """A one-time code is used up for as long as its clock would let it pass.

    allauth forgets it after one period, and does not note the one that switches codes on.
    """

    user: Any

    def clean_code(self) -> str:
        code = str(super().clean_code())  # type: ignore[misc]
        periods = 2 * mfa_settings.TOTP_TOLERANCE + 1
        used = TOTP(Authenticator(user=self.user))._get_used_cache_key(code)
        cache.set(used, "y", timeout=periods * mfa_settings.TOTP_PERIOD)
        return code


class ActivateTOTPForm(_OnlyOnce, ActivateForm):
    """The first code, which shows that the telephone knows the seed."""


class AuthenticateForm(_OnlyOnce, base_forms.AuthenticateForm):
    """The code after the password."""


class ReauthenticateForm(_OnlyOnce, base_forms.ReauthenticateForm):
    """The code before something that needs its owner."""


def password_objection(request: HttpRequest, typed: str) -> str:
    """Why this is not the password of the person logged in; empty when it is.

    Asked before a signature. A wrong guess counts as one at the login does, and the right one
    ends the count. The lock is said beside the field, so that nothing else typed is lost.
    """
    owner = request.user
    assert owner.is_authenticated
    found = authenticate(request, email=owner.email, password=typed)
    if found is not None and found.pk == owner.pk:
        unlock(username=owner.email.lower())
        return ""
    if getattr(request, "axes_locked_out", False):
        request.axes_locked_out = False  # type: ignore[attr-defined]
        minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
        return TOO_MANY_GUESSES.format(minutes=minutes)
    return NOT_YOURS


def typed_email(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:
    """The address a login was tried with, folded, so that case does not open a second door."""
    typed = (credentials or {}).get("email") or (credentials or {}).get("username")
    if not typed and request is not None:
        typed = request.POST.get("login")
    return typed.strip().lower() if typed else None


def client_address(request: HttpRequest) -> str | None:
    """The visitor's address: what our own proxy wrote last, or the connection's.

    None for a request that came over no connection at all (a test's forced login).
    """
    if "REMOTE_ADDR" not in request.META:
        return None
    return str(get_adapter().get_client_ip(request))


def _seal() -> Fernet:
    digest = salted_hmac("camket.accounts.MfaAdapter", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def _html_of(message: EmailMessage) -> str:
    if isinstance(message, EmailMultiAlternatives):
        return "".join(
            str(content) for content, kind in message.alternatives if kind == "text/html"
        )
    return ""
