
import django.db.models.deletion
import home.models.short_link
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0003_search'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShortLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='Small letters, digits and hyphens, short enough to type: “library” becomes /go/library/.', max_length=40, unique=True)),
                ('path', models.CharField(blank=True, help_text='Instead of a page: an address without its language, for example /events/ or /faq/#cost.', max_length=200, validators=[home.models.short_link.validate_own_path], verbose_name='other address on this site')),
                ('language', models.CharField(blank=True, choices=home.models.short_link.language_choices, help_text="For a flyer in one language. Empty: the language of the reader's phone or computer.", max_length=10)),
                ('source', models.CharField(blank=True, help_text='Where people find it, for example “library flyer”. Staff only.', max_length=60)),
                ('note', models.TextField(blank=True, help_text='Who printed how many, and when. Staff only.')),
                ('page', models.ForeignKey(blank=True, help_text='The page it leads to. Readers get it in their language where that version is published.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='ShortLinkDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('visits', models.PositiveIntegerField(default=0)),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='home.shortlink')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='shortlink',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[a-z0-9]+(?:-[a-z0-9]+)*$')), name='short_link_code_is_plain'),
        ),
        migrations.AddConstraint(
            model_name='shortlink',
            constraint=models.CheckConstraint(condition=models.Q(('page', None), ('path', ''), _connector='OR'), name='short_link_leads_to_one_place'),
        ),
        migrations.AddConstraint(
            model_name='shortlink',
            constraint=models.CheckConstraint(condition=models.Q(('path', ''), ('path__regex', '^/(?:[a-z0-9_-]+/)*(?:#[A-Za-z][A-Za-z0-9_-]*)?$'), _connector='OR'), name='short_link_path_is_our_own'),
        ),
        migrations.AddConstraint(
            model_name='shortlinkday',
            constraint=models.UniqueConstraint(fields=('link', 'day'), name='one_row_per_link_and_day'),
        ),
    ]
