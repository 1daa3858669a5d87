import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='unit',
            name='carried_by',
            field=models.ForeignKey(blank=True, editable=False, help_text='the successor that goes on with what this unit had signed; one step, never a chain', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carries', to='units.unit'),
        ),
        migrations.AlterField(
            model_name='unit',
            name='search_key',
            field=models.CharField(default='', editable=False, max_length=2000),
        ),
        migrations.CreateModel(
            name='Reorganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('MERGE', 'Hợp nhất, sáp nhập'), ('SPLIT', 'Chia tách'), ('RENAME', 'Đổi tên')], max_length=10, verbose_name='hình thức')),
                ('starts_on', models.DateField(verbose_name='hiệu lực từ ngày')),
                ('decision', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('detail', models.JSONField(default=dict, help_text='names before and after, as they were')),
                ('recorded_at', models.DateTimeField()),
                ('after', models.ManyToManyField(related_name='made_by', to='units.unit')),
                ('before', models.ManyToManyField(related_name='reorganised_by', to='units.unit')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reorganisations', to='units.committee')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField()),
                ('full_name', models.CharField(max_length=200)),
                ('short_name', models.CharField(max_length=80)),
                ('report_name', models.CharField(max_length=120)),
                ('collective', models.CharField(max_length=150)),
                ('head_post', models.CharField(max_length=120)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='units.unit')),
            ],
            options={
                'ordering': ['unit', '-until'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'until'), name='former_name_unique')],
            },
        ),
    ]
