"""Messages of a side to the program, and the duty to answer one."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import portal.common.crypto.fields

DUTIES = [
    ("first_contact", "First contact by a person"),
    ("screen", "Screen the request"),
    ("ask_again", "Remind about the question"),
    ("answer_by", "The answer is due"),
    ("city_decision", "The City decides"),
    ("invite", "Ask both sides"),
    ("consent_by", "Both answers are due"),
    ("assign", "Choose mediators"),
    ("mediator_reply", "A mediator’s answer is due"),
    ("prepare", "Talk with each side"),
    ("hold_session", "Hold the session"),
    ("check_in", "Check-in call before the session"),
    ("report", "Report the session"),
    ("outcome", "Record the outcome"),
    ("follow_up", "Follow up with both sides"),
    ("ten_days", "Extend or end the mediation (Evid. Code 1125)"),
    ("review_hold", "Look at the hold again"),
    ("return_to_psu", "Return the complaint to Professional Standards"),
    ("clock", "One-year limit of the complaint (Gov. Code 3304(d))"),
    ("post_letter", "Send a letter by post"),
    ("call_party", "Tell a person by phone"),
    ("answer_message", "Answer a message from a side"),
]


class Migration(migrations.Migration):
    dependencies = [("intake", "0008_party_code")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="next_duty",
            field=models.CharField(blank=True, choices=DUTIES, max_length=16),
        ),
        migrations.AlterField(
            model_name="duty",
            name="kind",
            field=models.CharField(choices=DUTIES, max_length=16),
        ),
        migrations.CreateModel(
            name="PartyMessage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("text", portal.common.crypto.fields.EncryptedTextField(label="party_message.text")),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="intake.party"
                    ),
                ),
            ],
            options={"ordering": ("created_at", "id"), "default_permissions": ()},
        ),
    ]
