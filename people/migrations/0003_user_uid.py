import uuid

import django.contrib.postgres.functions
from django.db import migrations, models

import people.validators


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_journal_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="uid",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
                editable=False,
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="zone",
            field=models.CharField(
                default="UTC",
                max_length=64,
                validators=[people.validators.validate_zone],
                verbose_name="time zone",
            ),
        ),
    ]
