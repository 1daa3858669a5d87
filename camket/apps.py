from django.apps import AppConfig


class CamketConfig(AppConfig):
    name = "camket"
    verbose_name = "Cam kết: sổ chung"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.http import multipartparser

        from camket import checks  # noqa: F401  (registers itself)

        # A file's name stands in the header of its part: 300 letters of a Mac, each with its two
        # marks, are 1,500 bytes, and Django answers more than 1,024 with a bare 400.
        multipartparser.MAX_TOTAL_HEADER_SIZE = 4096  # type: ignore[attr-defined]
