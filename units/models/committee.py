"""The committee (the tenant) and the numbered groups of its units. Source: domain.md §2, §3."""

from django.db import models

from units.models.people import Person
from units.models.versioned import Versioned


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, person: Person) -> "CommitteeQuerySet":
        """Committees in which the person holds an appointment today."""
        return self.filter(pk__in={post.committee_id for post in person.posts_on()})


class Committee(Versioned):
    """A cấp ủy: the tenant. Carries its identity as printed on documents (document-format.md §1.3)."""

    code = models.SlugField(
        "mã",
        max_length=60,
        unique=True,
        error_messages={"unique": "Mã này đã có cấp ủy dùng."},
    )
    name = models.CharField("tên", max_length=150, help_text="Ví dụ: Thành ủy Đông Hà")
    body_name = models.CharField(
        "tên gọi tắt trong văn bản", max_length=60, help_text="Ví dụ: Thành ủy, Đảng ủy"
    )
    level_name = models.CharField(
        "cấp hành chính", max_length=40, help_text="Ví dụ: thành phố, phường, tỉnh"
    )
    sub_unit_name = models.CharField(
        "tên gọi địa phương trực thuộc", max_length=40, default="phường"
    )
    sub_body_name = models.CharField(
        "cấp ủy của địa phương trực thuộc", max_length=40, default="Đảng ủy"
    )
    printed_superior = models.CharField(
        "cơ quan cấp trên, như in trên văn bản", max_length=150, blank=True
    )
    printed_name = models.TextField(
        "tên cơ quan, như in trên văn bản", help_text="Có thể ngắt dòng bằng phím Enter"
    )
    place = models.CharField("địa danh", max_length=60)
    symbol = models.CharField("ký hiệu", max_length=12, help_text="Ví dụ: TU, ĐU")
    signing_authority = models.CharField(
        "quyền hạn ký", max_length=100, default="T/M BAN THƯỜNG VỤ"
    )
    recipients = models.TextField("nơi nhận", blank=True, help_text="Mỗi dòng một nơi nhận")
    first_year = models.PositiveSmallIntegerField("năm đầu thực hiện cam kết")
    contact = models.CharField(
        "liên hệ khi cần hỗ trợ", max_length=200, blank=True, help_text="Họ tên, số điện thoại"
    )
    unit = models.OneToOneField(
        "Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_committee",
        help_text="the unit that this committee is in a committee above",
    )

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class GroupQuerySet(models.QuerySet["Group"]):
    def with_units(self) -> "GroupQuerySet":
        """Those a list of units can be narrowed to: an empty one would find nothing."""
        return self.filter(units__isnull=False).distinct()


class Group(Versioned):
    """A numbered heading of part II of the Báo cáo; ordered and nested."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="groups")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    code = models.CharField("mã", max_length=40)
    number = models.CharField("số mục", max_length=10, blank=True)
    heading = models.CharField("tên mục trong báo cáo", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=60)
    rank = models.PositiveSmallIntegerField("thứ tự", default=0)
    first_year = models.PositiveSmallIntegerField("năm đầu thực hiện", null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"],
                name="group_code_unique",
                violation_error_message="Mã nhóm này đã được dùng.",
            )
        ]

    def __str__(self) -> str:
        return self.short_name
