"""A code opens the space of one side. Codes of people who asked for themselves get their side at once."""

import django.db.models.deletion
from django.db import migrations, models


def give_senders_their_side(apps, schema_editor):
    """Those who sent their own request online; safe to run again."""
    code, party = apps.get_model("intake", "ParticipantCode"), apps.get_model("intake", "Party")
    own = code.objects.filter(
        party=None, referral__source="online", referral__entered_by=None, referral__path__in=("self", "employee")
    )
    side = party.objects.filter(case__referral=models.OuterRef("referral"), has_asked=True)
    own.update(party=models.Subquery(side.values("pk")[:1]))


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_earlier_answers")]

    operations = [
        migrations.AddField(
            model_name="participantcode",
            name="party",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="code", to="intake.party"
            ),
        ),
        migrations.AddConstraint(
            model_name="participantcode",
            constraint=models.CheckConstraint(
                condition=models.Q(("party", None), ("referral__isnull", False), _connector="OR"),
                name="intake_code_of_party_is_sent",
            ),
        ),
        # Last: PostgreSQL alters no table whose rows have just changed.
        migrations.RunPython(give_senders_their_side, migrations.RunPython.noop),
    ]
