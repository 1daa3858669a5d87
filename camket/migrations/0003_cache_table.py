"""The cache lives in the database; its table comes with the others, however one starts."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("camket", "0002_initial")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
