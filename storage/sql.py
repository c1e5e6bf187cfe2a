"""SQL functions that both databases spell differently."""

import sqlite3
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, case, literal, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

# The same whole second either way; half the time, where SQLite has it.
EPOCH = (
    "unixepoch({})"
    if sqlite3.sqlite_version_info >= (3, 38)
    else "CAST(strftime('%s', {}) AS INTEGER)"
)


class seconds_between(FunctionElement[int]):  # noqa: N801  (reads as the SQL function it stands for)
    """Whole seconds from one instant to another, each cut to its second."""

    type = BigInteger()
    name = "seconds_between"
    inherit_cache = True


@compiles(seconds_between, "sqlite")
def _seconds_sqlite(element: seconds_between, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({EPOCH.format(end)} - {EPOCH.format(start)})"


@compiles(seconds_between, "postgresql")
def _seconds_postgresql(element: seconds_between, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    # Microseconds of these centuries fit into a double; `extract` counts in slow decimals.
    seconds = "CAST(floor(date_part('epoch', {})) AS BIGINT)"
    return f"({seconds.format(end)} - {seconds.format(start)})"


class packed(FunctionElement[Any]):  # noqa: N801  (reads as the SQL function it stands for)
    """A column's numbers as one list in one row; of several columns in the same order.

    Thousands of rows cost a switch of threads each, and come slower than one long one. None, or
    an empty list, where there are no rows.
    """

    type = JSON().with_variant(NullType(), "postgresql")  # asyncpg makes lists of arrays itself
    name = "packed"
    inherit_cache = True


@compiles(packed, "sqlite")
def _packed_sqlite(element: packed, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **options)})"


@compiles(packed, "postgresql")
def _packed_postgresql(element: packed, compiler: SQLCompiler, **options: Any) -> str:
    return f"array_agg({compiler.process(element.clauses, **options)})"


def spelled(name: StrEnum) -> ColumnElement[Any]:
    """A name written out in the statement, where a partial index depends on it.

    Bound as a parameter, SQLite plans the statement anew each time it runs: 515 µs instead of 199
    for what may go next from the outbox.
    """
    return literal_column(f"'{name.value}'")


def place_among(column: Any, edges: Sequence[Any], first: int = 0) -> Any:
    """How many edges, beside the first one, are not later than a column; found by halving."""
    if len(edges) < 2:
        return literal(first)
    half = len(edges) // 2
    before = place_among(column, edges[:half], first)
    return case(
        (column < edges[half], before),
        else_=place_among(column, edges[half:], first + half),
    )
