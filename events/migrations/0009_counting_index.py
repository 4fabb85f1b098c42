from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_squashed_0008_reason_told"),
        ("people", "0001_squashed_0011_notice_queue_order"),
    ]

    operations = [
        migrations.RenameIndex(
            model_name="registration",
            new_name="registration_statistics",
            old_name="registration_counts",
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                fields=["event", "state", "country"], include=("seats",), name="registration_counts"
            ),
        ),
    ]
