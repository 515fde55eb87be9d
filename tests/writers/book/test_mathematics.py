"""Formulas of others in MathML Core: what is kept, what becomes of the rest, and what is counted of it."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.writers.book.mathematics import CORE, MATHML, LeftOut, core

NS = 'xmlns="http://www.w3.org/1998/Math/MathML"'


def made(inside: str, attributes: str = "") -> tuple[str, LeftOut]:
    """The inside of a formula in MathML Core, and what was left out."""
    left = LeftOut()
    math = core(etree.fromstring(f"<math {NS} {attributes}>{inside}</math>"), left)
    return etree.tostring(math, encoding="unicode").removeprefix(f"<math {NS}").removesuffix("</math>").lstrip(">"), left


@pytest.mark.parametrize(
    "inside",
    [
        "<mi>a</mi><mo>+</mo><mn>1</mn>",
        '<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>',
        "<mmultiscripts><mi>R</mi><mi>i</mi><mrow/><mprescripts/><mi>k</mi><mi>l</mi></mmultiscripts>",
        '<mtable><mtr><mtd columnspan="2"><mn>1</mn></mtd></mtr></mtable>',
        '<mo form="prefix" lspace="0.2em" stretchy="true">∑</mo>',
        '<semantics><mi>a</mi><annotation encoding="application/x-tex">a</annotation></semantics>',
        '<mstyle displaystyle="true" scriptlevel="+1"><mroot><mi>a</mi><mn>3</mn></mroot></mstyle>',
    ],
)
def test_what_is_of_mathml_core_is_kept(inside: str) -> None:
    assert made(inside) == (inside, LeftOut())


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<mfenced><mi>x</mi><mi>y</mi></mfenced>", "( x , y )"),
        ('<mfenced open="[" close="[" separators=";|"><mi>x</mi><mi>y</mi><mi>z</mi><mi>u</mi></mfenced>', "[ x ; y | z | u ["),
        ('<mfenced open="" separators=""><mi>x</mi><mi>y</mi></mfenced>', "x y )"),
    ],
)
def test_brackets_are_written_out(inside: str, kept: str) -> None:
    text, left = made(inside)
    assert " ".join(etree.fromstring(f"<math {NS}>{text}</math>").itertext()).split() == kept.split()
    assert left == LeftOut()


@pytest.mark.parametrize(
    ("inside", "kept", "left_out"),
    [
        ("<menclose><mi>a</mi></menclose>", "<mrow><mi>a</mi></mrow>", {"menclose": 1}),
        ("<apply><plus/><ci>a</ci></apply>", "<mrow><mrow/><mrow><mtext>a</mtext></mrow></mrow>", {"apply": 1, "plus": 1, "ci": 1}),
        ("<maction><mn>1</mn><mn>2</mn></maction>", "<mn>1</mn>", {"maction": 1}),
        ('<mi>a<mglyph alt="b" src="x.png"/>c</mi>', "<mi>abc</mi>", {"mglyph": 1}),
        ("<mtext>if <b xmlns='x'>not</b> so</mtext>", "<mtext>if not so</mtext>", {"b": 1}),
        ("<script xmlns='http://www.w3.org/1999/xhtml'>run()</script><mn>1</mn>", "<mn>1</mn>", {"script": 1}),
        (
            "<semantics><annotation-xml><mi>a</mi></annotation-xml><annotation>a</annotation></semantics>",
            "<mrow/>",
            {"annotation-xml": 1},
        ),
        ("<annotation>a</annotation><mi>a</mi>", "<mi>a</mi>", {"annotation": 1}),
        ("<malignmark/><mi>a</mi>loose", "<mi>a</mi><mtext>loose</mtext>", {"malignmark": 1}),
    ],
)
def test_what_is_not_is_counted_and_its_words_are_kept(inside: str, kept: str, left_out: dict[str, int]) -> None:
    text, left = made(inside)
    assert text == kept
    assert left.elements == left_out


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<msup><mi>a</mi></msup>", "<mrow><mi>a</mi></mrow>"),
        ("<mfrac><mi>a</mi><mi>b</mi><mi>c</mi></mfrac>", "<mrow><mi>a</mi><mi>b</mi><mi>c</mi></mrow>"),
        ("<mtr><mtd><mi>a</mi></mtd></mtr>", "<mrow><mrow><mi>a</mi></mrow></mrow>"),
        (
            "<mtable><mtd><mi>a</mi></mtd><mi>b</mi></mtable>",
            "<mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>",
        ),
        ("<mtable><mlabeledtr><mtd><mn>1</mn></mtd></mlabeledtr></mtable>", "<mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable>"),
        ("<mmultiscripts><mi>a</mi><mprescripts/><mi>b</mi></mmultiscripts>", "<mrow><mi>a</mi><mi>b</mi></mrow>"),
        ("<mrow><mprescripts/></mrow>", "<mrow><mrow/></mrow>"),
        ("<mspace width='1em'>x</mspace>", '<mspace width="1em"/>'),
    ],
)
def test_each_element_has_as_many_children_as_it_must(inside: str, kept: str) -> None:
    assert made(inside)[0] == kept


@pytest.mark.parametrize(
    ("attributes", "kept"),
    [
        ('display="block"', 'display="block"'),
        ('dir=" rtl "', 'dir="rtl"'),
        ('onclick="run()"', ""),
        ('style="background: url(x)"', ""),
        ('mathbackground="red"', ""),
        ('id="a"', ""),
        ('href="javascript:run()"', ""),
        ('display="url(x)"', ""),
        ('xmlns:x="http://www.w3.org/1999/xlink" x:href="http://example.org"', ""),
    ],
)
def test_an_attribute_and_its_value_are_of_mathml_core(attributes: str, kept: str) -> None:
    left = LeftOut()
    math = core(etree.fromstring(f"<math {NS} {attributes}/>"), left)
    assert etree.tostring(math, encoding="unicode") == f"<math {NS}{f' {kept}' if kept else ''}/>"
    assert bool(left.attributes) == (not kept)


def test_no_attribute_that_a_book_takes_can_run_or_lead_anywhere() -> None:
    names = {name for allowed in CORE.values() for name in allowed}
    assert not names & {"href", "src", "style", "class", "id", "altimg", "cdgroup", "definitionURL", "actiontype"}
    assert not [name for name in names if name.startswith("on")]
    assert {f"{MATHML}{name}" for name in CORE} >= {f"{MATHML}mrow", f"{MATHML}semantics"}
