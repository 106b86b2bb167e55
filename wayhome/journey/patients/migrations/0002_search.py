"""Search for people that tolerates typing errors and stays fast under row-level security.

A similarity operator isn't leakproof, so under row-level security it can't use its index. One
SECURITY DEFINER function reads past the policy instead and takes the organization from the setting.
"""

from django.db import migrations

# The text that is searched: every first name and the family name, without case and accents.
NAME_INDEX = """
CREATE INDEX patient_name_search ON patients_patient USING gist (
    organization_id,
    core_sort_key(given_name || ' ' || preferred_name || ' ' || family_name) gist_trgm_ops
)
"""
# A page of all people, or of all in care, in the order of their names. A replaced record may still
# carry a stay, so it is in the index too.
ORDER_INDEX = """
CREATE INDEX patient_name_order ON patients_patient (
    organization_id, core_sort_key(family_name), core_sort_key(given_name), id
)
"""
DIGITS_INDEX = """
CREATE INDEX contact_point_digits_search ON patients_contactpoint USING gist (
    organization_id, digits gist_trgm_ops
)
"""
# One condition finds candidates by its index: a number, else a birth date, else the nearest names.
# Then everything that was given has to fit: most of the names (one of one, two of two, two of
# three; a short one has few trigrams, so it needs less), the date or one a slip away from it.
# Whoever was merged into another record is found as that record.
SEARCH = """
CREATE FUNCTION patients_search(
    names text[], birth_dates date[], near_dates date[], digits_part text, numbers text[],
    wanted integer
) RETURNS TABLE (patient_id uuid, score real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    org constant uuid := nullif(current_setting('wayhome.organization_id', true), '')::uuid;
    keys constant text[] := ARRAY(SELECT core_sort_key(name) FROM unnest(names) AS name);
    phrase constant text := array_to_string(keys, ' ');
    candidates uuid[];
BEGIN
    IF digits_part <> '' OR numbers <> '{}' THEN
        candidates := ARRAY(
            SELECT c.patient_id FROM patients_contactpoint c
            WHERE c.organization_id = org AND digits_part <> ''
              AND c.digits LIKE '%' || digits_part || '%'
            UNION
            SELECT p.id FROM patients_patient p
            WHERE p.organization_id = org AND p.medical_record_number = ANY (numbers)
            UNION
            SELECT i.patient_id FROM patients_identifier i
            WHERE i.organization_id = org AND i.value = ANY (numbers)
        );
        IF candidates = '{}' AND length(digits_part) >= 10 THEN
            candidates := ARRAY(
                SELECT near.patient_id FROM (
                    SELECT c.patient_id, similarity(c.digits, digits_part) AS likeness
                    FROM patients_contactpoint c WHERE c.organization_id = org
                    ORDER BY c.digits <-> digits_part LIMIT wanted
                ) AS near WHERE near.likeness >= 0.6
            );
        END IF;
    ELSIF birth_dates <> '{}' THEN
        candidates := ARRAY(
            SELECT p.id FROM patients_patient p
            WHERE p.organization_id = org AND p.birth_date = ANY (birth_dates || near_dates)
        );
    ELSE
        candidates := ARRAY(
            SELECT p.id FROM patients_patient p WHERE p.organization_id = org
            ORDER BY core_sort_key(p.given_name || ' ' || p.preferred_name || ' ' || p.family_name)
                <->> phrase
            LIMIT 3 * wanted
        );
    END IF;
    RETURN QUERY
    WITH RECURSIVE known AS MATERIALIZED (
        -- what core_sort_key does, without the cost of calling it: nothing here is indexed
        SELECT p.id, lower(unaccent('public.unaccent'::regdictionary,
            p.given_name || ' ' || p.preferred_name || ' ' || p.family_name)) AS full_name
        FROM patients_patient p
        WHERE p.organization_id = org AND p.id = ANY (candidates)
    ), fit AS (
        SELECT known.id, avg(likeness) AS average,
            count(*) FILTER (WHERE likeness >= CASE WHEN length(key) <= 3 THEN 0.25 ELSE 0.4 END)
                AS fitting
        FROM known
        CROSS JOIN unnest(keys) AS key
        CROSS JOIN LATERAL word_similarity(key, known.full_name) AS likeness
        GROUP BY known.id
    ), found AS (
        SELECT p.id, p.replaced_by_id, coalesce(fit.average, 1) * CASE
            WHEN birth_dates = '{}' OR p.birth_date = ANY (birth_dates) THEN 1 ELSE 0.5
        END AS score
        FROM patients_patient p
        LEFT JOIN fit ON fit.id = p.id
        WHERE p.organization_id = org AND p.id = ANY (candidates)
          AND (keys = '{}' OR fit.fitting >= ceil(cardinality(keys) * 2 / 3.0))
          AND (birth_dates = '{}' OR p.birth_date = ANY (birth_dates || near_dates))
        UNION
        SELECT p.id, p.replaced_by_id, found.score
        FROM found JOIN patients_patient p
          ON p.organization_id = org AND p.id = found.replaced_by_id
    )
    SELECT found.id, max(found.score)::real FROM found
    WHERE found.replaced_by_id IS NULL
    GROUP BY found.id ORDER BY 2 DESC, 1 LIMIT wanted;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_sort_key_and_cache"), ("patients", "0001_initial")]

    operations = [
        migrations.RunSQL(NAME_INDEX, "DROP INDEX patient_name_search"),
        migrations.RunSQL(ORDER_INDEX, "DROP INDEX patient_name_order"),
        migrations.RunSQL(DIGITS_INDEX, "DROP INDEX contact_point_digits_search"),
        migrations.RunSQL(SEARCH, "DROP FUNCTION patients_search"),
    ]
