"""The workbook's schema as frozen steps (sqlite-utils `Migrations`).

A step that has been released never changes and never looks at the live declarations; a new shape is a
new step at the end. `tests/models/workbook/test_schema.py` holds the outcome against the declarations.
"""

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("workbook")

_TASKS = """
CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT, section TEXT, content TEXT, deadline_text TEXT, due_on TEXT, ongoing INTEGER, recurrence TEXT,
    started_on TEXT, completed_on TEXT, closed_on TEXT, returned_on TEXT, return_reason TEXT, original_due_on TEXT,
    note TEXT, source INTEGER REFERENCES documents(id), clause TEXT
);
CREATE INDEX tasks_clock ON tasks (closed_on, completed_on, due_on, ongoing, recurrence, started_on);
CREATE INDEX tasks_source ON tasks (source);
CREATE TABLE tasks_units (
    tasks_id INTEGER NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (tasks_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX tasks_units_by_unit ON tasks_units (units_id, role, tasks_id);
CREATE TABLE tasks_progress (
    tasks_id INTEGER NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (tasks_id, position)
) WITHOUT ROWID;
CREATE TABLE tasks_evidence (
    tasks_id INTEGER NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (tasks_id, position)
) WITHOUT ROWID;
"""

_DOCUMENTS = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT, doc_number TEXT, issuer TEXT, issued_on TEXT, published_on TEXT, index_number TEXT, validity TEXT,
    note TEXT, text TEXT
);
CREATE TABLE documents_based_on (
    documents_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    linked_id INTEGER NOT NULL REFERENCES documents(id), position INTEGER NOT NULL,
    PRIMARY KEY (documents_id, linked_id)
) WITHOUT ROWID;
CREATE INDEX documents_based_on_back ON documents_based_on (linked_id);
CREATE TABLE documents_files (
    documents_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (documents_id, position)
) WITHOUT ROWID;
"""

_UNITS = """
CREATE TABLE units (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT, kind TEXT, contact_a TEXT, phone_a TEXT, contact_b TEXT, phone_b TEXT, note TEXT
);
CREATE TABLE units_aliases (
    units_id INTEGER NOT NULL REFERENCES units(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (units_id, position)
) WITHOUT ROWID;
CREATE TABLE units_members (
    units_id INTEGER NOT NULL REFERENCES units(id) ON DELETE CASCADE,
    linked_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (units_id, linked_id)
) WITHOUT ROWID;
CREATE INDEX units_members_back ON units_members (linked_id);
"""

_SHARED = """
CREATE TABLE settings (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, value TEXT);
CREATE TABLE sqlar (name TEXT PRIMARY KEY, mode INTEGER, mtime INTEGER, sz INTEGER, data BLOB);
CREATE TABLE steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, made_by TEXT NOT NULL,
    state TEXT NOT NULL, target INTEGER REFERENCES steps(id)
);
CREATE INDEX steps_state ON steps (kind, state, id);
CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step_id INTEGER NOT NULL REFERENCES steps(id),
    register TEXT NOT NULL, record_id INTEGER NOT NULL, before TEXT, after TEXT
);
CREATE INDEX changes_step ON changes (step_id);
CREATE INDEX changes_record ON changes (register, record_id);
"""


def _run(db: Database, script: str) -> None:
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


def _search_tables(register: str) -> str:
    # To the ascii tokenizer every other character is a letter: what Python cut is not cut or folded again.
    return f"""
CREATE TABLE search_{register}_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE VIRTUAL TABLE search_{register} USING fts5(
    grams, content='', detail='none', columnsize=0, prefix='1', tokenize='ascii'
);
"""


@MIGRATIONS(name="0001_spine")
def spine(db: Database) -> None:
    """Tasks, source documents, units, settings, kept files, the change log and the search tables."""
    script = _SHARED + _UNITS + _DOCUMENTS + _TASKS
    script += "".join(_search_tables(name) for name in ("tasks", "documents", "units"))
    _run(db, script)


@MIGRATIONS(name="0002_search_by_text")
def search_by_text(db: Database) -> None:
    """The pairs of neighbours go; the folded texts beside them, which are looked through in memory, stay."""
    for register in ("tasks", "documents", "units"):
        db.execute(f"DROP TABLE search_{register}")


_PROBLEMS = """
CREATE TABLE problems (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT, origin TEXT, content TEXT, page TEXT, page_address TEXT, found_on TEXT, found_by TEXT,
    task INTEGER REFERENCES tasks(id), document INTEGER REFERENCES documents(id),
    goal TEXT, measures TEXT, limit_kind TEXT, deadline_text TEXT, due_on TEXT, leader TEXT, person TEXT, phone TEXT,
    started_on TEXT, result TEXT, applied_on TEXT, reviewed_on TEXT, reviewer TEXT, opinion TEXT, closed_on TEXT,
    returned_on TEXT, missing TEXT, original_due_on TEXT, note TEXT
);
CREATE INDEX problems_clock ON problems (closed_on, applied_on, due_on, started_on);
CREATE INDEX problems_task ON problems (task);
CREATE INDEX problems_document ON problems (document);
CREATE TABLE problems_units (
    problems_id INTEGER NOT NULL REFERENCES problems(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (problems_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX problems_units_by_unit ON problems_units (units_id, role, problems_id);
CREATE TABLE problems_progress (
    problems_id INTEGER NOT NULL REFERENCES problems(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (problems_id, position)
) WITHOUT ROWID;
CREATE TABLE problems_evidence_before (
    problems_id INTEGER NOT NULL REFERENCES problems(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (problems_id, position)
) WITHOUT ROWID;
CREATE TABLE problems_evidence_after (
    problems_id INTEGER NOT NULL REFERENCES problems(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (problems_id, position)
) WITHOUT ROWID;
CREATE TABLE search_problems_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
"""


@MIGRATIONS(name="0003_problems")
def problems(db: Database) -> None:
    """问题整改: problems found, and how they are taken off the list."""
    _run(db, _PROBLEMS)


_DISPATCHES = """
CREATE TABLE dispatches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    doc_number TEXT, title TEXT, kind TEXT, dated TEXT, issued_on TEXT, signer TEXT, reply_due TEXT,
    received_on TEXT, replied_on TEXT, voided_on TEXT, note TEXT
);
CREATE INDEX dispatches_clock ON dispatches (voided_on, replied_on, reply_due, received_on);
CREATE TABLE dispatches_addressees (
    dispatches_id INTEGER NOT NULL REFERENCES dispatches(id) ON DELETE CASCADE,
    linked_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (dispatches_id, linked_id)
) WITHOUT ROWID;
CREATE INDEX dispatches_addressees_back ON dispatches_addressees (linked_id);
CREATE TABLE dispatches_tasks (
    dispatches_id INTEGER NOT NULL REFERENCES dispatches(id) ON DELETE CASCADE,
    linked_id INTEGER NOT NULL REFERENCES tasks(id), position INTEGER NOT NULL,
    PRIMARY KEY (dispatches_id, linked_id)
) WITHOUT ROWID;
CREATE INDEX dispatches_tasks_back ON dispatches_tasks (linked_id);
CREATE TABLE dispatches_problems (
    dispatches_id INTEGER NOT NULL REFERENCES dispatches(id) ON DELETE CASCADE,
    linked_id INTEGER NOT NULL REFERENCES problems(id), position INTEGER NOT NULL,
    PRIMARY KEY (dispatches_id, linked_id)
) WITHOUT ROWID;
CREATE INDEX dispatches_problems_back ON dispatches_problems (linked_id);
CREATE TABLE dispatches_received_by (
    dispatches_id INTEGER NOT NULL REFERENCES dispatches(id) ON DELETE CASCADE,
    linked_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (dispatches_id, linked_id)
) WITHOUT ROWID;
CREATE INDEX dispatches_received_by_back ON dispatches_received_by (linked_id);
CREATE TABLE dispatches_replied_by (
    dispatches_id INTEGER NOT NULL REFERENCES dispatches(id) ON DELETE CASCADE,
    linked_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (dispatches_id, linked_id)
) WITHOUT ROWID;
CREATE INDEX dispatches_replied_by_back ON dispatches_replied_by (linked_id);
CREATE TABLE dispatches_receipts (
    dispatches_id INTEGER NOT NULL REFERENCES dispatches(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (dispatches_id, position)
) WITHOUT ROWID;
CREATE TABLE dispatches_replies (
    dispatches_id INTEGER NOT NULL REFERENCES dispatches(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (dispatches_id, position)
) WITHOUT ROWID;
CREATE TABLE dispatches_copy_to (
    dispatches_id INTEGER NOT NULL REFERENCES dispatches(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (dispatches_id, position)
) WITHOUT ROWID;
CREATE TABLE dispatches_files (
    dispatches_id INTEGER NOT NULL REFERENCES dispatches(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (dispatches_id, position)
) WITHOUT ROWID;
CREATE TABLE number_sequences (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT, note TEXT);
CREATE TABLE number_sequences_kinds (
    number_sequences_id INTEGER NOT NULL REFERENCES number_sequences(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (number_sequences_id, position)
) WITHOUT ROWID;
CREATE TABLE number_sequences_starts (
    number_sequences_id INTEGER NOT NULL REFERENCES number_sequences(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (number_sequences_id, position)
) WITHOUT ROWID;
CREATE TABLE reserved_numbers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, doc_number TEXT, reserved_for TEXT, reason TEXT, reserved_on TEXT
);
CREATE TABLE search_dispatches_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE search_number_sequences_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE search_reserved_numbers_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
"""


@MIGRATIONS(name="0004_dispatches")
def dispatches(db: Database) -> None:
    """发文登记簿 and the numbers of what goes out: sequences, numbers kept back."""
    _run(db, _DISPATCHES)


_REQUESTS = """
CREATE TABLE requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT, channel TEXT, arrived_on TEXT, confirmed_on TEXT, received_on TEXT, applicant TEXT,
    applicant_kind TEXT, employer TEXT, id_kind TEXT, id_number TEXT, phone TEXT, address TEXT, postcode TEXT,
    email TEXT, content TEXT, obtain_by TEXT, medium TEXT, handler TEXT, excessive INTEGER, reasons_asked_on TEXT,
    correction_due_on TEXT, correction_asked_on TEXT, correction_reason TEXT, correction_by TEXT, corrected_on TEXT,
    party TEXT, party_asked_on TEXT, party_heard_on TEXT, party_said_on TEXT, party_opinion TEXT, agency TEXT,
    agency_asked_on TEXT, agency_said_on TEXT, paused_until TEXT, extended_on TEXT, extended_days INTEGER,
    extended_by TEXT, due_on TEXT, fee_way TEXT, fee_items INTEGER, fee_pages INTEGER, fee_asked_on TEXT,
    fee_heard_on TEXT, fee_due_on TEXT, paid_on TEXT, answered_on TEXT, answer_number TEXT, answer_kind TEXT,
    answer_note TEXT, delivered_by TEXT, delivered_on TEXT, review_outcome TEXT, suit_kind TEXT, suit_outcome TEXT,
    proactive TEXT, typical INTEGER, archived_on TEXT, note TEXT
);
CREATE INDEX requests_clock ON requests (answered_on, received_on, due_on, paused_until);
CREATE TABLE requests_units (
    requests_id INTEGER NOT NULL REFERENCES requests(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (requests_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX requests_units_by_unit ON requests_units (units_id, role, requests_id);
CREATE TABLE requests_files (
    requests_id INTEGER NOT NULL REFERENCES requests(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (requests_id, position)
) WITHOUT ROWID;
CREATE TABLE requests_log (
    requests_id INTEGER NOT NULL REFERENCES requests(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (requests_id, position)
) WITHOUT ROWID;
CREATE TABLE requests_documents (
    requests_id INTEGER NOT NULL REFERENCES requests(id) ON DELETE CASCADE,
    linked_id INTEGER NOT NULL REFERENCES documents(id), position INTEGER NOT NULL,
    PRIMARY KEY (requests_id, linked_id)
) WITHOUT ROWID;
CREATE INDEX requests_documents_back ON requests_documents (linked_id);
CREATE TABLE search_requests_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
"""


@MIGRATIONS(name="0005_requests")
def requests(db: Database) -> None:
    """依申请公开: applications and the days their terms are counted from."""
    _run(db, _REQUESTS)


_ANNUAL_FIGURES = """
CREATE TABLE annual_figures (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, year INTEGER, unit TEXT, place TEXT, value TEXT
);
ALTER TABLE requests ADD COLUMN review_on TEXT;
ALTER TABLE requests ADD COLUMN sued_on TEXT;
"""


@MIGRATIONS(name="0006_annual_figures")
def annual_figures(db: Database) -> None:
    """What is typed for the annual reports; the days of a review and of a suit, by which they count in a year."""
    _run(db, _ANNUAL_FIGURES)


_POLICIES = """
CREATE TABLE policies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT, doc_number TEXT, kind TEXT, issuer TEXT, formed_on TEXT, effective_on TEXT, expires_on TEXT,
    openness TEXT, openness_reason TEXT, published_on TEXT, publish_due_on TEXT, page_address TEXT,
    index_number TEXT, revised_by INTEGER REFERENCES policies(id), abolished_on TEXT, abolished_by TEXT,
    filed_on TEXT, filed_number TEXT, cleaned_on TEXT, cleaned_as TEXT, note TEXT
);
CREATE INDEX policies_clock ON policies (openness, published_on, publish_due_on, abolished_on);
CREATE INDEX policies_revised_by ON policies (revised_by);
CREATE TABLE policies_units (
    policies_id INTEGER NOT NULL REFERENCES policies(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (policies_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX policies_units_by_unit ON policies_units (units_id, role, policies_id);
CREATE TABLE policies_files (
    policies_id INTEGER NOT NULL REFERENCES policies(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (policies_id, position)
) WITHOUT ROWID;
CREATE TABLE search_policies_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE interpretations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT, policy INTEGER REFERENCES policies(id), form TEXT, interpreter TEXT, by_leader INTEGER,
    planned_together INTEGER, approved_together INTEGER, published_together INTEGER, published_on TEXT,
    page_address TEXT, note TEXT
);
CREATE INDEX interpretations_policy ON interpretations (policy);
CREATE TABLE interpretations_units (
    interpretations_id INTEGER NOT NULL REFERENCES interpretations(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (interpretations_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX interpretations_units_by_unit ON interpretations_units (units_id, role, interpretations_id);
CREATE TABLE interpretations_elements (
    interpretations_id INTEGER NOT NULL REFERENCES interpretations(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, item TEXT NOT NULL,
    PRIMARY KEY (interpretations_id, position)
) WITHOUT ROWID;
CREATE TABLE interpretations_files (
    interpretations_id INTEGER NOT NULL REFERENCES interpretations(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (interpretations_id, position)
) WITHOUT ROWID;
CREATE TABLE search_interpretations_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE consultations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT, kind TEXT, listed INTEGER, opened_on TEXT, short_reason TEXT, closes_on TEXT, hearing_on TEXT,
    hearing_sent_on TEXT, received INTEGER, adopted INTEGER, result TEXT, result_due_on TEXT,
    result_published_on TEXT, policy INTEGER REFERENCES policies(id), page_address TEXT, result_address TEXT,
    note TEXT
);
CREATE INDEX consultations_clock ON consultations (result_published_on, closes_on);
CREATE INDEX consultations_policy ON consultations (policy);
CREATE TABLE consultations_units (
    consultations_id INTEGER NOT NULL REFERENCES consultations(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (consultations_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX consultations_units_by_unit ON consultations_units (units_id, role, consultations_id);
CREATE TABLE consultations_ways (
    consultations_id INTEGER NOT NULL REFERENCES consultations(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, item TEXT NOT NULL,
    PRIMARY KEY (consultations_id, position)
) WITHOUT ROWID;
CREATE TABLE consultations_files (
    consultations_id INTEGER NOT NULL REFERENCES consultations(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (consultations_id, position)
) WITHOUT ROWID;
CREATE TABLE search_consultations_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
"""


@MIGRATIONS(name="0007_policies")
def policies(db: Database) -> None:
    """政策文件库, 政策解读, 意见征集: the office's own documents, what explains them, what the public said to them."""
    _run(db, _POLICIES)


_RELATED = """
CREATE TABLE dispatches_related (
    dispatches_id INTEGER NOT NULL REFERENCES dispatches(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, linked_id INTEGER NOT NULL, linked_register TEXT NOT NULL,
    PRIMARY KEY (dispatches_id, position)
) WITHOUT ROWID;
CREATE INDEX dispatches_related_back ON dispatches_related (linked_id, linked_register);
"""


@MIGRATIONS(name="0008_dispatches_related")
def dispatches_related(db: Database) -> None:
    """What goes out may be about records of any register."""
    _run(db, _RELATED)


_EVERYDAY = """
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT, kind TEXT, content TEXT, received_on TEXT, author TEXT, phone TEXT, place TEXT, handler TEXT,
    due_on TEXT, answered_on TEXT, answer TEXT, published INTEGER, promise TEXT, promise_due_on TEXT,
    promise_kept_on TEXT, note TEXT
);
CREATE INDEX messages_clock ON messages (answered_on, due_on);
CREATE TABLE messages_units (
    messages_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (messages_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX messages_units_by_unit ON messages_units (units_id, role, messages_id);
CREATE TABLE messages_log (
    messages_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (messages_id, position)
) WITHOUT ROWID;
CREATE TABLE messages_files (
    messages_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (messages_id, position)
) WITHOUT ROWID;
CREATE TABLE search_messages_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT, title TEXT, level TEXT, submitter TEXT, submitted_on TEXT, reviewed_on TEXT, reviewer TEXT,
    decision TEXT, opinion TEXT, published_on TEXT, page_address TEXT, cleaned_on TEXT, cleaned INTEGER, note TEXT
);
CREATE INDEX reviews_clock ON reviews (reviewed_on, published_on);
CREATE TABLE reviews_units (
    reviews_id INTEGER NOT NULL REFERENCES reviews(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (reviews_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX reviews_units_by_unit ON reviews_units (units_id, role, reviews_id);
CREATE TABLE reviews_points (
    reviews_id INTEGER NOT NULL REFERENCES reviews(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, item TEXT NOT NULL,
    PRIMARY KEY (reviews_id, position)
) WITHOUT ROWID;
CREATE TABLE reviews_log (
    reviews_id INTEGER NOT NULL REFERENCES reviews(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (reviews_id, position)
) WITHOUT ROWID;
CREATE TABLE reviews_files (
    reviews_id INTEGER NOT NULL REFERENCES reviews(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (reviews_id, position)
) WITHOUT ROWID;
CREATE TABLE search_reviews_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE channels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT, kind TEXT, platform TEXT, main INTEGER, main_of TEXT, keeper TEXT, opened_on TEXT, updated_on TEXT,
    update_due_on TEXT, checked_on TEXT, check_due_on TEXT, dead_links INTEGER, mistakes INTEGER, score INTEGER,
    issue TEXT, page_address TEXT, place TEXT, closed_on TEXT, deregistered_on TEXT, note TEXT
);
CREATE INDEX channels_clock ON channels (closed_on, update_due_on);
CREATE TABLE channels_units (
    channels_id INTEGER NOT NULL REFERENCES channels(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (channels_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX channels_units_by_unit ON channels_units (units_id, role, channels_id);
CREATE TABLE channels_log (
    channels_id INTEGER NOT NULL REFERENCES channels(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (channels_id, position)
) WITHOUT ROWID;
CREATE TABLE channels_files (
    channels_id INTEGER NOT NULL REFERENCES channels(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (channels_id, position)
) WITHOUT ROWID;
CREATE TABLE search_channels_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT, kind TEXT, planned_on TEXT, held_on TEXT, place TEXT, leader TEXT, people INTEGER, summary TEXT,
    page_address TEXT, note TEXT
);
CREATE INDEX activities_clock ON activities (held_on, planned_on);
CREATE TABLE activities_units (
    activities_id INTEGER NOT NULL REFERENCES activities(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (activities_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX activities_units_by_unit ON activities_units (units_id, role, activities_id);
CREATE TABLE activities_files (
    activities_id INTEGER NOT NULL REFERENCES activities(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, digest TEXT REFERENCES sqlar(name), size INTEGER,
    PRIMARY KEY (activities_id, position)
) WITHOUT ROWID;
CREATE TABLE search_activities_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
"""


@MIGRATIONS(name="0009_everyday")
def everyday(db: Database) -> None:
    """留言回应, 公开审查, 公开渠道, 工作活动: the everyday ledgers."""
    _run(db, _EVERYDAY)


_CATALOGUE = """
CREATE TABLE catalogue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT, name TEXT, parent INTEGER REFERENCES catalogue(id), field TEXT, content TEXT, basis TEXT,
    time_limit TEXT, openness TEXT, audience TEXT, page_address TEXT, checked_on TEXT, check_due_on TEXT,
    cancelled_on TEXT, note TEXT
);
CREATE INDEX catalogue_parent ON catalogue (parent);
CREATE TABLE catalogue_units (
    catalogue_id INTEGER NOT NULL REFERENCES catalogue(id) ON DELETE CASCADE,
    role TEXT NOT NULL, units_id INTEGER NOT NULL REFERENCES units(id), position INTEGER NOT NULL,
    PRIMARY KEY (catalogue_id, role, units_id)
) WITHOUT ROWID;
CREATE INDEX catalogue_units_by_unit ON catalogue_units (units_id, role, catalogue_id);
CREATE TABLE catalogue_channels (
    catalogue_id INTEGER NOT NULL REFERENCES catalogue(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, item TEXT NOT NULL,
    PRIMARY KEY (catalogue_id, position)
) WITHOUT ROWID;
CREATE TABLE catalogue_levels (
    catalogue_id INTEGER NOT NULL REFERENCES catalogue(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, item TEXT NOT NULL,
    PRIMARY KEY (catalogue_id, position)
) WITHOUT ROWID;
CREATE TABLE catalogue_log (
    catalogue_id INTEGER NOT NULL REFERENCES catalogue(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (catalogue_id, position)
) WITHOUT ROWID;
CREATE TABLE search_catalogue_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
"""


@MIGRATIONS(name="0010_catalogue")
def catalogue(db: Database) -> None:
    """公开事项目录: what is to be published, field by field, as a tree."""
    _run(db, _CATALOGUE)


_CLEANING = """
ALTER TABLE reviews ADD COLUMN personal INTEGER;
ALTER TABLE reviews ADD COLUMN clean_due_on TEXT;
"""


@MIGRATIONS(name="0011_cleaning")
def cleaning(db: Database) -> None:
    """公开审查: what holds personal data, and until when it is looked through again."""
    _run(db, _CLEANING)


_HANDING_OVER = """
CREATE TABLE units_log (
    units_id INTEGER NOT NULL REFERENCES units(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (units_id, position)
) WITHOUT ROWID;
"""


@MIGRATIONS(name="0012_handing_over")
def handing_over(db: Database) -> None:
    """Who was followed by whom as a unit's contact, and when."""
    _run(db, _HANDING_OVER)


_OWN_REGISTERS = "CREATE TABLE own_registers (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, plan TEXT);"


@MIGRATIONS(name="0013_own_registers")
def own_registers(db: Database) -> None:
    """What an office's own registers are like; their tables are made when they are first declared."""
    _run(db, _OWN_REGISTERS)


_LISTING = """
ALTER TABLE catalogue ADD COLUMN listed_on TEXT;
CREATE TEMP TABLE listing AS
    SELECT c.id, date(min(s.made_at)) AS listed_on, date(min(s.made_at), '+' || ifnull(
        (SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'catalogue_days'
         AND value <> '' AND value NOT GLOB '*[^0-9]*' AND CAST(value AS INTEGER) BETWEEN 1 AND 999), 365
    ) || ' days') AS due_on
    FROM catalogue c JOIN changes g ON g.register = 'catalogue' AND g.record_id = c.id AND g.before IS NULL
    JOIN steps s ON s.id = g.step_id
    WHERE ifnull(c.openness, '') <> '' GROUP BY c.id;
CREATE UNIQUE INDEX temp.listing_id ON listing (id);
UPDATE catalogue SET listed_on = listing.listed_on, check_due_on = ifnull(check_due_on, listing.due_on)
    FROM listing WHERE listing.id = catalogue.id;
UPDATE changes SET after = json_set(json_insert(after, '$.check_due_on', listing.due_on),
        '$.listed_on', listing.listed_on)
    FROM listing WHERE listing.id = record_id AND register = 'catalogue' AND after IS NOT NULL;
UPDATE changes SET before = json_set(json_insert(before, '$.check_due_on', listing.due_on),
        '$.listed_on', listing.listed_on)
    FROM listing WHERE listing.id = record_id AND register = 'catalogue' AND before IS NOT NULL;
DROP TABLE listing;
"""


@MIGRATIONS(name="0014_catalogue_listing")
def catalogue_listing(db: Database) -> None:
    """公开事项目录: since when an item is listed; of those there are, since they were made. What was never checked falls due.

    The log's images get the days, too: an undo writes whole images.
    """
    _run(db, _LISTING)


_IDENTITY = """
CREATE TABLE identity (id TEXT NOT NULL);
INSERT INTO identity (id) VALUES (lower(hex(randomblob(8))));
"""


@MIGRATIONS(name="0015_identity")
def identity(db: Database) -> None:
    """By what a PC knows a workbook again, whatever its file is called; a copy is known as the same."""
    _run(db, _IDENTITY)


def schema_version() -> int:
    """The `user_version` that these steps lead to; `version.current_version` says the same without loading them."""
    return len(MIGRATIONS._migrations)
