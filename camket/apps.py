from django.apps import AppConfig


class CamketConfig(AppConfig):
    name = "camket"
    verbose_name = "Cam kết: sổ chung"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from camket import checks  # noqa: F401  (registers itself)
