"""Pages of a meeting for guests, and a side's wish for another time; the duty to find one."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0009_party_messages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='case',
            name='next_duty',
            field=models.CharField(blank=True, choices=[('first_contact', 'First contact by a person'), ('screen', 'Screen the request'), ('ask_again', 'Remind about the question'), ('answer_by', 'The answer is due'), ('city_decision', 'The City decides'), ('invite', 'Ask both sides'), ('consent_by', 'Both answers are due'), ('assign', 'Choose mediators'), ('mediator_reply', 'A mediator’s answer is due'), ('prepare', 'Talk with each side'), ('hold_session', 'Hold the session'), ('check_in', 'Check-in call before the session'), ('report', 'Report the session'), ('outcome', 'Record the outcome'), ('follow_up', 'Follow up with both sides'), ('ten_days', 'Extend or end the mediation (Evid. Code 1125)'), ('review_hold', 'Look at the hold again'), ('return_to_psu', 'Return the complaint to Professional Standards'), ('clock', 'One-year limit of the complaint (Gov. Code 3304(d))'), ('post_letter', 'Send a letter by post'), ('call_party', 'Tell a person by phone'), ('find_time', 'Find another time')], max_length=16),
        ),
        migrations.AlterField(
            model_name='duty',
            name='kind',
            field=models.CharField(choices=[('first_contact', 'First contact by a person'), ('screen', 'Screen the request'), ('ask_again', 'Remind about the question'), ('answer_by', 'The answer is due'), ('city_decision', 'The City decides'), ('invite', 'Ask both sides'), ('consent_by', 'Both answers are due'), ('assign', 'Choose mediators'), ('mediator_reply', 'A mediator’s answer is due'), ('prepare', 'Talk with each side'), ('hold_session', 'Hold the session'), ('check_in', 'Check-in call before the session'), ('report', 'Report the session'), ('outcome', 'Record the outcome'), ('follow_up', 'Follow up with both sides'), ('ten_days', 'Extend or end the mediation (Evid. Code 1125)'), ('review_hold', 'Look at the hold again'), ('return_to_psu', 'Return the complaint to Professional Standards'), ('clock', 'One-year limit of the complaint (Gov. Code 3304(d))'), ('post_letter', 'Send a letter by post'), ('call_party', 'Tell a person by phone'), ('find_time', 'Find another time')], max_length=16),
        ),
        migrations.CreateModel(
            name='MeetingLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('guest', models.CharField(choices=[('interpreter', 'Interpreter'), ('support', 'Support person'), ('representative', 'Representative or lawyer'), ('guardian', 'Parent or guardian'), ('other', 'Somebody else')], max_length=16)),
                ('languages', models.JSONField(default=list)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='intake.session')),
            ],
            options={
                'ordering': ('made_at', 'id'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='MoveRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('free_times', models.JSONField(default=list)),
                ('asked_at', models.DateTimeField()),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='intake.party')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='move_requests', to='intake.session')),
            ],
            options={
                'ordering': ('asked_at', 'id'),
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('session', 'party'), name='intake_move_asked_once_a_side')],
            },
        ),
    ]
