"""What the search looks in is divided, so that no beginning of a word goes through everything."""

from collections.abc import Sequence

from alembic import op

revision = "0013_growth"
down_revision = "0012_stats"
branch_labels = None
depends_on = None

ERA = 16_384
TOKENS_SQLITE = (
    f"({{0}}id / {ERA}) || '_' || "
    f"replace(replace({{0}}words, ' _t', ' '), ' ', ' ' || ({{0}}id / {ERA}) || '_') || CASE "
    "WHEN {0}words LIKE '~_% %' ESCAPE '~' THEN "
    "replace(substr({0}words, instr({0}words, ' ')), "
    "' ', ' ' || substr({0}words, 1, instr({0}words, ' ') - 1) || '_') ELSE '' END"
)
TOKENS_POSTGRESQL = (
    f"array_to_tsvector(string_to_array(CAST(id / {ERA} AS text) || '_' || "
    f"replace(replace(words, ' _t', ' '), ' ', ' ' || CAST(id / {ERA} AS text) || '_') || CASE "
    "WHEN words LIKE '~_% %' ESCAPE '~' THEN "
    "replace(substr(words, strpos(words, ' ')), "
    "' ', ' ' || substr(words, 1, strpos(words, ' ') - 1) || '_') ELSE '' END, ' '))"
)
NAMES = "added", "removed", "changed"
REBUILD = "INSERT INTO search_index (search_index) VALUES ('rebuild')"


def _sqlite(content: str, new: str, old: str) -> list[str]:
    add = f"INSERT INTO search_index (rowid, words) VALUES (new.id, {new}); "  # noqa: S608  (ours)
    remove = (
        "INSERT INTO search_index (search_index, rowid, words) "  # noqa: S608  (ours)
        f"VALUES ('delete', old.id, {old}); "
    )
    return [
        f"CREATE VIRTUAL TABLE search_index USING fts5(words, content='{content}', "
        "content_rowid='id', detail='none', tokenize=\"ascii tokenchars '_'\")",
        f"CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN {add}END",
        "CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents "
        f"BEGIN {remove}END",
        "CREATE TRIGGER search_documents_changed AFTER UPDATE OF words ON search_documents "
        f"BEGIN {remove}{add}END",
        REBUILD,
    ]


GONE_SQLITE = [
    *(f"DROP TRIGGER search_documents_{name}" for name in NAMES),
    "DROP TABLE search_index",
]
NEW_SQLITE = [
    f"CREATE VIEW search_tokens AS SELECT id, {TOKENS_SQLITE.format('')} AS words "  # noqa: S608  (ours)
    "FROM search_documents",
    *_sqlite("search_tokens", TOKENS_SQLITE.format("new."), TOKENS_SQLITE.format("old.")),
]
OLD_SQLITE = ["DROP VIEW search_tokens", *_sqlite("search_documents", "new.words", "old.words")]
NEW_POSTGRESQL = [
    f"CREATE INDEX search_index ON search_documents USING gin ({TOKENS_POSTGRESQL}) "
    "WITH (fastupdate = off)"
]
OLD_POSTGRESQL = [
    "CREATE INDEX search_index ON search_documents "
    "USING gin (array_to_tsvector(string_to_array(words, ' ')))"
]


def upgrade() -> None:
    """Apply."""
    _replace(NEW_SQLITE, NEW_POSTGRESQL)


def downgrade() -> None:
    """Undo."""
    _replace(OLD_SQLITE, OLD_POSTGRESQL)


def _replace(sqlite: Sequence[str], postgresql: Sequence[str]) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        statements = [*GONE_SQLITE, *sqlite]
    else:
        statements = ["DROP INDEX search_index", *postgresql]
    for statement in statements:
        connection.exec_driver_sql(statement)
