"""A TEI document in, an EPUB out: what is linked, what is said of it, that it is valid and always the same."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import OutsideError
from edition.messages import Report
from edition.writers.book import sections
from edition.writers.book.contents import contents
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import Section
from edition.writers.epub import publication
from edition.writers.settings import Settings

TYPE = "{http://www.idpf.org/2007/ops}type"
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"


def made(tree: etree._ElementTree, folder: Path, **settings: object) -> Path:
    path = folder / "book.epub"
    publication.write(tree, Settings(**settings), path, Report())  # type: ignore[arg-type]
    return path


def pages(book: Path) -> dict[str, etree._Element]:
    """The XHTML files of a book, by their paths in it."""
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return {name.removeprefix("EPUB/"): etree.fromstring(archive.read(name)) for name in names}


def package(book: Path) -> etree._Element:
    with zipfile.ZipFile(book) as archive:
        return etree.fromstring(archive.read("EPUB/package.opf"))


def by_role(page: etree._Element, role: str) -> list[etree._Element]:
    return [element for element in page.iter() if element.get("role") == role]


def joined(found: dict[str, etree._Element], part: str) -> etree._Element:
    """The pages of a book whose path has a part, as one, with links that lead within it."""
    whole = etree.Element("whole")
    for name, page in found.items():
        if part in name:
            whole.append(page)
    for link in whole.iter(XHTML + "a"):
        link.set("href", f"#{link.get('href', '').partition('#')[2]}")
    return whole


@pytest.fixture
def whole(notebook: etree._ElementTree, tmp_path: Path) -> etree._Element:
    """The book with all readings, and all their words linked."""
    return joined(pages(made(notebook, tmp_path, apparatus="all", marks="all")), "")


@pytest.fixture
def chapter(notebook: etree._ElementTree, tmp_path: Path) -> etree._Element:
    """The text of the year 1901."""
    found = pages(made(notebook, tmp_path, apparatus="all"))
    return next(page for name, page in found.items() if "division" in name)


def test_every_link_leads_somewhere(notebook: etree._ElementTree, tmp_path: Path) -> None:
    found = pages(made(notebook, tmp_path))
    ids = {name: {element.get("id") for element in page.iter()} for name, page in found.items()}
    links = 0
    for name, page in found.items():
        for link in page.iter(XHTML + "a"):
            target, _, ident = link.get("href", "").partition("#")
            if not target.startswith("http"):
                home = posixpath.normpath(f"{posixpath.dirname(name)}/{target}").lstrip("/") if target else name
                assert home in found
                assert not ident or ident in ids[home]
                links += 1
    assert links > 50


def test_variants_are_linked_both_ways(whole: etree._Element) -> None:
    ids = {element.get("id"): element for element in whole.iter() if element.get("id")}
    entries = {row.get("id"): row for row in whole.iter(XHTML + "li") if row.get("class") == "variant"}
    calls = [
        call for call in whole.iter(XHTML + "a") if call.get("href", "")[1:] in entries and call.get("class") in ("lem", "sign")
    ]
    assert [raw(call) for call in calls][:4] == ["3 February 1901.", "lamp", "Rui", "+"]
    for call in calls:
        entry = ids[call.get("href", "")[1:]]
        back = by_role(entry, "doc-backlink")
        assert len(back) == 1
        place = ids[back[0].get("href", "")[1:]]
        assert place is call or call in place.iter() or place.getnext() is call


def test_the_entry_itself_says_lemma_reading_and_siglum(whole: etree._Element) -> None:
    lines = [" ".join(raw(entry).split()) for entry in whole.iter(XHTML + "li") if entry.get("class") == "variant"]
    assert "lamp] light B" in lines
    assert "*Rui] the boy1 B" in lines
    assert "°out;] out, B" in lines


def test_what_holds_for_a_whole_entry_stands_under_its_heading(chapter: etree._Element) -> None:
    line = next(element for element in chapter.iter(XHTML + "p") if element.get("class") == "attested")
    assert raw(line) == "Not in B."
    before = line.getprevious()
    assert before is not None
    assert before.tag == XHTML + "h2"


def test_notes_are_linked_both_ways_and_numbered_as_they_are_called(whole: etree._Element) -> None:
    ids = {element.get("id"): element for element in whole.iter() if element.get("id")}
    notes = [element for element in whole.iter(XHTML + "li") if element.get(TYPE) == "endnote"][:3]
    assert [" ".join(raw(note).split()) for note in notes] == [
        "He is twelve. (B) ↩",
        "The city, a cidade. (A) ↩",
        "First paragraph.Second. ↩",
    ]
    for note in notes:
        call = ids[by_role(note, "doc-backlink")[0].get("href", "")[1:]]
        assert call.get("href") == f"#{note.get('id')}"
        parent = note.getparent()
        assert parent is not None
        assert raw(call) == str(1 + parent.index(note))


def test_no_link_holds_another(notebook: etree._ElementTree, tmp_path: Path) -> None:
    for page in pages(made(notebook, tmp_path)).values():
        assert [raw(link) for link in page.iter(XHTML + "a") if next(link.iterancestors(XHTML + "a"), None) is not None] == []


def test_landmarks_of_a_page_have_names_of_their_own(chapter: etree._Element) -> None:
    ids = {element.get("id"): element for element in chapter.iter() if element.get("id")}
    named = [element.get("aria-labelledby", "") for element in chapter.iter(XHTML + "section") if element.get("aria-labelledby")]
    assert len(named) > 4
    assert len(set(named)) == len(named)
    assert all(ident in ids for names in named for ident in names.split())


def test_the_package_says_who_made_what_and_how_it_can_be_read(notebook: etree._ElementTree, tmp_path: Path) -> None:
    found = package(made(notebook, tmp_path, date="2026-11-22"))
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert [element.text for element in found.iter(DC + "creator")] == ["Inês Vidal"]
    assert [element.text for element in found.iter(DC + "contributor")] == ["Ada Stone", "Per Holm", "Mara Quill", "Joss Orme"]
    said = [(element.get("property"), element.text) for element in found.iter(OPF + "meta")]
    assert [text for name, text in said if name == "role"] == ["aut", "edt", "edt", "trl", "trl"]
    assert ("dcterms:modified", "2026-11-22T00:00:00Z") in said
    assert ("schema:accessibilityHazard", "none") in said
    assert {text for name, text in said if name == "schema:accessibilityFeature"} >= {"tableOfContents", "index"}
    # Nothing is claimed that was not checked.
    assert not [name for name, _ in said if name and ("certif" in name or "conformsTo" in name)]


def test_the_same_document_gives_the_same_bytes(notebook: etree._ElementTree, tmp_path: Path) -> None:
    first = made(notebook, tmp_path / "a").read_bytes()
    again = etree.ElementTree(etree.fromstring(etree.tostring(notebook)))
    assert made(again, tmp_path / "b").read_bytes() == first


def test_a_long_apparatus_kept_as_bytes_gives_the_same_bytes(
    notebook: etree._ElementTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = made(notebook, tmp_path, apparatus="all").read_bytes()
    monkeypatch.setattr(sections, "MANY", 0)
    assert made(notebook, tmp_path, apparatus="all").read_bytes() == short


def test_writing_changes_nothing_in_the_document(notebook: etree._ElementTree, tmp_path: Path) -> None:
    before = etree.tostring(notebook)
    for reading in (None, "B", "Br"):
        made(notebook, tmp_path, reading=reading)
    assert etree.tostring(notebook) == before


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_left(notebook: etree._ElementTree, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutsideError, match="E076"):
        made(notebook, tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("settings", [{}, {"reading": "B"}])
def test_epubcheck_has_nothing_to_say(
    settings: dict[str, object], notebook: etree._ElementTree, tmp_path: Path, epubcheck: Callable[[Path], list[str]]
) -> None:
    assert epubcheck(made(notebook, tmp_path, **settings)) == []


def test_epubcheck_sees_a_fault(notebook: etree._ElementTree, tmp_path: Path, epubcheck: Callable[[Path], list[str]]) -> None:
    """So that it means something where it says nothing, also after other books."""
    book = made(notebook, tmp_path)
    with zipfile.ZipFile(book) as whole, zipfile.ZipFile(tmp_path / "broken.epub", "w") as broken:
        for part in whole.infolist():
            broken.writestr(part, whole.read(part).replace(b"</body>", b"<blink>Rain.</blink></body>"))
    assert any(line.startswith("ERROR(RSC-005)") and "blink" in line for line in epubcheck(tmp_path / "broken.epub"))
    assert epubcheck(book) == []
    assert epubcheck(tmp_path / "none.epub") != []


def test_a_document_of_others_becomes_a_book(
    tmp_path: Path, shared: Callable[[str], Path], epubcheck: Callable[[Path], list[str]]
) -> None:
    """A critical edition in Greek: readings without lem, witnesses in families, names that are no pointers."""
    path = shared("corpus") / "PatristicTextArchive+pta_data" / "pta0013.pta003.pta-grc1.xml"
    tree = etree.parse(path, etree.XMLParser(collect_ids=False, no_network=True))
    assert epubcheck(made(tree, tmp_path)) == []


def _section(title: str, level: int) -> Section:
    body = etree.Element(XHTML + "section")
    return Section(title, "division", level, title, title, "", "", "en", body)


def test_the_contents_are_a_tree_by_level() -> None:
    lines = contents([_section(title, level) for title, level in (("a", 1), ("b", 2), ("c", 2), ("", 3), ("d", 3), ("e", 1))])
    assert [line.title for line in lines] == ["a", "e"]
    assert [line.title for line in lines[0].lines] == ["b", "c"]
    assert [line.title for line in lines[0].lines[1].lines] == ["d"]


def test_a_bead_translated_freely_is_called_by_the_mark_after_it(notebook: etree._ElementTree, tmp_path: Path) -> None:
    lamp = next(app for app in notebook.getroot().iter("{*}app") if app.get("{http://www.w3.org/XML/1998/namespace}id") == "a.lamp")
    seg = etree.Element(lamp.tag.replace("}app", "}seg"), type="bead", subtype="free", cert="low", resp="#tool")
    seg.tail, lamp.tail = lamp.tail, None
    lamp.getparent().replace(lamp, seg)
    seg.append(lamp)
    whole = joined(pages(made(notebook, tmp_path)), "")
    [entry] = [row for row in whole.iter(XHTML + "li") if "translated freely: light B" in " ".join(raw(row).split())]
    [mark] = [link for link in whole.iter(XHTML + "a") if link.get("class") == "mark" and "lamp" in raw(link.getparent())][:1]
    assert mark.get("aria-label") == "2 variants"
    assert mark.get("href") == f"#{entry.getparent().getparent().get('id')}"
