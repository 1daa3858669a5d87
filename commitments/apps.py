from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = "Bản cam kết"
    default_auto_field = "django.db.models.BigAutoField"
