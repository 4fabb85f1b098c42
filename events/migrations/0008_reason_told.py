from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0007_seating"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="reason_told",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="why it is postponed or cancelled; empty where they are not told",
                max_length=300,
                verbose_name="reason told to those registered",
            ),
        ),
    ]
