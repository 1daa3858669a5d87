from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = "Bản cam kết"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the navigation what waits behind its lines, and units what speaks against ending."""
        from camket import context_processors
        from commitments.rules import objections_to_ending
        from commitments.views import counters
        from units.workflow import ask_also

        ask_also(objections_to_ending)
        context_processors.count("registrations", counters.registrations)
        context_processors.count("signing", counters.signing)
        context_processors.count("review", counters.review)
        context_processors.count("supports", counters.supports)
        context_processors.count("amendments", counters.amendments)
        context_processors.count("verify", counters.verify)
        context_processors.count("actions", counters.actions)
        context_processors.count("proposals", counters.proposals)
        context_processors.count("answers", counters.answers)
