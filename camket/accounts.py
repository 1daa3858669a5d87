"""How login by e-mail fits this product: closed to strangers, mails through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up, links from SITE_URL, every mail a row of the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The one-time link of a mail, never built from the request's Host header."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", key)


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
