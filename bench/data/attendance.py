"""A hundred thousand registrations over the events of the index, with the journal that tells their past; by set."""

from __future__ import annotations

from django.db import connection, transaction

PEOPLE = """
INSERT INTO people_person ({columns})
SELECT {values} FROM (SELECT * FROM people_person WHERE office_id = %(office)s ORDER BY id LIMIT 1) AS one, generate_series(1, %(people)s) AS n
"""
NUMBERED = """
CREATE TEMPORARY TABLE numbered_{name} ON COMMIT DROP AS
SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM {table} WHERE office_id = %(office)s AND {column} LIKE %(pattern)s
"""
REGISTRATIONS = """
INSERT INTO events_registration ({columns})
SELECT {values} FROM (SELECT * FROM events_registration ORDER BY id LIMIT 1) AS one, (
    SELECT n, n %% e AS event, (n / e + (n %% e) * 7) %% p AS person FROM generate_series(0, %(registrations)s - 1) AS n,
    (SELECT count(*) AS e FROM numbered_event) AS events, (SELECT count(*) AS p FROM numbered_person) AS people
) AS number JOIN numbered_event AS event ON event.n = number.event JOIN numbered_person AS person ON person.n = number.person
"""
STATES = """
INSERT INTO people_entry (office_id, at, actor, verb, subject, state, about, fields, note)
SELECT office_id, %(at)s, 'system', %(verb)s, '{noun}:' || id, {state}, ARRAY['{noun}:' || id], ARRAY[]::varchar[], ''
FROM {table} WHERE office_id = %(office)s
"""


def fill_attendance(*, office: int, registrations: int, people: int) -> None:
    """Every event of the index was held, and every registration came by two entries: confirmed in 2026, later attended."""
    given = {"office": office, "registrations": registrations, "people": people}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE events_event SET state = 'closed' WHERE office_id = %(office)s AND slug LIKE 'bench-event-%%'",
            given,
        )
        person = {"uid": "gen_random_uuid()", "family_name": "'attending ' || n", "email": "''"}
        cursor.execute(_filled(PEOPLE, "people_person", person), given)
        for name, table, column, pattern in (
            ("event", "events_event", "slug", "bench-event-%"),
            ("person", "people_person", "family_name", "attending %"),
        ):
            statement = NUMBERED.format(name=name, table=table, column=column)
            cursor.execute(statement, {**given, "pattern": pattern})
            cursor.execute(f"ANALYZE numbered_{name}")
        registration = {
            "uid": "gen_random_uuid()", "event_id": "event.id", "person_id": "person.id", "seq": "number.n + 1000000", "state": "'attended'",
            "country": "(ARRAY['BR','MX','CL','AR','PE','CO','UY','EC','PA','CN'])[person.n %% 10 + 1]",
            "role": "(ARRAY['participant','participant','participant','speaker','official','guest'])[number.n %% 6 + 1]",
        }  # fmt: skip
        cursor.execute(_filled(REGISTRATIONS, "events_registration", registration), given)
        for noun, table in (("event", "events_event"), ("registration", "events_registration")):
            for at, verb, state in (
                ("2026-01-05", "created", "'confirmed'"),
                ("2026-06-05", "moved", "state"),
            ):
                shown = "state" if noun == "event" else state
                statement = STATES.format(noun=noun, table=table, state=shown)
                cursor.execute(statement, {**given, "at": f"{at} 09:00Z", "verb": verb})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE people_person, events_registration, people_entry, events_event")


def _filled(statement: str, table: str, instead: dict[str, str]) -> str:
    """With the columns of the table, and for each its value: the one of a row that is there, unless another is given."""
    with connection.cursor() as cursor:
        named = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    columns = [name for name in named if name != "id"]
    values = [instead.get(name, f'one."{name}"') for name in columns]
    return statement.format(columns=", ".join(f'"{name}"' for name in columns), values=", ".join(values))
