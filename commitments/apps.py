from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = "Bản cam kết"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the navigation what waits behind its lines."""
        from camket import context_processors
        from commitments.views import counters

        context_processors.count("registrations", counters.registrations)
        context_processors.count("signing", counters.signing)
        context_processors.count("review", counters.review)
        context_processors.count("amendments", counters.amendments)
