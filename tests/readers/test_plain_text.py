"""Plain text: encodings, damage, and files that are no text."""

from __future__ import annotations

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Cancelled, UnreadableFile
from desktop.model.document import Extract
from desktop.progress import Progress, Stage
from desktop.readers.plain_text import PLAIN_TEXT, decode

DUTCH = "Coördinatie van financiële steun: € 1.234,5 mln.\nTweede regel – einde.\n"


def read(data: bytes) -> Extract:
    return PLAIN_TEXT.read(data, "a.txt")


def codes(extract: Extract) -> list[str]:
    return [w.code for w in extract.warnings]


def error_of(data: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    return caught.value


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "cp1252"),
    ],
)
def test_reads_every_encoding_without_its_mark(mark: bytes, encoding: str) -> None:
    extract = read(mark + DUTCH.encode(encoding))
    assert extract.source == DUTCH
    assert extract.warnings == ()
    assert extract.format == "text"


def test_a_second_mark_is_a_character_of_the_text() -> None:
    assert read(codecs.BOM_UTF8 * 2 + b"tekst").source == "\ufefftekst"


def test_reads_russian_utf16_without_mark_by_its_spaces_and_line_ends() -> None:
    text = "Российская Федерация\nГосударственная Дума\n" * 20
    assert read(text.encode("utf-16-le")).source == text


def test_line_ends_are_not_translated() -> None:
    assert read(b"een\r\ntwee\rdrie\nvier\x0cvijf\r\n").source == "een\r\ntwee\rdrie\nvier\x0cvijf\r\n"


def test_bytes_unknown_to_cp1252_become_replacement_characters_with_a_warning() -> None:
    extract = read(b"caf\xe9 en \x81 het \x9d einde, na\xefef")
    assert extract.source == "café en \ufffd het \ufffd einde, naïef"
    assert [(w.code, dict(w.facts)["count"]) for w in extract.warnings] == [("undecodable_bytes", "2")]


def test_nearly_valid_utf8_stays_utf8() -> None:
    good = ("De coördinatie van de financiële steun. " * 100).encode()
    extract = read(good + b"\xff" + good)
    assert extract.source.count("\ufffd") == 1
    assert "coördinatie" in extract.source
    assert codes(extract) == ["undecodable_bytes"]


def test_english_with_a_few_curly_quotes_is_cp1252_though_few_bytes_are_bad() -> None:
    extract = read(b"plain words " * 1000 + b"the minister\x92s \x93view\x94")
    assert extract.source.endswith("the minister’s “view”")
    assert extract.warnings == ()


def test_an_encoded_lone_surrogate_becomes_one_replacement_character() -> None:
    extract = read(b"voor \xed\xa0\x80 na")
    assert extract.source == "voor \ufffd na"
    assert codes(extract) == ["undecodable_bytes"]


def test_a_lone_surrogate_in_utf16_becomes_one_replacement_character() -> None:
    extract = read(codecs.BOM_UTF16_LE + "a ".encode("utf-16-le") + b"\x00\xd8" + " b".encode("utf-16-le"))
    assert extract.source == "a \ufffd b"
    assert codes(extract) == ["undecodable_bytes"]


def test_replacement_characters_that_stood_in_the_file_are_no_damage() -> None:
    extract = read("\ufffd eerste punt\n\ufffd tweede punt\n".encode())
    assert extract.source.startswith("\ufffd eerste")
    assert extract.warnings == ()


def test_nul_characters_are_kept_with_a_warning() -> None:
    extract = read(b"een lange regel tekst\x00met een NUL erin\n")
    assert extract.source == "een lange regel tekst\x00met een NUL erin\n"
    assert codes(extract) == ["nul_characters"]


def test_a_short_text_with_one_nul_is_not_taken_for_utf16() -> None:
    assert read(b"abc de\x00 fgh").source == "abc de\x00 fgh"


@pytest.mark.parametrize("data", [b"", b" \r\n\t\x0c\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b" \0\n\0"])
def test_a_file_without_text_is_empty(data: bytes) -> None:
    assert error_of(data).code == "empty_file"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "pdf"),
        (b"\r\n\r\n%PDF-1.4\n1 0 obj", "pdf"),
        (b"PK\x03\x04" + b"\0" * 22 + b"word/document.xml", "word"),
        (b"PK\x03\x04" + b"\0" * 22 + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (b"PK\x03\x04" + b"\0" * 22 + b"foto.bin", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old_office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked_office"),
        (b"{\\rtf1\\ansi Tekst}", "rtf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 9, "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 9, "program"),
        (b"MZ\x90\x00\x03" + b"\0" * 60, "program"),
        (bytes(range(256)) * 8, "data"),
    ],
)
def test_a_binary_file_is_named(data: bytes, what: str) -> None:
    error = error_of(data)
    assert error.code == "binary_file"
    assert error.facts == {"path": "a.txt", "what": what}


def test_a_text_about_pdf_is_text() -> None:
    text = "A PDF file begins with %PDF-1.7, a Word file with PK.\n"
    assert read(text.encode()).source == text


def test_markup_is_read_with_a_warning() -> None:
    assert codes(read(b"<!DOCTYPE html><html><body>Tekst</body></html>")) == ["markup_as_text"]


def test_the_hash_is_of_the_bytes() -> None:
    data = codecs.BOM_UTF8 + DUTCH.encode()
    assert read(data).sha256 == hashlib.sha256(data).hexdigest()


def test_reading_tells_and_can_be_stopped() -> None:
    class Stop(Progress):
        def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
            assert stage is Stage.READING
            raise Cancelled

    with pytest.raises(Cancelled):
        PLAIN_TEXT.read(b"tekst", "a.txt", Stop())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_in_utf8_comes_back_whole(text: str) -> None:
    # Mostly-NUL texts are what UTF-16 looks like; they are not what people write.
    if "\0" not in text and not text.startswith(("\ufeff", "\ufffe")):
        assert decode(text.encode())[0] == text


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        extract = read(data)
    except UnreadableFile as error:
        assert error.code in ("binary_file", "empty_file")
    else:
        extract.source.encode()  # no lone surrogate came through


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        ("Руководство по установке и настройке системы", "koi8-r", True),
        ("Εγχειρίδιο εγκατάστασης του συστήματος", "iso8859-7", True),
        ("Ça a été décidé à l’été dernier, où l’État s’était engagé.", "cp1252", False),
        ("Die Behörde prüft künftig größere Vorhaben; Näheres später.", "cp1252", False),
    ],
)
def test_a_text_in_another_old_encoding_is_told(text: str, encoding: str, told: bool) -> None:
    warnings = decode(text.encode(encoding))[2]
    assert ("unlikely_encoding" in [w.code for w in warnings]) is told
