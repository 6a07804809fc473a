"""A decision that was acknowledged is in the file, whatever happens then."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import CannotWrite, NaastError, UnreadableFile
from desktop.model.options import Ignore, Options, Pin, PinKind
from desktop.project import schema
from desktop.project.decisions import (
    drop_notes,
    drop_pin,
    put_notes,
    rename_tag,
    set_codebook,
    set_filters,
    set_options,
    set_pin,
    set_title,
)
from desktop.project.project import Code, Project, SavedFilter
from desktop.project.store import Store
from tests.project.making import compare, note, on_change, project


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "wapens.naast")


@pytest.fixture
def store(path: str) -> Iterator[Store]:
    with Store.create(path, project()) as made:
        yield made


def on_disk(path: str) -> Project:
    """The project as somebody else reads it now."""
    with Store.open(path, read_only=True) as other:
        return other.project


def test_a_new_project_is_one_file_and_reads_back(path: str) -> None:
    made = project()
    Store.create(path, made).close()
    assert os.listdir(os.path.dirname(path)) == ["wapens.naast"]
    assert on_disk(path) == made
    assert on_disk(path).old.extract().source == made.old.extract().source


def test_every_decision_is_in_the_file_when_it_is_acknowledged(store: Store, path: str) -> None:
    c = compare(store.project.old.extract().source, store.project.new.extract().source)
    for decision in (
        put_notes(note("één")),
        put_notes(on_change(c, "2009", id="n1"), note("x", id="n2")),
        put_notes(note("y", id="n2", tags=("doel",), significance=3)),
        drop_notes("n1"),
        set_options(Options(ignore=frozenset({Ignore.CASE})), c.old, c.new),
        set_pin(store.project, Pin(PinKind.LINK, 1, 1), c.old, c.new),
        set_codebook([Code("doel", "wat bereikt moet worden")]),
        rename_tag("doel", "oogmerk"),
        set_filters([SavedFilter("open", tags=("oogmerk",))]),
        set_title("Wapenexport"),
    ):
        after = store.apply(decision)
        assert on_disk(path) == after
    assert store.project.note("n2") == note("y", id="n2", tags=("oogmerk",), significance=3)
    assert len(store.project.places) == 2


def test_undo_and_redo_have_names_and_are_in_the_file(store: Store, path: str) -> None:
    start = store.project
    c = compare(start.old.extract().source, start.new.extract().source)
    states = [start]
    states.append(store.apply(put_notes(note("een", id="n1"))))
    states.append(store.apply(set_pin(states[-1], Pin(PinKind.LINK, 1, 1), c.old, c.new)))
    states.append(store.apply(drop_notes("n1")))
    assert store.history.undo_name is not None and store.history.undo_name.code == "drop_note"
    for state in reversed(states[:-1]):
        assert store.undo() == state == on_disk(path)
    assert store.history.undo_name is None and store.undo() == start
    assert store.history.redo_name is not None and store.history.redo_name.code == "write_note"
    for state in states[1:]:
        assert store.redo() == state == on_disk(path)
    assert store.redo() == states[-1]
    store.undo()
    store.apply(set_title("anders"))
    assert store.history.redo_name is None


def test_a_decision_that_changes_nothing_is_no_step(store: Store) -> None:
    store.apply(set_title(""))
    assert store.history.undo_name is None


def test_taking_back_a_pin_names_its_blocks(store: Store) -> None:
    c = compare(store.project.old.extract().source, store.project.new.extract().source)
    pin = Pin(PinKind.LINK, 1, 1)
    store.apply(set_pin(store.project, pin, c.old, c.new))
    store.apply(drop_pin(store.project, pin, c.old, c.new))
    assert store.project.options.pins == () and store.project.places == ()
    assert store.history.undo_name is not None
    assert dict(store.history.undo_name.facts)["old"].startswith("De commissie toetst")


def test_the_second_to_open_reads_only_and_is_told_who_was_first(store: Store, path: str) -> None:
    store.apply(put_notes(note("van de eerste")))
    with Store.open(path) as second:
        assert second.read_only and second.holder is not None
        assert second.holder.process == os.getpid()
        assert second.project == store.project
        with pytest.raises(CannotWrite) as told:
            second.apply(set_title("x"))
    assert told.value.code == "project_read_only"
    store.close()
    with Store.open(path) as third:
        assert not third.read_only


def test_closing_leaves_one_file(store: Store, path: str) -> None:
    store.apply(put_notes(note("x")))
    store.close()
    assert os.listdir(os.path.dirname(path)) == ["wapens.naast"]


def test_settling_puts_all_decisions_into_the_file_itself(store: Store, path: str, tmp_path: Path) -> None:
    os.chmod(path, 0o640)
    for n in range(3):
        after = store.apply(put_notes(note("y" * 30_000, id=f"a{n}")))
        store.settle()
        assert sorted(os.listdir(tmp_path)) == ["wapens.naast", "wapens.naast.lock"]
        shutil.copyfile(path, tmp_path / "alleen.naast")
        assert on_disk(str(tmp_path / "alleen.naast")) == after
        os.unlink(tmp_path / "alleen.naast")
    assert os.stat(path).st_mode & 0o777 == 0o640


@pytest.mark.parametrize("step", ["os.replace", "os.unlink", "shutil.copymode"])
def test_a_file_that_cannot_be_folded_keeps_every_decision(
    store: Store, path: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "no")

    for n in range(3):
        with monkeypatch.context() as context:
            store.apply(put_notes(note("een", id=f"n{n}")))
            context.setattr(f"desktop.project.files.{step}", refused)
            store.settle()
        assert on_disk(path) == store.project
    after = store.apply(put_notes(note("twee", id="m")))
    assert on_disk(path) == after
    store.close()
    assert on_disk(path) == after


def test_a_half_made_copy_that_a_crash_left_is_taken_away(path: str) -> None:
    Store.create(path, project()).close()
    Path(f"{path}-copy").write_bytes(b"half")
    Store.open(path).close()
    assert os.listdir(os.path.dirname(path)) == ["wapens.naast"]


def test_a_link_to_a_project_opens_the_project_with_what_a_crash_left(path: str, tmp_path: Path) -> None:
    Store.create(path, project()).close()
    (tmp_path / "elders").mkdir()
    link = tmp_path / "elders" / "link.naast"
    link.symlink_to(path)
    with Store.open(str(link)) as store:
        after = store.apply(put_notes(note("een")))
        assert on_disk(str(link)) == after
        store.settle()
        assert on_disk(str(link)) == after
    assert link.is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["elders", "wapens.naast"]


def test_an_existing_file_is_never_overwritten(path: str) -> None:
    Path(path).write_text("van mij")
    with pytest.raises(CannotWrite) as told:
        Store.create(path, project())
    assert told.value.code == "project_exists"
    assert Path(path).read_text() == "van mij"
    assert os.listdir(os.path.dirname(path)) == ["wapens.naast"]


def test_saving_under_another_name_goes_on_there(store: Store, path: str, tmp_path: Path) -> None:
    store.apply(put_notes(note("x", id="n1")))
    other = str(tmp_path / "kopie.naast")
    store.save_as(other)
    store.apply(set_title("hier"))
    assert on_disk(other).title == "hier" and on_disk(path).title == ""
    store.undo()
    store.undo()
    assert on_disk(other).notes == () and len(on_disk(path).notes) == 1


def test_a_file_put_in_its_place_is_not_written_to(store: Store, path: str, tmp_path: Path) -> None:
    Path(path).rename(tmp_path / "weg.naast")
    with pytest.raises(CannotWrite) as told:
        store.apply(set_title("x"))
    assert told.value.code == "project_gone"
    assert store.project.title == ""
    store.save_as(str(tmp_path / "gered.naast"))
    assert store.apply(set_title("x")).title == "x"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "project_damaged"),
        (b"PK\x03\x04 a spreadsheet", "project_damaged"),
        (None, "file_missing"),
    ],
)
def test_what_is_no_project_is_refused(path: str, content: bytes | None, code: str) -> None:
    if content is not None:
        Path(path).write_bytes(content)
    with pytest.raises(UnreadableFile) as told:
        Store.open(path)
    assert told.value.code == code
    assert content is None or Path(path).read_bytes() == content


def test_another_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "geschiedenis.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bezoek (x)")
    connection.commit()
    connection.close()
    with pytest.raises(UnreadableFile) as told:
        Store.open(str(path))
    assert told.value.code == "no_project_file"


def test_a_file_of_a_later_version_is_left_alone(store: Store, path: str) -> None:
    store.close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.commit()
    connection.close()
    before = Path(path).read_bytes()
    with pytest.raises(UnreadableFile) as told:
        Store.open(path)
    assert told.value.code == "project_newer"
    assert Path(path).read_bytes() == before


def test_a_file_of_an_earlier_version_is_brought_up_to_date_and_kept(
    store: Store, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(put_notes(note("x", id="n1")))
    store.close()
    before = on_disk(path)
    version = schema.VERSION

    def next_version(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE version ADD COLUMN since TEXT")

    monkeypatch.setattr(schema, "VERSION", version + 1)
    monkeypatch.setitem(schema.MIGRATIONS, version, next_version)
    assert on_disk(path) == before  # read only: in a copy
    assert os.listdir(os.path.dirname(path)) == ["wapens.naast"]
    with Store.open(path) as opened:
        assert opened.project == before
    assert sorted(os.listdir(os.path.dirname(path))) == ["wapens.naast", f"wapens.naast.v{version}.bak"]
    monkeypatch.setattr(schema, "VERSION", version)
    assert on_disk(f"{path}.v{version}.bak") == before


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    store: Store, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    before = on_disk(path)

    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM note")
        raise sqlite3.OperationalError("no such thing")

    with monkeypatch.context() as later:
        later.setattr(schema, "VERSION", schema.VERSION + 1)
        later.setitem(schema.MIGRATIONS, schema.VERSION - 1, fails)
        with pytest.raises(NaastError):
            Store.open(path)
    assert on_disk(path) == before


def test_a_flipped_letter_in_a_note_is_told_not_read(store: Store, path: str) -> None:
    store.apply(put_notes(note("onmiskenbare woorden")))
    store.close()
    data = Path(path).read_bytes()
    assert data.count(b"onmiskenbare") == 1
    Path(path).write_bytes(data.replace(b"onmiskenbare", b"onmiskEnbare"))
    with pytest.raises(UnreadableFile) as told:
        Store.open(path)
    assert told.value.code == "project_damaged"


def test_what_was_thrown_away_is_not_in_the_file(store: Store, path: str) -> None:
    store.apply(put_notes(note("vertrouwelijk citaat", id="n1")))
    store.apply(drop_notes("n1"))
    store.close()
    assert b"vertrouwelijk" not in Path(path).read_bytes()


def test_file_names_that_are_no_utf8_are_kept(path: str) -> None:
    from dataclasses import replace

    made = project()
    odd = replace(made, old=replace(made.old, path="/tmp/caf\udce9.txt"))
    Store.create(path, odd).close()
    assert on_disk(path) == odd


def test_the_sqlite3_shell_can_read_it(store: Store, path: str) -> None:
    store.apply(put_notes(note("Waarom?", id="n1", tags=("doel",), significance=2)))
    store.close()
    connection = sqlite3.connect(path)
    row = connection.execute("SELECT about, text, tags, significance, status, author FROM note").fetchone()
    connection.close()
    assert row == ("comparison", "Waarom?", '["doel"]', 2, "open", "Jan")
