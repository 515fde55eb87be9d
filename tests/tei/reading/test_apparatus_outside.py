"""An apparatus outside the text, as anyone may write it: what has no place in the text is told, and nothing stops or is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

import edition
from edition.errors import TextError
from edition.messages import Report
from edition.model.apparatus_units import METHODS
from edition.tei.export.interchange import alone, external
from edition.tei.reading.opening import open_tei
from tests.tei.growth import calls_grow_with_length, grows_with_length

DOCUMENT = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="root"><teiHeader xml:id="header"><fileDesc xml:id="file">'
    '<titleStmt xml:id="titles"><title>Rain</title></titleStmt><publicationStmt><p>For a test.</p></publicationStmt>'
    '<sourceDesc><listWit><witness xml:id="A">One</witness><witness xml:id="B">Two</witness></listWit></sourceDesc></fileDesc>'
    '</teiHeader><standOff xml:id="off">{out}</standOff><text xml:id="text"><body xml:id="body"><div xml:id="div">'
    '<head xml:id="head">One</head><p xml:id="p">It <hi xml:id="hi">rained</hi> all day<anchor xml:id="a"/> and '
    '<anchor xml:id="b"/>night.{within}</p></div></body></text></TEI>'
)
READINGS = '<lem wit="#A">x<seg xml:id="inside">y</seg></lem><rdg wit="#B">z</rdg>'
IDS = (
    "root",
    "header",
    "file",
    "titles",
    "off",
    "text",
    "body",
    "div",
    "head",
    "p",
    "hi",
    "me",
    "inside",
    "list",
    "a",
    "b",
    "none",
)
LONG = "9" * 5000
# Places that no text has, in the entry itself, or before where they begin.
NOWHERE = (
    "root /1:0 /1:0", "/ /2/1:0 /2/1:0", "me /1:0 /1:0", "me /2/1:0 /2/1:1", "inside /1:0 /1:1", f"p /{LONG}:1 /1:1",
    f"p /1:{LONG} /1:2", f"p /{LONG}/1:0 /1:2", "p /1:2 /1:1", "p /1:0 /2/1:2", "header /1:0 /1:0", "none /1:0 /1:0",
    "p /1:99 /1:100", "p /0/1:0 /1:0", "p /2:0 /2:1",
)  # fmt: skip


def opened(folder: Path, out: str, within: str = "") -> tuple[etree._ElementTree, list[str]]:
    """A document with this in its standOff and in its paragraph, and the codes of what is said of it."""
    path = folder / "x.xml"
    path.write_text(DOCUMENT.format(out=out, within=within), encoding="utf-8")
    report = Report()
    return open_tei(path, report), [message.code for message in report]


def listed(app: str) -> str:
    return f'<listApp xml:id="list">{app}</listApp>'


def paragraph(tree: etree._ElementTree) -> str:
    """The paragraph without namespaces."""
    found = tree.getroot().find(".//{*}p[@{http://www.w3.org/XML/1998/namespace}id='p']")
    return etree.tostring(found, encoding="unicode", with_tail=False).replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")


def used(folder: Path, tree: etree._ElementTree) -> None:
    """Whatever the program makes of a document, made; messages may stop it, and nothing else."""
    for method in METHODS:
        (folder / "out.xml").write_bytes(external(tree, method))
        open_tei(folder / "out.xml", Report())
    for work in (lambda: alone(tree, "A"), lambda: edition.open_tei(folder / "x.xml").apparatus, lambda: _book(folder)):
        # That there are no words for it.
        with contextlib.suppress(TextError):
            work()


def _book(folder: Path) -> None:
    edition.write_book("epub", folder / "x.xml", folder / "x.epub")


@pytest.mark.parametrize("end", ["", "a", "me", "inside", "root"])
@pytest.mark.parametrize("start", IDS)
def test_an_entry_may_point_anywhere(start: str, end: str, tmp_path: Path) -> None:
    to = f' to="#{end}"' if end else ""
    app = f'<app xml:id="me" from="#{start}"{to}>{READINGS}</app>'
    used(tmp_path, opened(tmp_path, listed(app))[0])
    tree, _ = opened(tmp_path, "", f"{app} But the wind fell.")
    used(tmp_path, tree)
    # What follows an entry that stands in the text is text.
    assert "But the wind fell." in "".join(map(str, tree.getroot().itertext()))


@pytest.mark.parametrize("start", ["root", "header", "file", "titles", "text", "me", "inside", "none"])
def test_an_entry_that_can_stand_nowhere_is_told(start: str, tmp_path: Path) -> None:
    tree, codes = opened(tmp_path, listed(f'<app xml:id="me" from="#{start}">{READINGS}</app>'))
    assert codes == ["W461"]
    assert etree.tostring(tree.getroot()) == etree.tostring(etree.parse(tmp_path / "x.xml").getroot())


@pytest.mark.parametrize("place", NOWHERE, ids=lambda place: place[:40])
def test_a_place_that_is_none_is_told_and_changes_nothing(place: str, tmp_path: Path) -> None:
    for out, within in ((listed(f'<app xml:id="me" loc="{place}">{READINGS}</app>'), ""), ("", f'<app loc="{place}"/> More.')):
        tree, codes = opened(tmp_path, out, within)
        assert codes == ["W461"]
        assert etree.tostring(tree.getroot()) == etree.tostring(etree.parse(tmp_path / "x.xml").getroot())
        used(tmp_path, tree)


def test_entries_that_point_into_one_another(tmp_path: Path) -> None:
    one = f'<app from="#second">{READINGS}</app>'
    other = '<app from="#inside"><lem>q<seg xml:id="second">w</seg></lem><rdg>v</rdg></app>'
    tree, codes = opened(tmp_path, listed(one + other))
    assert "W461" in codes
    used(tmp_path, tree)


def test_places_are_those_of_the_text_in_whatever_order_the_entries_stand(tmp_path: Path) -> None:
    apps = [
        '<app loc="p /1:0 /1:2"><rdg>We</rdg></app>',
        '<app loc="p /3:1 /3:4"><rdg>each</rdg></app>',
        '<app loc="p /3:4 /3:4"><rdg> long</rdg></app>',
        '<app loc="p /2/1:0 /2/1:4"><rdg>hail</rdg></app>',
    ]
    expected = (
        '<p xml:id="p"><app><lem>It</lem><rdg>We</rdg></app> <hi xml:id="hi"><app><lem>rain</lem><rdg>hail</rdg></app>ed</hi> '
        "<app><lem>all</lem><rdg>each</rdg></app><app><rdg> long</rdg></app> day"
        '<anchor xml:id="a"/> and <anchor xml:id="b"/>night.</p>'
    )
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]):
        tree, codes = opened(tmp_path, listed("".join(apps[number] for number in order)))
        assert (paragraph(tree), codes) == (expected, [])


def test_an_entry_across_another_leaves_no_anchor_behind(tmp_path: Path) -> None:
    apps = '<app loc="p /3:1 /3:5"><rdg>x</rdg></app><app loc="p /3:3 /3:8"><rdg>y</rdg></app>'
    tree, codes = opened(tmp_path, listed(apps))
    assert codes == ["W461"]
    assert paragraph(tree).count("<anchor") == 2
    [left] = tree.getroot().iterfind(".//{*}standOff//{*}app")
    assert dict(left.attrib) == {"loc": "p /3:3 /3:8"}


def test_an_entry_among_the_words_that_goes_elsewhere_leaves_those_after_it(tmp_path: Path) -> None:
    tree, codes = opened(tmp_path, "", '<app from="#a" to="#b"><rdg>or</rdg></app> But <hi>then</hi>')
    assert codes == []
    assert paragraph(tree) == (
        '<p xml:id="p">It <hi xml:id="hi">rained</hi> all day<app><lem> and </lem><rdg>or</rdg></app>night. But <hi>then</hi></p>'
    )


@pytest.mark.parametrize("outermost_first", [True, False])
def test_entries_in_one_another_without_end_are_refused(outermost_first: bool, tmp_path: Path) -> None:
    # 300 is more than the depth at which a document is refused.
    order = range(300) if outermost_first else range(299, -1, -1)
    opens = "".join(f'<anchor xml:id="f{number}"/>' for number in range(300))
    closes = "".join(f'<anchor xml:id="g{number}"/>' for number in range(299, -1, -1))
    apps = "".join(f'<app from="#f{number}" to="#g{number}"><rdg/></app>' for number in order)
    with pytest.raises(TextError, match="E402"):
        opened(tmp_path, listed(apps), f"{opens}rain{closes}")


# --- Long texts -------------------------------------------------------------------------------------------------------------


def long(entries: int) -> etree._ElementTree:
    """A document with a paragraph of so many entries."""
    entry = '<app><lem wit="#A">rained</lem><rdg wit="#B">poured</rdg></app> and it '
    return etree.ElementTree(etree.fromstring(DOCUMENT.format(out="", within=entry * entries)))


@pytest.mark.parametrize("method", METHODS)
def test_the_work_of_taking_out_and_of_putting_in_grows_with_the_text(method: str, tmp_path: Path) -> None:
    def export(entries: int) -> Callable[[], object]:
        tree = long(entries)
        return lambda: external(tree, method)

    def opening(entries: int) -> Callable[[], object]:
        path = tmp_path / f"{entries}.xml"
        path.write_bytes(external(long(entries), method))
        return lambda: open_tei(path, Report())

    assert grows_with_length(export, 500)
    assert grows_with_length(opening, 500)
    assert calls_grow_with_length(export, 100)
    assert calls_grow_with_length(opening, 100)


def test_so_it_is_for_entries_that_stand_where_their_stretch_ends(tmp_path: Path) -> None:
    def opening(entries: int) -> Callable[[], object]:
        entry = '<anchor xml:id="i{0}"/>rained<app from="#i{0}"><rdg wit="#B">poured</rdg></app> and it '
        path = tmp_path / f"{entries}.xml"
        path.write_text(DOCUMENT.format(out="", within="".join(map(entry.format, range(entries)))), encoding="utf-8")
        return lambda: open_tei(path, Report())

    assert grows_with_length(opening, 500)
