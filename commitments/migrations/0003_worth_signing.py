import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


def carry_supports(apps, schema_editor):
    """Every supporting unit waits for its own answer."""
    Task, Support = apps.get_model('commitments', 'Task'), apps.get_model('commitments', 'Support')
    named = Task.supporting_units.through.objects.values_list('task_id', 'unit_id')
    Support.objects.bulk_create(Support(task_id=task, unit_id=unit) for task, unit in named)


def keep_what_was_signed(apps, schema_editor):
    """What is in force becomes the first version of each signed commitment."""
    Version = apps.get_model('commitments', 'CommitmentVersion')
    signed = apps.get_model('commitments', 'Commitment').objects.filter(content__isnull=False)
    Version.objects.bulk_create(
        Version(commitment=c, number=0, in_force_from=c.signed_on, content=c.content, content_hash=c.content_hash)
        for c in signed
    )


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0002_initial'),
        ('units', '0002_reorganisations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='commitmentround',
            name='choices',
            field=models.JSONField(default=dict, help_text='{task id: {choice, reason}}, written when the round is judged'),
        ),
        migrations.AddField(
            model_name='task',
            name='batch',
            field=models.UUIDField(help_text='the same for tasks assigned in one deed', null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='carried_from',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_to', to='commitments.task'),
        ),
        migrations.AddField(
            model_name='task',
            name='choice',
            field=models.CharField(blank=True, choices=[('', 'Chưa chọn'), ('CHOSEN', 'Đưa vào bản ký'), ('NOT_CHOSEN', 'Không đưa vào bản ký')], default='', max_length=10),
        ),
        migrations.AddField(
            model_name='task',
            name='choice_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='task',
            name='clarity',
            field=models.PositiveSmallIntegerField(default=0, help_text='how many of the 6 rõ are met'),
        ),
        migrations.AddField(
            model_name='task',
            name='joined_on',
            field=models.DateField(help_text='added by an amendment on this day', null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='left_on',
            field=models.DateField(help_text='withdrawn by an amendment on this day', null=True),
        ),
        migrations.AddField(
            model_name='year',
            name='amend_until',
            field=models.DateField(blank=True, help_text='empty: 30 November of the year', null=True, verbose_name='nhận đề nghị điều chỉnh đến ngày'),
        ),
        migrations.CreateModel(
            name='CommitmentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('in_force_from', models.DateField()),
                ('content', models.JSONField()),
                ('content_hash', models.CharField(db_index=True, max_length=64)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='commitments.commitment')),
            ],
            options={
                'ordering': ['commitment', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('DRAFT', 'Đang soạn'), ('PROPOSED', 'Chờ Thường trực quyết định'), ('APPROVED', 'Đã đồng ý điều chỉnh'), ('REJECTED', 'Không đồng ý điều chỉnh')], default='DRAFT', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('number', models.PositiveSmallIntegerField(null=True)),
                ('reason', models.TextField(blank=True, verbose_name='lý do điều chỉnh')),
                ('base', models.JSONField()),
                ('base_hash', models.CharField(max_length=64)),
                ('tasks', models.JSONField()),
                ('moment', models.JSONField(default=dict)),
                ('drafted_at', models.DateTimeField()),
                ('proposed_at', models.DateTimeField(null=True)),
                ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                ('decided_at', models.DateTimeField(null=True)),
                ('comment', models.TextField(blank=True, verbose_name='ý kiến của Thường trực')),
                ('content', models.JSONField(null=True)),
                ('content_hash', models.CharField(blank=True, max_length=64)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='commitments.commitment')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendment', to='commitments.commitmentversion')),
            ],
            options={
                'ordering': ['commitment', '-drafted_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('ADMIN', 'Quản trị hệ thống'), ('OFFICE', 'Văn phòng cấp ủy'), ('STANDING', 'Thường trực cấp ủy'), ('INSPECTOR', 'Ủy ban Kiểm tra'), ('HEAD', 'Người đứng đầu'), ('REPORTER', 'Cán bộ đầu mối')], max_length=12, verbose_name='vai trò')),
                ('starts_on', models.DateField(verbose_name='người mới nhận việc từ ngày')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú bàn giao')),
                ('items', models.JSONField(default=list)),
                ('recorded_at', models.DateTimeField()),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('leaver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='units.unit')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('QUEUED', 'Đang chờ đọc'), ('READING', 'Đang đọc'), ('READY', 'Chờ xác nhận'), ('REFUSED', 'Có lỗi, chưa nhập'), ('CONFIRMED', 'Đang chờ nhập'), ('APPLYING', 'Đang nhập'), ('APPLIED', 'Đã nhập'), ('FAILED', 'Không nhập được'), ('DROPPED', 'Đã bỏ')], default='QUEUED', max_length=10)),
                ('original_name', models.CharField(max_length=255)),
                ('file', models.CharField(blank=True, max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('convert', models.BooleanField(default=False, help_text='consent to convert an old encoding')),
                ('rows', models.JSONField(default=list)),
                ('plan', models.JSONField(default=dict)),
                ('counts', models.JSONField(default=dict)),
                ('problem', models.TextField(blank=True)),
                ('uploaded_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('applied_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(null=True)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='units.committee')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('year', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='commitments.year')),
            ],
            options={
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LegalBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(help_text='Nghị quyết, Kết luận…', max_length=60, verbose_name='loại văn bản')),
                ('number', models.CharField(blank=True, help_text='Ví dụ: 05-NQ/TU', max_length=60, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                ('issuer', models.CharField(max_length=150, verbose_name='cơ quan ban hành')),
                ('summary', models.CharField(help_text='Ví dụ: về công tác cán bộ', max_length=500, verbose_name='trích yếu')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='hết hiệu lực từ ngày')),
                ('search_key', models.CharField(default='', editable=False, max_length=900)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bases', to='units.committee')),
            ],
            options={
                'ordering': ['-issued_on', 'number', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='task',
            name='bases',
            field=models.ManyToManyField(blank=True, related_name='tasks', to='commitments.legalbasis', verbose_name='văn bản căn cứ'),
        ),
        migrations.AddField(
            model_name='year',
            name='bases',
            field=models.ManyToManyField(blank=True, related_name='years', to='commitments.legalbasis', verbose_name='căn cứ'),
        ),
        migrations.CreateModel(
            name='SignedScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.CharField(max_length=120, unique=True)),
                ('original_name', models.CharField(max_length=255)),
                ('kind', models.CharField(help_text='the media type, found by content', max_length=100)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField()),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='commitments.commitmentversion')),
            ],
            options={
                'ordering': ['version', '-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('OPEN', 'Chờ đơn vị trả lời'), ('CONFIRMED', 'Đơn vị đồng ý'), ('DECLINED', 'Đơn vị giữ nguyên'), ('WITHDRAWN', 'Văn phòng đã rút')], default='OPEN', max_length=10)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('comment', models.TextField(blank=True, verbose_name='lý do đề nghị sửa')),
                ('made_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, verbose_name='ý kiến của đơn vị')),
                ('answered_at', models.DateTimeField(null=True)),
                ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='commitments.task')),
            ],
            options={
                'ordering': ['task', '-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('WAITING', 'Chờ xác nhận'), ('CONFIRMED', 'Đã xác nhận phối hợp'), ('DECLINED', 'Chưa nhận phối hợp')], default='WAITING', max_length=10)),
                ('asked_at', models.DateTimeField(null=True)),
                ('times_asked', models.PositiveSmallIntegerField(default=0)),
                ('answer', models.TextField(blank=True, verbose_name='ý kiến của đơn vị phối hợp')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='commitments.task')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='units.unit')),
            ],
            options={
                'ordering': ['task', 'unit__group__rank', 'unit__rank', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='commitmentversion',
            constraint=models.UniqueConstraint(fields=('commitment', 'number'), name='commitment_version_unique'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(fields=('commitment', 'number'), name='amendment_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'DRAFT'), models.Q(('proposed_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='amendment_proposed_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'APPROVED'), _negated=True), models.Q(('decided_at__isnull', False), ('made__isnull', False), ('number__isnull', False), models.Q(('content_hash', ''), _negated=True)), _connector='OR'), name='amendment_approved_is_frozen'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'REJECTED'), _negated=True), models.Q(('decided_at__isnull', False), models.Q(('comment', ''), _negated=True)), _connector='OR'), name='amendment_rejected_says_why'),
        ),
        migrations.AddConstraint(
            model_name='legalbasis',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('committee', 'number', 'issuer'), name='basis_unique', violation_error_message='Văn bản có số, ký hiệu và cơ quan ban hành này đã có trong danh mục.'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'OPEN')), fields=('task',), name='suggestion_one_open'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'OPEN')), models.Q(models.Q(('state', 'OPEN'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='suggestion_answered_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DECLINED'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='suggestion_declined_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(fields=('task', 'unit'), name='support_unique'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'WAITING')), models.Q(models.Q(('state', 'WAITING'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='support_answered_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DECLINED'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='support_declined_has_a_reason'),
        ),
        # A through table cannot be put under a field that has one: the answers are carried over.
        migrations.RunPython(carry_supports, migrations.RunPython.noop),
        migrations.RemoveField(model_name='task', name='supporting_units'),
        migrations.AddField(
            model_name='task',
            name='supporting_units',
            field=models.ManyToManyField(blank=True, related_name='supported_tasks', through='commitments.Support', to='units.unit', verbose_name='đơn vị phối hợp'),
        ),
        migrations.RunPython(keep_what_was_signed, migrations.RunPython.noop),
    ]
