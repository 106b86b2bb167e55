"""Places and programs count their changes, so that nobody's is overwritten unseen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_external_id")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="edition",
            field=models.PositiveIntegerField(db_default=1, default=1),
        )
        for name in ("location", "healthcareservice")
    ]
