import portal.common.crypto.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0004_contact_traces'),
    ]

    operations = [
        migrations.CreateModel(
            name='StatisticsAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(max_length=32)),
                ('choices', models.JSONField(default=list)),
                ('own_words', portal.common.crypto.fields.EncryptedTextField(label='statistics.own_words')),
                ('half_year', models.CharField(max_length=7)),
                ('language', models.CharField(max_length=16)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['half_year'], name='intake_stat_half_ye_de7e49_idx')],
            },
        ),
    ]
