"""What may stand where somebody types, by what stands before: in TEI by the schema that it names, in TOML by the tables of keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.live.toml_continuations import said_of, toml_continuations
from edition.live.xml_continuations import continuations

HEAD = '<?xml-model href="edition.rng"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">'
FILE = "<teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>"
DECLARED = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'


def names(before: str, kind: str) -> list[str]:
    found = continuations(Path("rain.xml"), HEAD + before)
    assert {one.kind for one in found} <= {kind}
    return [one.name for one in found]


def test_the_children_come_in_the_order_of_the_schema() -> None:
    assert names("<", "element") == ["teiHeader"]
    assert "titleStmt" in names("<teiHeader><fileDesc><", "element")
    after = names(f"{FILE}<", "element")
    assert "publicationStmt" in after
    assert not {"titleStmt", "p", "sourceDesc"} & set(after)


def test_what_is_typed_already_changes_nothing() -> None:
    assert names(f"{FILE}<pub", "element") == names(f"{FILE}<", "element")


def test_the_attributes_are_those_that_are_not_given_yet() -> None:
    assert "xml:lang" in names(f"{FILE}<publicationStmt><p ", "attribute")
    assert "xml:lang" not in names(f'{FILE}<publicationStmt><p xml:lang="en" ', "attribute")


def test_a_value_is_one_of_the_words_that_the_schema_lists() -> None:
    rest = "<publicationStmt><p>U</p></publicationStmt><sourceDesc><p>M</p></sourceDesc></fileDesc></teiHeader><text><body>"
    body = f'{FILE}{rest}<div type="entry"><p>'
    assert {"lexical", "omission"} <= set(names(f'{body}<app type="', "value"))


@pytest.mark.parametrize("before", ["<!-- <", "", "<teiHeader>words", "<teiHeader><![CDATA[<"])
def test_nothing_is_offered_in_a_comment_or_in_words(before: str) -> None:
    assert names(before, "none") == []


def test_an_end_tag_is_that_of_the_innermost_element() -> None:
    assert names("<teiHeader><fileDesc></", "end") == ["fileDesc"]
    assert names("<teiHeader><fileDesc><titleStmt/></", "end") == ["fileDesc"]


def test_faults_before_the_place_do_not_matter() -> None:
    assert "lem" in names("<teiHeader><wrong><p></teiHeader><text><body><p>A & B <app><", "element")


def test_without_a_schema_nothing_is_known() -> None:
    assert continuations(Path("rain.xml"), f"{DECLARED}<") == ()


def toml(before: str, file: str = "edition.toml") -> list[str]:
    return [one.name for one in toml_continuations(file, before)]


def test_keys_are_those_of_their_table() -> None:
    assert "base" in toml("")
    assert "siglum" not in toml("")
    assert {"siglum", "file"} <= set(toml('base = "A"\n\n[[witness]]\n'))
    assert "siglum" not in toml('[[witness]]\nsiglum = "A"\n')
    assert "siglum" in toml('[[witness]]\nsiglum = "A"\n[[witness]]\nsig')
    assert "kind" in toml("[[emendation]]\n", "decisions.toml")


def test_words_of_a_value_and_headers_are_offered() -> None:
    assert {"date", "number"} <= set(toml('key = "'))
    assert toml("[[witness]]\nin_copyright = ") == ["true", "false"]
    assert {"witness", "pdf", "epub"} <= set(toml('base = "A"\n['))


def test_a_key_is_explained() -> None:
    assert said_of("edition.toml", "", "base")
    assert said_of("edition.toml", "[[witness]]\n", "siglum")
    assert said_of("edition.toml", "", "nonsense") == ""
