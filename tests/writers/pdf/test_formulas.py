"""Formulas in print: MathML in, a line of text out that says the same."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.writers.pdf.formulas import in_a_line


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("<mi>a</mi><mo>+</mo><mi>b</mi>", "a + b"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        (
            "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mn>2</mn><mo>\u2062</mo><mi>a</mi></mrow></mfrac>",
            "(a + b)/(2a)",
        ),
        ("<msup><mi>b</mi><mn>2</mn></msup><mo>−</mo><mn>4</mn>", "b<sup>2</sup> − 4"),
        ("<msup><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></msup>", "(a + b)<sup>2</sup>"),
        ("<msubsup><mi>x</mi><mn>1</mn><mi>n</mi></msubsup>", "x<sub>1</sub><sup>n</sup>"),
        ("<msqrt><mi>a</mi><mo>−</mo><mi>b</mi></msqrt>", "√(a − b)"),
        ("<mroot><mi>a</mi><mn>3</mn></mroot>", "<sup>3</sup>√a"),
        ("<mo>−</mo><mi>a</mi>", "−a"),
        ("<mi>f</mi><mfenced><mi>x</mi><mi>y</mi></mfenced>", "f(x, y)"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd></mtr></mtable>", "1, 0; 0"),
        ("<semantics><mi>a</mi><annotation>tex</annotation></semantics>", "a"),
        ("<mtext>if </mtext><mi>a</mi>", "if a"),
    ],
)
def test_a_formula_reads_as_it_is_meant(inside: str, line: str) -> None:
    math = etree.fromstring(f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inside}</math>')
    assert etree.tostring(in_a_line(math), encoding="unicode") == f'<span class="formula">{line}</span>'


def test_what_a_formula_says_of_itself_is_printed() -> None:
    math = etree.fromstring('<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="half of a"><mi>a</mi></math>')
    assert in_a_line(math).text == "half of a"
