"""Which list an edition's reader keeps. Of a run published before nobody is known to keep one, so
its own lists are given out again from the next publication on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0003_sent_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishededition",
            name="own_list",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
