"""A real SMTP server on this machine that answers as it is told, and keeps what it took."""

import asyncio
import email
import socket
from collections import defaultdict
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

DROP = "drop"  # hang up before taking the message
SWALLOW = "swallow"  # take the message, then hang up without an answer


class Sink:
    """``answers[address]`` is a list used up one by one; after that the message is taken."""

    def __init__(self) -> None:
        self.answers: dict[str, list[str]] = defaultdict(list)
        self.taken: list[tuple[str, EmailMessage]] = []
        self.raw: list[bytes] = []
        self.delay = 0.0  # seconds before each answer to a message
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def port(self) -> int:
        return self.controller.port

    def start(self) -> "Sink":
        self.controller.start()
        return self

    def stop(self) -> None:
        self.controller.stop()

    def to(self, address: str) -> list[EmailMessage]:
        return [message for to, message in self.taken if to == address]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answers = self.answers[address]
        if answers and answers[0] not in (DROP, SWALLOW) and "data" not in answers[0]:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        address = envelope.rcpt_tos[0]
        answers = self.answers[address]
        answer = answers.pop(0) if answers else "250 taken"
        await asyncio.sleep(self.delay)
        if answer.startswith("250") or answer == SWALLOW:
            raw = cast("bytes", envelope.content)
            self.raw.append(raw)
            message: Any = email.message_from_bytes(raw, policy=default)
            self.taken.append((address, message))
        if answer in (DROP, SWALLOW):
            assert server.transport is not None
            server.transport.abort()
        return answer.removesuffix(" data")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
