import uuid

from django.db import migrations, models

import portal.common.crypto.fields


class Migration(migrations.Migration):
    dependencies = [("common", "0003_media")]

    operations = [
        migrations.CreateModel(
            name="FactorSecret",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("secret", portal.common.crypto.fields.EncryptedTextField(label="factor_secret.secret")),
            ],
            options={"default_permissions": ()},
        ),
    ]
