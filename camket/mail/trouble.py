"""Why a mail did not go, read from what the mail server answered."""

import logging
import smtplib
from typing import NamedTuple

from camket.mail.message import one_line

logger = logging.getLogger(__name__)


class Trouble(NamedTuple):
    """Why a mail did not go: for the Office in words; final or to be tried again."""

    words: str
    final: bool = False
    connection: bool = False


def trouble_of(error: Exception) -> Trouble:
    """What an exception of the mail server, or of composing, means for the row."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
        return _refused(code, reply, final=code >= 500)
    if isinstance(error, smtplib.SMTPDataError):
        return _refused(error.smtp_code, error.smtp_error, final=error.smtp_code >= 500)
    if isinstance(error, smtplib.SMTPSenderRefused):  # our own address: for the operator to mend
        return _refused(error.smtp_code, error.smtp_error, final=False)
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return Trouble("Địa chỉ thư điện tử không hợp lệ.", final=True)
    if isinstance(error, OSError):
        return Trouble(f"Máy chủ thư không trả lời ({type(error).__name__}).", connection=True)
    logger.error("mail not composed", exc_info=error)
    return Trouble(f"Lỗi khi soạn thư ({type(error).__name__}).")


def _refused(code: int, reply: bytes | str, *, final: bool) -> Trouble:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    kind = "Máy chủ thư từ chối" if final else "Máy chủ thư tạm hoãn"
    return Trouble(f"{kind}: {code} {one_line(words)}", final=final)
