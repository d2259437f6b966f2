"""Links for one time into a side's own space, and the duty to give a side its code."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0010_meetings'),
    ]

    operations = [
        migrations.CreateModel(
            name='AskedLink',
            fields=[
                ('locator', models.CharField(max_length=8, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AlterField(
            model_name='case',
            name='next_duty',
            field=models.CharField(blank=True, choices=[('first_contact', 'First contact by a person'), ('screen', 'Screen the request'), ('ask_again', 'Remind about the question'), ('answer_by', 'The answer is due'), ('city_decision', 'The City decides'), ('invite', 'Ask both sides'), ('hand_over_code', 'Give a side its code'), ('consent_by', 'Both answers are due'), ('assign', 'Choose mediators'), ('mediator_reply', 'A mediator’s answer is due'), ('prepare', 'Talk with each side'), ('hold_session', 'Hold the session'), ('check_in', 'Check-in call before the session'), ('report', 'Report the session'), ('outcome', 'Record the outcome'), ('follow_up', 'Follow up with both sides'), ('ten_days', 'Extend or end the mediation (Evid. Code 1125)'), ('review_hold', 'Look at the hold again'), ('return_to_psu', 'Return the complaint to Professional Standards'), ('clock', 'One-year limit of the complaint (Gov. Code 3304(d))'), ('post_letter', 'Send a letter by post'), ('call_party', 'Tell a person by phone')], max_length=16),
        ),
        migrations.AlterField(
            model_name='duty',
            name='kind',
            field=models.CharField(choices=[('first_contact', 'First contact by a person'), ('screen', 'Screen the request'), ('ask_again', 'Remind about the question'), ('answer_by', 'The answer is due'), ('city_decision', 'The City decides'), ('invite', 'Ask both sides'), ('hand_over_code', 'Give a side its code'), ('consent_by', 'Both answers are due'), ('assign', 'Choose mediators'), ('mediator_reply', 'A mediator’s answer is due'), ('prepare', 'Talk with each side'), ('hold_session', 'Hold the session'), ('check_in', 'Check-in call before the session'), ('report', 'Report the session'), ('outcome', 'Record the outcome'), ('follow_up', 'Follow up with both sides'), ('ten_days', 'Extend or end the mediation (Evid. Code 1125)'), ('review_hold', 'Look at the hold again'), ('return_to_psu', 'Return the complaint to Professional Standards'), ('clock', 'One-year limit of the complaint (Gov. Code 3304(d))'), ('post_letter', 'Send a letter by post'), ('call_party', 'Tell a person by phone')], max_length=16),
        ),
        migrations.CreateModel(
            name='EntryLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('ends_at', models.DateTimeField()),
                ('code', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='link', to='intake.participantcode')),
                ('notification', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='link', to='intake.notification')),
            ],
            options={
                'default_permissions': (),
            },
        ),
    ]
