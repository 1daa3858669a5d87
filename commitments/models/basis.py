"""The register of resolutions and conclusions that years and tasks rest on. Source: domain.md §2."""

from django.db import models

from camket.text import format_date
from units.models import Committee, Person
from units.models.versioned import Versioned
from units.roles import Permission


class LegalBasisQuerySet(models.QuerySet["LegalBasis"]):
    def visible_to(self, person: Person) -> "LegalBasisQuerySet":
        """Bases of the committees in which the person may read the year."""
        posts = person.posts_on()
        return self.filter(
            committee__in={p.committee_id for p in posts if Permission.SEE_YEAR in p.permissions}
        )


class LegalBasis(Versioned):
    """A căn cứ: a numbered document of somebody with authority. Listed by day of issue."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="bases")
    kind = models.CharField("loại văn bản", max_length=60, help_text="Nghị quyết, Kết luận…")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True, help_text="Ví dụ: 05-NQ/TU")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=150)
    summary = models.CharField("trích yếu", max_length=500, help_text="Ví dụ: về công tác cán bộ")
    ended_on = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)
    search_key = models.CharField(max_length=900, editable=False, default="")

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number", "issuer"],
                condition=~models.Q(number=""),
                name="basis_unique",
                violation_error_message="Văn bản có số, ký hiệu và cơ quan ban hành này đã có trong "
                "danh mục.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()

    @property
    def cited(self) -> str:
        """As it is named in running text: 'Kết luận số … ngày … của … về …'."""
        words = [self.kind]
        if self.number:
            words.append(f"số {self.number}")
        if self.issued_on:
            words.append(f"ngày {format_date(self.issued_on)}")
        return " ".join([*words, f"của {self.issuer}", self.summary])
