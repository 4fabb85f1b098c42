from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0004_named"),
        ("people", "0006_what_follows"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="registration", name="registration_counts"),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                fields=["event", "state", "country"],
                include=("seats", "id", "person", "role", "office"),
                name="registration_counts",
            ),
        ),
    ]
