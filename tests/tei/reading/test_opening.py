"""A file becomes a TEI tree, or one clear message; nothing outside the file is read, and nothing takes long."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.errors import EditionError, TextError
from edition.messages import Report
from edition.tei.names import digest, ident, ncname, seal, stated_digest
from edition.tei.reading.opening import changed_by_hand, open_tei, parse
from tests.examples import examples

SAMPLE = Path(__file__).parent.parent / "samples" / "notebook.xml"
ROOT = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
INCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"/>'


def saved(folder: Path, document: str | bytes) -> Path:
    path = folder / "x.xml"
    path.write_bytes(document.encode("utf-8") if isinstance(document, str) else document)
    return path


def refusal(folder: Path, document: str | bytes) -> str:
    """The message with which a document is refused, without the folder's name; it must come at once."""
    path = saved(folder, document)
    start = time.process_time()
    with pytest.raises(TextError) as refused:
        open_tei(path, Report())
    assert time.process_time() - start < 60
    return str(refused.value).replace(f"{folder}/", "")


# --- What is opened -------------------------------------------------------------------------------------------------------


def test_comments_and_instructions_survive() -> None:
    tree = open_tei(SAMPLE, Report())
    assert str(tree.xpath("string(//processing-instruction())")).startswith('href="edition.rng"')
    assert "every device" in str(tree.xpath("string(//comment())"))


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("", "utf-8"), ("", "utf-8-sig"), ("", "utf-16"), ("iso-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("UTF-16", "utf-16")],
)
def test_any_encoding_is_read(tmp_path: Path, declared: str, encoding: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    path = saved(tmp_path, f"{declaration}{ROOT}déjà</TEI>".encode(encoding))
    assert open_tei(path, Report()).getroot().text == "déjà"


def test_entities_that_the_document_declares_are_put_in(tmp_path: Path) -> None:
    path = saved(tmp_path, f'<!DOCTYPE TEI [<!ENTITY dash "—">]>{ROOT}a&dash;b</TEI>')
    assert open_tei(path, Report()).getroot().text == "a—b"


def test_a_long_text_is_only_long(tmp_path: Path) -> None:
    path = saved(tmp_path, f"{ROOT}{'word ' * 2_400_000}</TEI>")
    assert len(open_tei(path, Report()).getroot().text or "") == 12_000_000


def test_an_id_given_twice_is_reported_and_does_not_stop_the_work(tmp_path: Path) -> None:
    report = Report()
    open_tei(saved(tmp_path, f'{ROOT}\n<p xml:id="a"/>\n <p n="1" xml:id="a"/></TEI>'), report)
    assert [str(message).replace(f"{tmp_path}/", "") for message in report] == [
        "x.xml:3:11: E407 the xml:id a is given twice, first on line 2. Give one of the two elements another xml:id."
    ]


def test_a_corpus_of_several_texts_is_opened(tmp_path: Path) -> None:
    corpus = '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><TEI><text>one</text></TEI><TEI><text>two</text></TEI></teiCorpus>'
    assert "".join(map(str, open_tei(saved(tmp_path, corpus), Report()).getroot().itertext())) == "onetwo"


@pytest.mark.parametrize("href", ["../x.xml", "https://example.org/x.xml"])
def test_xinclude_that_says_what_to_take_instead(tmp_path: Path, href: str) -> None:
    include = INCLUDE.format(href).replace("/>", "><xi:fallback><p>instead</p></xi:fallback></xi:include>")
    report = Report()
    tree = open_tei(saved(tmp_path, f"{ROOT}{include}</TEI>"), report)
    assert [message.code for message in report] == ["W464"]
    assert "instead" in "".join(map(str, tree.getroot().itertext()))


# --- What is refused ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        (
            f"{ROOT}<p>\n</TEI>",
            "x.xml:2:7: E401 the file breaks the rules of XML: <p> of line 1 is closed by </TEI>. Write </p> before it",
        ),
        (
            f"{ROOT}\n<p>one\ntwo",
            "x.xml:3:4: E401 the file breaks the rules of XML: the file ends while <p> of line 2 is still open. Write </p>",
        ),
        (
            f"{ROOT}a&nbsp;b</TEI>",
            "x.xml:1:49: E401 the file breaks the rules of XML: the entity &nbsp; is not declared in "
            "this file. Write the character itself",
        ),
        (
            f"{ROOT}salt & water</TEI>",
            "E401 the file breaks the rules of XML: a < or & stands here that begins no tag and no entity. Write a plain < as &lt;",
        ),
        (
            f"{ROOT}<p n=1/></TEI>",
            "E401 the file breaks the rules of XML: the value of an attribute has no quotation marks. Write it between them",
        ),
        (
            f'{ROOT}<p n="1" n="2"/></TEI>',
            "E401 the file breaks the rules of XML: the attribute n stands twice in one tag. Keep one of the two.",
        ),
        (f"{ROOT}<x:p/></TEI>", "E401 the file breaks the rules of XML: the prefix x: is not declared. Declare it on the root"),
        (f"{ROOT}</TEI><TEI/>", "E401 the file breaks the rules of XML: something stands after the end of the document."),
        (
            f"{ROOT}d\xe9j\xe0</TEI>".encode("latin-1"),
            "E487 the file does not say in which encoding it is, so it is read as UTF-8, but bytes stand here that are not; they "
            "seem to be in ISO-8859-1.",
        ),
        (
            f'<?xml version="1.0" encoding="klingon"?>{ROOT}</TEI>',
            "E401 the file breaks the rules of XML: the encoding that the first line names is not known.",
        ),
        (
            f"\n<?xml version='1.0'?>{ROOT}</TEI>",
            "E401 the file breaks the rules of XML: something stands before <?xml …?>. Delete what stands before it",
        ),
        ("", "x.xml: E470 the file is empty. Give a TEI document."),
        ("title = 'not XML'", "E401 the file breaks the rules of XML: the file does not begin with a tag."),
        (bytes(range(256)), "E401 the file breaks the rules of XML: the file does not begin with a tag."),
    ],
)
def test_what_is_not_well_formed_is_told_with_its_place(tmp_path: Path, document: str | bytes, wanted: str) -> None:
    assert wanted in refusal(tmp_path, document)


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        (
            "<TEI.2><text/></TEI.2>",
            "E472 this is no TEI P5 document, but one of TEI P4, the version before 2007. Convert it to TEI P5 first",
        ),
        ("<TEI/>", 'Write <TEI xmlns="http://www.tei-c.org/ns/1.0">.'),
        ('<div xmlns="http://www.tei-c.org/ns/1.0"/>', "E475 this is no whole TEI document, but a part of one, <div>."),
        ('<html xmlns="http://www.w3.org/1999/xhtml"/>', "a web page (HTML)"),
        ("<!DOCTYPE html>\n<html><body><p>one<br>two</body>", "x.xml:1:1: E474 this is no TEI P5 document, but a web page (HTML)."),
        ("<rss/>", "XML of another kind, <rss>"),
    ],
)
def test_what_is_no_tei_is_told_what_it_is(tmp_path: Path, document: str, wanted: str) -> None:
    assert wanted in refusal(tmp_path, document)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TextError, match=r"E001 the file .* is not there"):
        open_tei(tmp_path / "none.xml", Report())


# --- Hostile input --------------------------------------------------------------------------------------------------------


def laughs() -> str:
    """A few hundred bytes that stand for ten thousand million characters."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    return f"<!DOCTYPE TEI [{entities}]>"


@pytest.mark.parametrize("where", ["<p>&a10;</p>", '<p n="&a10;"/>', "&a10;" + "x" * 11_000_000])
def test_entities_in_entities_are_not_followed(tmp_path: Path, where: str) -> None:
    assert "E403 the entities of this document stand for one another until they grow beyond all measure" in refusal(
        tmp_path, f"{laughs()}{ROOT}{where}</TEI>"
    )


def test_one_long_entity_many_times(tmp_path: Path) -> None:
    document = f'<!DOCTYPE TEI [<!ENTITY a "{"x" * 100_000}">]>{ROOT}{"&a;" * 10_000}</TEI>'
    assert "E403 the entities of this document stand for one another until they grow beyond all measure" in refusal(
        tmp_path, document
    )


def test_an_entity_of_itself(tmp_path: Path) -> None:
    assert "E401 the file breaks the rules of XML: an entity is declared by way of itself" in refusal(
        tmp_path, f'<!DOCTYPE TEI [<!ENTITY a "&b;"><!ENTITY b "&a;">]>{ROOT}&a;</TEI>'
    )


@pytest.mark.parametrize(
    "declaration", ['<!ENTITY a SYSTEM "{0}">', '<!ENTITY % a SYSTEM "{0}"> %a;', '<!ENTITY a PUBLIC "x" "{0}">']
)
def test_an_entity_outside_the_file_is_not_read(tmp_path: Path, declaration: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", encoding="utf-8")
    for address in ("/etc/passwd", secret.as_uri(), "secret.txt"):
        told = refusal(tmp_path, f"<!DOCTYPE TEI [{declaration.format(address)}]>{ROOT}&a;</TEI>")
        assert "E471 the entity &a; stands for a file outside, which is not read." in told
        assert "secret words" not in told
        assert "root:" not in told


@pytest.mark.parametrize("address", ["secret.dtd", "https://example.org/tei.dtd", "/etc/passwd"])
def test_a_dtd_is_not_read(tmp_path: Path, address: str) -> None:
    (tmp_path / "secret.dtd").write_text('<!ENTITY a "secret words">', encoding="utf-8")
    document = f'<!DOCTYPE TEI SYSTEM "{address}">{ROOT}%s</TEI>'
    assert open_tei(saved(tmp_path, document % "text"), Report()).getroot().text == "text"
    assert "E401 the file breaks the rules of XML: the entity &a; is not declared in this file." in refusal(
        tmp_path, document % "&a;"
    )


@pytest.mark.parametrize(
    "href",
    [
        "/etc/passwd",
        "../x.xml",
        "file:///etc/passwd",
        "https://example.org/x.xml",
        "%2e%2e/x.xml",
        "a/../../b.xml",
        "http://[x",
        "%00",
    ],
)
def test_xinclude_of_what_lies_outside_the_folder_is_refused(tmp_path: Path, href: str) -> None:
    told = refusal(tmp_path, f"{ROOT}\n {INCLUDE.format(href)}</TEI>")
    assert told.startswith(f"x.xml:2:2: E404 XInclude asks for {href}, which is outside the folder")


def test_xinclude_through_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link.xml").symlink_to("/etc/passwd")
    assert "E404" in refusal(tmp_path, f"{ROOT}{INCLUDE.format('link.xml')}</TEI>")


def test_xinclude_within_the_folder_is_left_alone_and_said(tmp_path: Path) -> None:
    (tmp_path / "part.xml").write_text("<p>part</p>", encoding="utf-8")
    report = Report()
    tree = open_tei(saved(tmp_path, f"{ROOT}{INCLUDE.format('part.xml')}</TEI>"), report)
    assert [message.code for message in report] == ["W405"]
    assert "part" not in "".join(str(text) for text in tree.getroot().itertext())


@pytest.mark.parametrize("filling", ["", "x" * 11_000_000])
def test_elements_ten_thousand_deep_are_refused(tmp_path: Path, filling: str) -> None:
    told = refusal(tmp_path, f"{ROOT}{'<p>' * 10_000}{filling}{'</p>' * 10_000}</TEI>")
    assert "E402 more than 256 elements stand within one another." in told
    told = refusal(tmp_path, f"{ROOT}{filling}{'<p>' * 300}{'</p>' * 300}</TEI>")
    assert "E402 more than 256 elements stand within one another." in told


# --- Whatever comes, a message ----------------------------------------------------------------------------------------------


def opened_or_refused(raw: bytes) -> None:
    said = ""
    try:
        parse(raw, "x.xml", SAMPLE.parent, Report())
    except EditionError as refused:
        said = str(refused)
    assert not said or re.match(r"x\.xml(:\d+){0,2}: E[46]\d\d \S", said)


@settings(deadline=None, max_examples=examples(150))
@given(st.integers(min_value=1, max_value=len(SAMPLE.read_bytes())))
def test_a_file_cut_off_anywhere_gives_one_message(length: int) -> None:
    opened_or_refused(SAMPLE.read_bytes()[:length])


@settings(deadline=None, max_examples=examples(250))
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE.read_bytes()) - 1), st.binary(max_size=3)), min_size=1, max_size=4))
def test_bytes_changed_anywhere_give_one_message_or_none(changes: list[tuple[int, bytes]]) -> None:
    raw = SAMPLE.read_bytes()
    for offset, piece in changes:
        raw = raw[:offset] + piece + raw[offset + 1 :]
    opened_or_refused(raw)


@settings(deadline=None, max_examples=examples(150))
@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_give_one_message_or_none(raw: bytes) -> None:
    opened_or_refused(raw)


# --- The digest, and names --------------------------------------------------------------------------------------------------


def test_a_document_as_it_was_built_is_not_changed_by_hand(tmp_path: Path) -> None:
    built = seal(SAMPLE.read_bytes())
    assert built != SAMPLE.read_bytes()
    assert stated_digest(built) == digest(built) == digest(SAMPLE.read_bytes())
    assert not changed_by_hand(saved(tmp_path, built))
    assert seal(built) == built


@pytest.mark.parametrize("change", [(b"Fog.", b"Mist."), (b"Fog.", b"Fog. "), (b"0</citedRange>", b""), (b'type="sha256"', b"")])
def test_a_document_that_was_touched_is_changed_by_hand(tmp_path: Path, change: tuple[bytes, bytes]) -> None:
    built = seal(SAMPLE.read_bytes())
    touched = built.replace(*change)
    assert changed_by_hand(saved(tmp_path, touched)) == (touched != built)


def test_a_document_without_a_digest_was_not_built_here(tmp_path: Path) -> None:
    assert changed_by_hand(saved(tmp_path, SAMPLE.read_bytes()))
    assert changed_by_hand(saved(tmp_path, f"{ROOT}</TEI>"))
    assert not changed_by_hand(tmp_path / "none.xml")


@pytest.mark.parametrize(
    ("siglum", "xml_id"),
    [
        ("AG", "AG"),
        ("AGb", "AGb"),
        ("B2", "B2"),
        ("α", "α"),
        ("A²", "A_b2_"),
        ("1", "_31_"),
        ("A.tr", "A_2e_tr"),
        ("ed", "_65_d"),
        ("A B", "A_20_B"),
    ],
)
def test_a_siglum_becomes_an_xml_id(siglum: str, xml_id: str) -> None:
    assert ident(siglum) == xml_id


@settings(deadline=None, max_examples=examples(300))
@given(st.lists(st.text(min_size=1, max_size=4), min_size=2, max_size=6, unique=True))
def test_different_sigla_have_different_ids_and_all_are_names(sigla: list[str]) -> None:
    names = [ident(siglum) for siglum in sigla]
    assert len(set(names)) == len(names)
    assert len({ncname(siglum) for siglum in sigla}) == len(names)
    assert all(re.fullmatch(r"[^\W\d][\w-]*", name) for name in names)
    assert not {"ed", "tool", "types", "grades"} & set(names)


# --- Encodings, and what cannot be seen ----------------------------------------------------------------------------------------

CAFE = f"{ROOT}<text><body><p>“Café”, naïve façade</p></body></text></TEI>"


@pytest.mark.parametrize(
    ("said", "given", "told"),
    [
        (
            "UTF-8",
            "cp1252",
            "E485 the file says that it is in UTF-8, but bytes stand here that are not; they seem to be in windows-1252.",
        ),
        ("us-ascii", "utf-8", "E485 the file says that it is in us-ascii, .* they seem to be in UTF-8."),
        ("UTF-16", "utf-8", "E485 the file says that it is in UTF-16, .* they seem to be in UTF-8."),
        ("UTF-32", "utf-8", "E485 the file says that it is in UTF-32, .* they seem to be in UTF-8."),
        ("", "cp1252", "E487 .* they seem to be in windows-1252. Write .*encoding=.windows-1252."),
    ],
)
def test_an_encoding_that_is_not_the_one_that_the_file_says_is_told_as_that(
    said: str, given: str, told: str, tmp_path: Path
) -> None:
    head = f'<?xml version="1.0" encoding="{said}"?>\n' if said else ""
    assert re.search(told, refusal(tmp_path, (head + CAFE).encode(given)))


@pytest.mark.parametrize(("said", "given"), [("ISO-8859-1", "UTF-8"), ("ISO-8859-15", "UTF-8"), ("ISO-8859-1", "windows-1252")])
def test_letters_that_are_read_wrong_because_of_the_encoding_are_told(said: str, given: str) -> None:
    report = Report()
    parse(f'<?xml version="1.0" encoding="{said}"?>{CAFE}'.encode(given), "x.xml", SAMPLE.parent, report)
    assert [(message.code, message.values) for message in report] == [("W495", {"encoding": said, "given": given})]


@pytest.mark.parametrize(
    ("said", "given"), [("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("utf-8", "utf-8"), ("UTF-8", "utf-16")]
)
def test_an_encoding_that_is_as_the_file_says_is_not_spoken_of(said: str, given: str) -> None:
    report = Report()
    plain = CAFE.replace("“", "«").replace("”", "»")
    parse(f'<?xml version="1.0" encoding="{said}"?>{plain}'.encode(given), "x.xml", SAMPLE.parent, report)
    assert not len(report)


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("\u200b", "", "x.xml:1:1: .*zero width space, U+200B"),
        ("\ufeff\ufeff", "", "x.xml:1:1: .*zero width no-break space, U+FEFF"),
        ('<?xml version="1.0"?>\n\u2060', "", "x.xml:2:1: .*word joiner, U+2060"),
        ("", "\n\u00a0", "x.xml:2:1: .*no-break space, U+00A0"),
    ],
)
def test_a_character_that_cannot_be_seen_outside_the_tags_is_named(before: str, after: str, name: str, tmp_path: Path) -> None:
    told = refusal(tmp_path, f"{before}{ROOT}</TEI>{after}")
    assert "E408" in told
    assert re.search(name.replace("+", r"\+"), told)
