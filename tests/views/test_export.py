"""Cells of CSV: nothing that a spreadsheet would run, and every word back as it was."""

import csv
import io
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.views.export import TABLES, cells, harmless, header, json_text
from storage.enums import Status

DANGEROUS = "=+-@\t\r\n＝＋－＠"


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("=HYPERLINK(1)")
@example("'=1")
@example('a "quoted", \r\n\n line;\x00')
def test_a_cell_is_never_a_formula_and_gives_its_words_back(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(tuple(DANGEROUS))
    assert (cell[1:] if cell.startswith("'") else cell) == text
    written = io.StringIO(newline="")
    csv.writer(written).writerow(["1", cell, ""])
    [row] = csv.reader(io.StringIO(written.getvalue(), newline=""))
    assert row == ["1", cell, ""]


@pytest.mark.parametrize("start", DANGEROUS)
def test_every_beginning_of_a_formula_is_defused(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


def test_what_is_no_text_is_written_plainly() -> None:
    at = datetime(2026, 3, 29, 14, 5, tzinfo=timezone(timedelta(hours=2)))
    record = dict.fromkeys(("ticket", "position", "id", "text", "extra", "edited_at"))
    record |= {
        "position": 3,
        "author": {"id": -1001, "name": "-Anna"},  # the group's id is no formula
        "kind": Status.OPEN,
        "text": "+7 900",
        "extra": {"a": "=1"},
        "is_internal": False,
        "is_undecided": False,
        "is_staff_reply": True,
        "delivery": "none",
        "split_into": 7,
        "created_at": at,
    }
    assert dict(zip(header("messages"), cells("messages", record), strict=True)) == {
        "ticket": "",
        "position": "3",
        "id": "",
        "author_id": "-1001",
        "author_name": "'-Anna",
        "kind": "open",
        "text": "'+7 900",
        "extra": '{"a":"=1"}',
        "is_internal": "false",
        "is_undecided": "false",
        "is_staff_reply": "true",
        "delivery": "none",
        "split_into": "7",
        "created_at": "2026-03-29T12:05:00Z",
        "edited_at": "",
    }


def test_columns_have_names_of_their_own() -> None:
    for table in TABLES:
        assert len(set(header(table))) == len(header(table))


def test_json_is_one_line_of_utf8() -> None:
    text = json_text({"a": "строка\nещё", "at": datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)})
    assert text == '{"a":"строка\\nещё","at":"2026-01-02T03:04:05.000006Z"}'
