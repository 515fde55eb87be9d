"""What may stand where somebody types, by what stands before: in TEI by the schema that it names, in TOML by the tables of keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.live.pointed_ids import pointed_ids
from edition.live.schema_prose import schema_prose
from edition.live.toml_continuations import said_of, toml_continuations
from edition.live.xml_continuations import continuations, name_at

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


def pointers(body: str) -> list[tuple[str, str]]:
    """The ids that are offered where a bar stands in a body, each with its element; the text need not be sound."""
    head = '<listWit><witness xml:id="AG"/><!-- <witness xml:id="XX"/> --><witness xml:id="AH"/></listWit><p xml:id="p1">'
    before, after = body.split("|")
    found = pointed_ids(head + before + after, len(head + before))
    return [(one.name, one.of) for one in found[1]] if found is not None else []


def test_the_ids_that_a_pointer_may_name_are_offered() -> None:
    assert pointers('<rdg wit="|') == [("#AG", "witness"), ("#AH", "witness")]
    assert pointers('<rdg wit="#AG #A|H">') == [("#AG", "witness"), ("#AH", "witness")]
    assert pointers('<seg corresp="#p|" xml:id="p2"/>') == [("#p1", "p"), ("#p2", "seg")]
    assert pointers('<note n="1" target="|"/><p/>') == [("#AG", "witness"), ("#AH", "witness"), ("#p1", "p")]


@pytest.mark.parametrize("body", ['<p n="|"', 'wit="|', '<!-- <rdg wit="|', '<rdg wit="#AG"|', '<rdg wit="#none|"'])
def test_no_ids_are_offered_elsewhere(body: str) -> None:
    assert pointers(body) == []


SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">
<start><ref name="rdg"/></start>
<define name="rdg"><element name="rdg"><a:documentation>one
  reading</a:documentation><ref name="witnessed"/><ref name="gap"/></element></define>
<define name="witnessed"><optional>
  <attribute name="wit"><a:documentation>who reads so</a:documentation></attribute></optional></define>
<define name="gap"><element name="gap">
  <attribute name="wit"><a:documentation>of a gap</a:documentation></attribute></element></define>
</grammar>"""


def test_a_schema_says_what_its_elements_and_attributes_are(tmp_path: Path) -> None:
    (tmp_path / "own.rng").write_text(SCHEMA, encoding="utf-8")
    prose = schema_prose(tmp_path / "own.rng")
    assert (prose.of("rdg"), prose.of("rdg", "wit"), prose.of("gap", "wit")) == ("one reading", "who reads so", "of a gap")
    assert (prose.of("none"), prose.of("gap"), prose.of("rdg", "n")) == ("", "", "")
    assert schema_prose(tmp_path / "none.rng").of("rdg") == ""


def test_a_place_of_a_line_is_on_the_name_of_an_element_or_attribute() -> None:
    line = '<p>A <rdg wit="#A" n="1">b</rdg></p>'
    assert name_at(line, line.index("rdg") + 1) == ("rdg", "")
    assert name_at(line, line.index("/rdg") + 2) == ("rdg", "")
    assert name_at(line, line.index(" n=") + 1) == ("rdg", "n")
    assert name_at(line, 3) == name_at(line, line.index("#A")) == ("", "")


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
