"""What `manage.py check --deploy` asks beside Django's own questions."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks

MAIL_IS_PRINTED = checks.Warning(
    "Mails are printed on the console and reach nobody.",
    hint="Set EMAIL_URL, for example EMAIL_URL=smtp+tls://user:PASSWORD@mail.example.vn:587.",
    id="camket.W001",
)
DAY_IS_FIXED = checks.Warning(
    "The day is fixed: no deadline will ever pass and no reminder go out.",
    hint="Leave CAMKET_TODAY empty; it is for demonstrations.",
    id="camket.W002",
)


@checks.register(checks.Tags.security, deploy=True)
def meant_for_people(**_: Any) -> Sequence[checks.CheckMessage]:
    """An https:// address is for people: mails must reach them and days pass."""
    if not settings.HTTPS:
        return []
    printed = settings.EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend"
    fixed = settings.CAMKET_TODAY is not None
    return [MAIL_IS_PRINTED] * printed + [DAY_IS_FIXED] * fixed
