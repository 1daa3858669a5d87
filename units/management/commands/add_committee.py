"""``manage.py add_committee CODE NAME … --admin EMAIL``: one more committee of this installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from camket import clock
from camket.audit import Refused
from units import workflow
from units.models import Committee

# option, its field, what it is for
NEEDED = (
    ("--body-name", "body_name", "short name in documents: Đảng ủy"),
    ("--level-name", "level_name", "administrative level: phường"),
    ("--printed-name", "printed_name", "name as printed; \\n begins a new line"),
    ("--place", "place", "place before a date: Đông Hà"),
    ("--symbol", "symbol", "symbol after a document's number: ĐU"),
)


class Command(BaseCommand):
    """Asks nothing; the rest of the identity is filled in later, by the new administrator."""

    help = "Add a committee with its first administrator, who is invited by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="first word of its addresses: dang-uy-phuong-1")
        parser.add_argument("name", help="Đảng ủy Phường 1")
        for option, field, meaning in NEEDED:
            parser.add_argument(option, dest=field, required=True, help=meaning)
        parser.add_argument("--first-year", type=int, default=clock.today().year)
        parser.add_argument("--admin", required=True, metavar="EMAIL")
        parser.add_argument("--admin-name", required=True, help="full name, for a new address")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("code", "name", "first_year", *(field for _, field, _ in NEEDED))
        typed = {name: options[name] for name in names}
        typed["printed_name"] = typed["printed_name"].replace("\\n", "\n")
        try:
            person = workflow.add_committee(
                committee=Committee(**typed),
                admin_email=options["admin"],
                admin_name=options["admin_name"],
                at=clock.now(),
            )
        except Refused as refused:
            raise CommandError(" ".join([refused.sentence, *refused.lines])) from refused
        self.stdout.write(f"Đã lập {options['name']} ({options['code']}).\n")
        known = person.has_usable_password()
        said = "đăng nhập như trước" if known else "đặt mật khẩu theo thư mời"
        self.stdout.write(f"Người quản trị: đ/c {person}, {person.email} – {said}.\n")
