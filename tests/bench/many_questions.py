"""Copies the seeded questions until each language has PAGES of them: in SQL, since pages are made one at a time.

A copy has a place in the tree, an address and a translation key of its own, the same key in every language, and shares
all else with its model. So the texts, topics and audiences are those of real questions.
"""

import string
from itertools import islice, product

from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

PAGES = 10_000
# Every question of every language has as many copies; `number` counts up over the copies of one language.
COPIES = """
CREATE TEMPORARY TABLE copy AS
SELECT nextval('wagtailcore_page_id_seq') AS id, model.id AS model, place.number, place.step,
    parent.path AS above, parent.url_path AS below,
    -- The same for the copies of one question in all languages.
    uuid_in(md5(model.translation_key::text || place.number)::cstring) AS key
FROM wagtailcore_page AS parent
JOIN (
    SELECT id, path, translation_key, row_number() OVER (PARTITION BY locale_id ORDER BY path) AS place,
        count(*) OVER (PARTITION BY locale_id) AS all
    FROM wagtailcore_page WHERE id IN (SELECT page_ptr_id FROM outreach_faqpage)
) AS model ON starts_with(model.path, parent.path)
JOIN unnest(%(steps)s) WITH ORDINALITY AS place(step, number)
    ON place.number > model.all AND (place.number - 1) %% model.all = model.place - 1
WHERE parent.id IN (SELECT page_ptr_id FROM outreach_faqindexpage)
"""
# What a copy does not take from its model.
OF_PAGE = {
    "id": "copy.id",
    "path": "copy.above || copy.step",
    "slug": "'copy-' || copy.number",
    "url_path": "copy.below || 'copy-' || copy.number || '/'",
    "translation_key": "copy.key",
    "latest_revision_id": "NULL",
    "live_revision_id": "NULL",
}
OF_QUESTION = {"page_ptr_id": "copy.id"}
# The first places below a page, as treebeard writes them: 0001, 0002 and so on to 000Z, 0010.
STEPS = ["".join(step) for step in islice(product(string.digits + string.ascii_uppercase, repeat=4), 1, PAGES + 1)]


def fill(connection: Connection) -> None:
    """Fills the database of the seeded site that this leads to."""
    with connection.cursor() as cursor:
        cursor.execute(COPIES, {"steps": STEPS})
        for table, own, key in (("wagtailcore_page", OF_PAGE, "id"), ("outreach_faqpage", OF_QUESTION, "page_ptr_id")):
            columns = columns_of(cursor, table)
            taken = ", ".join(own.get(column, f"model.{column}") for column in columns)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)})"
                f" SELECT {taken} FROM copy JOIN {table} AS model ON model.{key} = copy.model ORDER BY copy.id"
            )
        cursor.execute(
            "UPDATE wagtailcore_page SET numchild = %s WHERE id IN (SELECT page_ptr_id FROM outreach_faqindexpage)",
            [PAGES],
        )
        cursor.execute("VACUUM ANALYZE wagtailcore_page, outreach_faqpage")


def columns_of(cursor: Cursor, table: str) -> list[str]:
    cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    return [name for (name,) in cursor.fetchall()]
