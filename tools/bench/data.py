"""Invented organizations of any size, written straight into a throw-away database.

Each client is in care for ten weeks, in three groups a week of ten seats; the last two weeks are
still to come. What happened is recorded and signed, but for yesterday's groups.
"""

from uuid import UUID

import psycopg

ORGANIZATION = """
INSERT INTO tenancy_organization (id, slug, name) VALUES (%(org)s, %(slug)s, %(slug)s);
INSERT INTO tenancy_location (organization_id, id, name, physical_type, address_line, address_city,
    address_state, address_postal_code, phone, directions, is_active)
SELECT %(org)s, %(site)s, 'Main Street', 'si', '', '', '', '', '', '', true;
INSERT INTO tenancy_healthcareservice (organization_id, id, name, location_id, level_of_care,
    time_zone, week_starts_on, jurisdiction, is_active, external_id)
SELECT %(org)s, %(service)s, 'Evening IOP', %(site)s, '2.1', 'America/New_York', 0, '', true, '';
INSERT INTO accounts_practitioner (organization_id, id, given_name, family_name, npi,
    needs_cosignature, is_active, external_id)
SELECT %(org)s, md5(%(slug)s || 'practitioner' || n)::uuid, 'Counselor', 'No ' || n,
    '', false, true, ''
FROM generate_series(0, (%(clients)s - 1) / 10) AS n;
INSERT INTO accounts_credential (organization_id, id, practitioner_id, code, number, state,
    issue_date, expiry_date, verification_source)
SELECT organization_id, md5(id::text)::uuid, id, 'LCSW', id::text, 'NY', '2020-01-01',
    '2099-01-01', '' FROM accounts_practitioner WHERE organization_id = %(org)s;
"""
PEOPLE = """
INSERT INTO patients_patient (organization_id, id, medical_record_number, given_name, family_name,
    preferred_name, pronouns, gender, language, needs_interpreter, address_line, address_city,
    address_state, address_postal_code, created_at, birth_date, edition)
SELECT %(org)s, md5(%(slug)s || 'patient' || n)::uuid, 'M' || n, 'Given' || n, 'Family' || n,
    '', '',
    'unknown', 'en', false, '', '', '', '', now(), DATE '1985-01-01' + n, 1
FROM generate_series(0, %(clients)s - 1) AS n;
INSERT INTO admissions_episodeofcare (organization_id, id, patient_id, healthcare_service_id,
    care_manager_id, status, level_of_care, admission_date, discharge_reason, external_id, edition)
SELECT %(org)s, md5(%(slug)s || 'episode' || n)::uuid, md5(%(slug)s || 'patient' || n)::uuid,
    %(service)s, md5(%(slug)s || 'practitioner' || n / 10)::uuid, 'active', '2.1',
    current_date - 56, '', '', 1
FROM generate_series(0, %(clients)s - 1) AS n;
INSERT INTO admissions_episodestatushistory (organization_id, id, episode_id, status,
    level_of_care, start_date, reason, recorded_at, recorded_by)
SELECT organization_id, md5(id::text)::uuid, id, status, level_of_care, admission_date, '',
    now(), id
FROM admissions_episodeofcare WHERE organization_id = %(org)s;
"""
# Ten clients share a counselor and three sessions a week, Monday, Wednesday and Thursday, at the
# time of day at which one is running now.
SESSIONS = """
INSERT INTO scheduling_groupsession (organization_id, id, healthcare_service_id, is_exception,
    title, service_type, service_date, period_start, period_end, facilitator_id, modality,
    join_url, capacity, status, cancellation_reason, external_id, edition)
SELECT %(org)s, md5(%(slug)s || 'session' || grp || '/' || day)::uuid, %(service)s, false,
    'CBT skills', 'cbt', start::date, start, start + interval '3 hours',
    md5(%(slug)s || 'practitioner' || grp)::uuid, 'telehealth', '', 12, 'planned', '', '', 1
FROM generate_series(0, (%(clients)s - 1) / 10) AS grp,
    LATERAL (SELECT day, now() - interval '30 minutes' + day * interval '1 day' AS start
        FROM generate_series(-56, 14) AS day
        WHERE day = 0 OR extract(isodow FROM current_date + day) IN (1, 3, 4)) AS days;
INSERT INTO scheduling_appointment (organization_id, id, group_session_id, patient_id, episode_id,
    status, origin, seat, service_date, period_start, period_end, cancellation_reason, external_id)
SELECT s.organization_id, md5(s.id::text || n)::uuid, s.id, e.patient_id, e.id,
    CASE WHEN s.period_end < now() THEN 'fulfilled' ELSE 'booked' END, 'roster', 1 + n %% 10,
    s.service_date, s.period_start, s.period_end, '', ''
FROM generate_series(0, %(clients)s - 1) AS n
JOIN admissions_episodeofcare e ON e.organization_id = %(org)s
    AND e.id = md5(%(slug)s || 'episode' || n)::uuid
JOIN scheduling_groupsession s ON s.organization_id = %(org)s
    AND s.facilitator_id = e.care_manager_id;
INSERT INTO encounters_encounter (organization_id, id, appointment_id, group_session_id,
    patient_id, episode_id, status, attendance, service_date, arrived_at, left_at, minutes, reason,
    recorded_at, recorded_by)
SELECT organization_id, md5(id::text)::uuid, id, group_session_id, patient_id, episode_id,
    'finished', 'attended', service_date, period_start, period_end, 180, '', period_end, patient_id
FROM scheduling_appointment WHERE organization_id = %(org)s AND status = 'fulfilled';
INSERT INTO encounters_progressnote (organization_id, id, encounter_id, group_session_id,
    patient_id, episode_id, template, shared_text, individual_text, attendees_count,
    service_start, service_end, minutes, confirmed_words, author_id, author_credential, signed_at,
    is_late, content_sha256, status, cosigner_credential)
SELECT e.organization_id, md5(e.id::text)::uuid, e.id, e.group_session_id, e.patient_id,
    e.episode_id, 'free', repeat('We practised a skill together. ', 8),
    repeat('Took part and spoke of the week. ', 12), 10, e.arrived_at, e.left_at, 180, '{}',
    s.facilitator_id, 'LCSW', e.left_at, false, repeat('0', 64), 'signed', ''
FROM encounters_encounter e JOIN scheduling_groupsession s
    ON s.organization_id = e.organization_id AND s.id = e.group_session_id
WHERE e.organization_id = %(org)s AND e.left_at < now() - interval '2 days';
"""


def fill(superuser_dsn: str, *, organization: UUID, slug: str, clients: int) -> None:
    """Write one organization with its clients; triggers and keys are off while it is written."""
    values = {
        "org": organization,
        "slug": slug,
        "clients": clients,
        "site": UUID(int=organization.int ^ 1),
        "service": UUID(int=organization.int ^ 2),
    }
    with psycopg.connect(superuser_dsn) as connection:
        connection.execute("SET session_replication_role = replica")
        cursor = psycopg.ClientCursor(connection)
        for statements in (ORGANIZATION, PEOPLE, SESSIONS):
            cursor.execute(statements, values)


def analyze(superuser_dsn: str) -> None:
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
