"""The database's own part of the audit log: it numbers, dates and chains rows, and refuses to change them.

Only READ COMMITTED sees the row that another writer has just committed, so other isolation levels are refused.
The table is named with its schema: a temporary table of the same name can't slip a false last row in.
ENABLE ALWAYS keeps the triggers on under session_replication_role = replica.
"""

from django.db import migrations

CREATE = r"""
DO $migration$ BEGIN EXECUTE format($create$
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $audit$
DECLARE
    last_seq bigint;
    last_hash text;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'audit rows are written in READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('audit_chain'));
    SELECT seq, hash INTO last_seq, last_hash FROM %1$I.common_auditevent ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(last_seq, 0) + 1;
    NEW.at := clock_timestamp();
    NEW.prev := coalesce(last_hash, repeat('0', 64));
    NEW.hash := encode(sha256(convert_to(jsonb_build_array(
        NEW.seq, (extract(epoch FROM NEW.at) * 1000000)::bigint, NEW.actor, NEW.actor_kind, NEW.verb,
        NEW.object_type, NEW.object_id, NEW.fields, NEW.prev)::text, 'UTF8')), 'hex');
    RETURN NEW;
END
$audit$
$create$, current_schema()); END $migration$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $audit$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$audit$;

CREATE TRIGGER audit_chain BEFORE INSERT ON common_auditevent FOR EACH ROW EXECUTE FUNCTION audit_chain();
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON common_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON common_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE common_auditevent ENABLE ALWAYS TRIGGER audit_chain;
ALTER TABLE common_auditevent ENABLE ALWAYS TRIGGER audit_no_change;
ALTER TABLE common_auditevent ENABLE ALWAYS TRIGGER audit_no_truncate;
"""

DROP = """
DROP TRIGGER audit_no_truncate ON common_auditevent;
DROP TRIGGER audit_no_change ON common_auditevent;
DROP TRIGGER audit_chain ON common_auditevent;
DROP FUNCTION audit_refuse();
DROP FUNCTION audit_chain();
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
