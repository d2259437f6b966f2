"""Site search: what can be found, what editors put first, what people search.

`search_tsv` names each configuration as a constant, which is what lets a column be generated from it; a language whose
stemmer is not in the list gets "simple". Its body is parsed here (RETURN), so no search_path changes it later.
The list is that of PostgreSQL 15.

Triggers keep SearchWord in step with the entries, whatever changes those. They take turns: two that change the same
words in another order would wait for each other.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

STEMMERS = (
    "arabic armenian basque catalan danish dutch english finnish french german greek hindi hungarian indonesian irish"
    " italian lithuanian nepali norwegian portuguese romanian russian serbian spanish swedish tamil turkish yiddish"
).split()
CASES = "\n".join(
    f"    WHEN '{name}' THEN setweight(to_tsvector('pg_catalog.{name}'::regconfig, title), 'A')"
    f" || to_tsvector('pg_catalog.{name}'::regconfig, body)"
    for name in STEMMERS
)
CREATE = f"""
CREATE FUNCTION search_tsv(language text, configuration text, title text, body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(ARRAY['=' || language]) || CASE configuration
{CASES}
    ELSE setweight(to_tsvector('pg_catalog.simple'::regconfig, title), 'A')
        || to_tsvector('pg_catalog.simple'::regconfig, body)
END;
"""
DROP = "DROP FUNCTION search_tsv(text, text, text, text);"

# Bodies are long and shown for twenty rows; the words are read for three hundred and stay in the row.
STORAGE = "ALTER TABLE home_searchentry ALTER COLUMN tsv SET STORAGE MAIN;"

COUNT_WORDS = """
CREATE FUNCTION search_count_words() RETURNS trigger LANGUAGE plpgsql AS $count$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('search_count_words'));
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO home_searchword (language, word, pages)
        SELECT language, word, count(*) FROM new_rows, unnest(vocabulary) AS word GROUP BY language, word
        ON CONFLICT (language, word) DO UPDATE SET pages = home_searchword.pages + EXCLUDED.pages;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        UPDATE home_searchword AS kept SET pages = kept.pages - gone.pages
        FROM (
            SELECT language, word, count(*) AS pages FROM old_rows, unnest(vocabulary) AS word GROUP BY language, word
        ) AS gone
        WHERE kept.language = gone.language AND kept.word = gone.word;
        DELETE FROM home_searchword WHERE pages <= 0;
    END IF;
    RETURN NULL;
END
$count$;

CREATE TRIGGER search_words_added AFTER INSERT ON home_searchentry
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_count_words();
CREATE TRIGGER search_words_changed AFTER UPDATE ON home_searchentry
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_count_words();
CREATE TRIGGER search_words_removed AFTER DELETE ON home_searchentry
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_count_words();
"""
STOP_COUNTING = """
DROP TRIGGER search_words_added ON home_searchentry;
DROP TRIGGER search_words_changed ON home_searchentry;
DROP TRIGGER search_words_removed ON home_searchentry;
DROP FUNCTION search_count_words();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_figures_page"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='wagtailcore.page')),
                ('language', models.CharField(max_length=10)),
                ('configuration', models.CharField(max_length=20)),
                ('rank', models.PositiveSmallIntegerField(help_text='Questions are 1 and stand first.')),
                ('title', models.CharField(max_length=255)),
                ('body', models.TextField()),
                ('title_words', models.TextField()),
                ('body_words', models.TextField()),
                ('vocabulary', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), help_text='Its words as written: the database counts them.', size=None)),
                ('tsv', models.GeneratedField(db_persist=True, expression=models.Func('language', 'configuration', 'title_words', 'body_words', function='search_tsv'), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['tsv'], name='search_entry_tsv'), models.Index(fields=['language', 'rank', 'page'], name='search_entry_ranks')],
            },
        ),
        migrations.CreateModel(
            name='SearchPromotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(blank=True, help_text='One search a line, such as: free. Capital letters and accents make no difference. Leave empty to show the page before anyone searches, among the popular questions.', verbose_name='searches')),
                ('place', models.PositiveSmallIntegerField(default=1, help_text='Where several pages fit, 1 comes first.')),
                ('searches', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), editable=False, size=None)),
                ('page', models.ForeignKey(help_text='A published page. It is shown to people who search in its language.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'promoted page',
                'ordering': ['place', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SearchQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('words', models.CharField(max_length=100)),
                ('day', models.DateField()),
                ('searches', models.PositiveIntegerField()),
                ('without_results', models.PositiveIntegerField(help_text='How many of the searches found no page with all words.')),
            ],
            options={
                'verbose_name': 'search',
                'verbose_name_plural': 'searches',
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('day', 'language', 'words'), name='search_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('word', models.TextField()),
                ('pages', models.IntegerField()),
            ],
            options={
                'verbose_name': 'search word',
                'default_permissions': (),
                'indexes': [models.Index('language', django.db.models.functions.text.Left('word', 1), name='search_word_firsts')],
                'constraints': [models.UniqueConstraint(fields=('language', 'word'), name='search_word_once')],
            },
        ),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT_WORDS, STOP_COUNTING),
    ]
