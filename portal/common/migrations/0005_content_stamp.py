import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("common", "0004_factor_secret")]

    operations = [
        migrations.CreateModel(
            name="ContentStamp",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("value", models.UUIDField(default=uuid.uuid4)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddConstraint(
            model_name="contentstamp",
            constraint=models.CheckConstraint(condition=models.Q(("id", 1)), name="content_stamp_is_one_row"),
        ),
    ]
