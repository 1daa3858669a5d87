"""The outbox: ``queue`` writes a row in the deed's own transaction, ``deliver`` sends what waits.

The row is the only truth (architecture.md §1 (4)). A row is claimed by conditional UPDATE with a
lease, sent, and marked; a sender that dies loses nothing, because the lease ends and the row is
sent again under the same Message-ID. Source: trust.md "From day one" 1-2, F1, F3, F4, F6, T13.
"""

from camket.mail.message import Message, compose, one_line, refresh
from camket.mail.outbox import queue, send_again, settle, waiting
from camket.mail.sending import deliver, held

__all__ = [
    "Message",
    "compose",
    "deliver",
    "held",
    "one_line",
    "queue",
    "refresh",
    "send_again",
    "settle",
    "waiting",
]
