from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = "Đơn vị và con người"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every process that sends mail knows how to say an invitation anew."""
        from units import emails  # noqa: F401
