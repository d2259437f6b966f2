from django.conf import settings
from django.db import migrations, models

import portal.common.crypto.fields

ENCRYPTED = ("needs", "representation", "employee", "screening", "complaint", "wishes")


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.RenameField("referral", "asking_for", "path"),
        migrations.AlterField(
            "referral",
            "path",
            models.CharField(
                choices=[
                    ("self", "A community member"),
                    ("other", "Someone on behalf of a community member"),
                    ("employee", "A police employee, about a conflict at work"),
                    ("city", "The City, about a filed complaint"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            "referral",
            "source",
            models.CharField(
                choices=[
                    ("online", "Online form"),
                    ("phone", "By phone, entered by staff"),
                    ("paper", "On paper, entered by staff"),
                    ("in_person", "In person, entered by staff"),
                    ("city", "Referred by the City"),
                ],
                max_length=16,
            ),
        ),
        # Needs hold people's own words now, so they are encrypted like the rest.
        migrations.RemoveField("referral", "needs"),
        migrations.AddField("referral", "doubts", models.JSONField(default=list)),
        migrations.AddField("referral", "needs_call", models.BooleanField(default=False)),
        migrations.AddField(
            "referral",
            "entered_by",
            models.ForeignKey(
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        *(
            migrations.AddField(
                "referral",
                name,
                portal.common.crypto.fields.EncryptedJSONField(default=dict, label=f"referral.{name}"),
            )
            for name in ENCRYPTED
        ),
    ]
