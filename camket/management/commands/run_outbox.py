"""Send what waits in the outbox now: for a day without a worker, or from cron."""

from typing import Any

from django.core.management.base import BaseCommand

from camket import celery, clock, mail
from camket.models import MailState, OutgoingMail


class Command(BaseCommand):
    """Needs neither broker nor worker; safe beside them, because each row is claimed."""

    help = "Send every mail that waits, without broker or worker."

    def handle(self, *args: Any, **options: Any) -> None:
        celery.app.loader.import_default_modules()  # the refreshers of all apps
        handled = 0
        while done := mail.deliver():
            handled += done
        left = mail.waiting(clock.now()).count()
        failed = OutgoingMail.objects.filter(state=MailState.FAILED).count()
        self.stdout.write(f"Đã xử lý {handled} thư; còn chờ {left}; không gửi được {failed}.")
        if mail.held():
            self.stdout.write("Máy chủ thư không trả lời: tạm dừng gửi, sẽ tự thử lại sau 5 phút.")
