"""Drafts are sealed for those who hold them.

The table is made anew. What earlier drafts hold can't be sealed here: that takes the secret in their browser's cookie.
They are unsent, two weeks old at most, and no city has any.
"""

import django.db.models.deletion
import intake.models.draft
import portal.common.crypto.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0002_request_catalogue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name='Draft'),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('path', models.CharField(blank=True, max_length=16)),
                ('language', models.CharField(blank=True, max_length=16)),
                ('sealed', portal.common.crypto.fields.EncryptedTextField(label='draft.sealed')),
                ('sealed_code', models.BinaryField()),
                ('asked', models.JSONField(default=list)),
                ('schema', models.PositiveSmallIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('expires_at', models.DateTimeField(default=intake.models.draft.draft_expiry)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='draft', to='intake.referral')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DraftHolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('browser', models.CharField(max_length=64)),
                ('key', models.BinaryField()),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holders', to='intake.draft')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ParticipantCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('locator', models.CharField(max_length=8, unique=True)),
                ('secret_hash', models.CharField(max_length=128)),
                ('key', models.BinaryField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('draft', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='participant_code', to='intake.draft')),
                ('referral', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='intake.referral')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TryCount',
            fields=[
                ('subject', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField(default=0)),
                ('since', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['since'], name='intake_tryc_since_af066b_idx')],
            },
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['expires_at'], name='intake_draf_expires_ec55fb_idx'),
        ),
        migrations.AddConstraint(
            model_name='draftholder',
            constraint=models.UniqueConstraint(fields=('browser', 'draft'), name='intake_holder_once'),
        ),
        migrations.AddConstraint(
            model_name='participantcode',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('draft', None), ('referral__isnull', False)), models.Q(('draft__isnull', False), ('referral', None)), _connector='OR'), name='intake_code_of_draft_or_referral'),
        ),
    ]
