"""What goes out as LaTeX says all that the document says, sets without an error, and runs nothing that stands in a text."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.errors import UsageError
from edition.messages import Report
from edition.tei.export.export_forms import write_form
from edition.tei.export.latex_words import escaped
from edition.tei.reading.apparatus import variation_units
from edition.tei.reading.opening import open_tei
from tests.tei.export.test_forms import DOCUMENTS, HOSTILE, every_document, notes, opened
from tests.tei.export.test_printed_forms import printed, printed_readings

SPECIMEN = DOCUMENTS[0]
# What a command of the document prints of its arguments: "" for nothing.
_SIGNS = {
    "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~",
    "{": "{", "}": "}", "$": "$", "#": "#", "%": "%", "_": "_",
    ",": "\u202f", "-": "\u00ad", "&": "\n", "sectionbreak": "* * *",
}  # fmt: skip
_TOKEN = re.compile(r"\\([A-Za-z]+|.)|([{}~&])|([^\\{}~&]+)", re.DOTALL)


class Page:
    """The words of a document in LaTeX, its entries of the apparatus and its notes, as far as our own documents go."""

    def __init__(self, source: str) -> None:
        self.entries: list[str] = []
        self.notes: list[str] = []
        body = source.partition("\\begin{document}\n")[2].partition("\\end{document}")[0]
        body = re.sub(r"\\(?:begin|end)\{\w+\}|\\(?:begin|end)numbering|\\LARGE", "", body)
        self.tokens = [match.groups() for match in _TOKEN.finditer(body)]
        self.at = 0
        self.text = self._until_close()

    def _argument(self) -> str:
        assert self.tokens[self.at][1] == "{"
        self.at += 1
        return self._until_close()

    def _until_close(self) -> str:
        said: list[str] = []
        while self.at < len(self.tokens):
            command, sign, words = self.tokens[self.at]
            self.at += 1
            if sign == "}":
                break
            if sign == "{":
                said.append(self._until_close())
            elif sign:
                said.append("\u00a0" if sign == "~" else "\n")
            elif words:
                said.append(words)
            else:
                said += self._command(command)
        return "".join(said)

    def _command(self, name: str) -> Iterator[str]:
        if name == "edtext":
            yield self._argument()
            self.entries.append(self._argument())
        elif name in ("footnoteA", "footnoteB"):
            self.notes.append(self._argument())
        elif name == "foreignlanguage":
            self._argument()
            yield self._argument()
        elif name == "divisionhead":
            self._argument()
            yield self._argument()
        elif name == "char":
            number, self.tokens[self.at] = self.tokens[self.at][2], (None, None, self.tokens[self.at][2][2:])
            yield chr(int(number[:2]))
        elif name == "lemma":
            yield f"{self._argument()}] "
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name in ("pstart", "pend", "stanza"):
            # What stands before a paragraph, in brackets, is no word.
            following = self.tokens[self.at][2] or ""
            if following.startswith("["):
                self.at += 2
                self.tokens[self.at - 1] = (None, None, (self.tokens[self.at - 1][2] or "").removeprefix("]"))
                self.tokens[self.at] = (None, None, (self.tokens[self.at][2] or "").removeprefix("]"))
            yield "\n"


def words(text: str) -> list[str]:
    return re.sub(r"[\u00ad]", "", text).split()


@every_document
def test_a_document_in_latex_has_the_text_the_readings_and_the_notes(document: Path, tmp_path: Path) -> None:
    write_form("latex", opened(document), tmp_path / "out.tex", Report())
    hold_latex(document, tmp_path / "out.tex")


def hold_latex(document: Path, made: Path) -> None:
    page = Page(made.read_text(encoding="utf-8"))
    assert words(page.text) == [word for text in printed(document) for word in words(text)]
    entries = "\n".join(" ".join(words(entry)) for entry in page.entries)
    for reading in printed_readings(document):
        assert " ".join(words(f"{reading.text} {' '.join(reading.sigla)}")) in entries, reading
    told = [" ".join(words(note)) for note in page.notes]
    for siglum, note in notes(document):
        said = " ".join(words(note))
        assert said in told or f"{siglum}: {said}" in told


@given(st.text(alphabet=st.one_of(st.sampled_from("\\{}$&#%_^~[]\"`'-*\u00a0\u2028\n\x07"), st.characters(codec="utf-8"))))
def test_no_word_is_a_command(text: str) -> None:
    made = escaped(text)
    rest = re.sub(r"\\(?:textbackslash\{\}|textasciicircum\{\}|textasciitilde\{\}|char38\{\}|[{}$#%_,-])|\{[\[\]]\}|~", "", made)
    assert not re.search(r"[\\{}$&#%_^~\[\]\n\x00-\x1f]", rest)


def words_set(tool: Callable[[str], str], folder: Path, form: str, runs: int, missing: str) -> str:
    """The words that LaTeX prints of the hostile document. `missing`: what its log says where a package is not installed."""
    write_form(form, opened(HOSTILE), folder / "ferry.tex", Report())
    for _ in range(runs):
        found = subprocess.run(
            [tool("lualatex"), "-interaction=nonstopmode", "-halt-on-error", "ferry.tex"],
            cwd=folder, capture_output=True, text=True, errors="replace", timeout=120, check=False,
        )  # fmt: skip
        if missing in found.stdout:
            pytest.skip(f"what {form} takes is not installed (make latex installs it)")
        assert found.returncode == 0, found.stdout[-2000:]
    said = subprocess.run(
        [tool("pdftotext"), "-layout", str(folder / "ferry.pdf"), "-"], check=True, capture_output=True, text=True
    )
    return " ".join(said.stdout.split())


def test_a_document_in_latex_is_set(tool: Callable[[str], str], tmp_path: Path) -> None:
    # The first run finds on which lines the lemmas stand, the second prints the apparatus.
    text = words_set(tool, tmp_path, "latex", 2, "reledmac.sty' not found")
    assert "costs 100% & more_than^ that~ \\input{/etc/passwd} #3 $x$." in text
    assert "=SUM(A1:A9) M 2; le bac C" in text
    assert "He means the boat, \\write18{ls} & no other." in text


def test_a_document_for_ekdosis_names_the_witnesses_of_each_reading(tmp_path: Path) -> None:
    write_form("ekdosis", opened(HOSTILE), tmp_path / "out.tex", Report())
    source = (tmp_path / "out.tex").read_text(encoding="utf-8")
    assert r"\DeclareWitness{W2}{M 2}{A copy; with =marks}" in source
    assert r"\app{\lem[wit={W1},alt={long}]{long}\rdg[wit={W2,W3},alt={wet}]{wet}}" in source
    assert r"\app{\lem[wit={W1},alt={waits}]{waits}\rdg[wit={W2},alt={waits, always}]{waits, always}" in source
    assert r"\rdg[wit={W3},alt={\textit{not in}}]{}}" in source


@every_document
def test_a_document_for_ekdosis_has_every_reading(document: Path, tmp_path: Path) -> None:
    write_form("ekdosis", opened(document), tmp_path / "out.tex", Report())
    hold_ekdosis(document, tmp_path / "out.tex")


def hold_ekdosis(document: Path, made: Path) -> None:
    source = made.read_text(encoding="utf-8")
    for reading in printed_readings(document):
        assert f"]{{{escaped(reading.text)}}}" in source, reading


def test_a_document_for_ekdosis_is_set(tool: Callable[[str], str], tmp_path: Path) -> None:
    # The apparatus is there from the third run.
    text = words_set(tool, tmp_path, "ekdosis", 3, "sty' not found")
    assert "\\input{/etc/passwd} #3 $x$." in text
    assert "=SUM(A1:A9) M 2 le bac C" in text


@pytest.mark.parametrize(("word", "is_told"), [("always", False), ("תמיד", True)])
def test_letters_that_run_from_right_to_left_are_told_to_babel(word: str, is_told: bool, tmp_path: Path) -> None:
    (tmp_path / "in.xml").write_bytes(HOSTILE.read_bytes().replace(b"always", word.encode()))
    write_form("latex", open_tei(tmp_path / "in.xml", Report()), tmp_path / "out.tex", Report())
    assert (r"\usepackage[bidi=basic]{babel}" in (tmp_path / "out.tex").read_text(encoding="utf-8")) is is_told


def test_an_entry_says_only_its_readings_of_that_grade(tmp_path: Path) -> None:
    said = HOSTILE.read_bytes()
    own = b'<rdg wit="#wB #C">wet</rdg>'
    assert own in said
    graded = said.replace(own, b'<rdg wit="#wB" subtype="stylistic">damp</rdg><rdg wit="#C" subtype="substantive">wet</rdg>')
    (tmp_path / "in.xml").write_bytes(graded)
    for apparatus in ("all", "substantive"):
        write_form("latex", open_tei(tmp_path / "in.xml", Report()), tmp_path / "out.tex", Report(), apparatus)
        [entry] = [one for one in Page((tmp_path / "out.tex").read_text(encoding="utf-8")).entries if "wet" in one]
        assert ("damp" in entry) is (apparatus == "all")


def test_a_page_says_the_readings_of_a_grade_and_above(tmp_path: Path) -> None:
    counts = {}
    for apparatus in ("all", "stylistic", "substantive", "none"):
        report = Report()
        write_form("latex", opened(SPECIMEN), tmp_path / f"{apparatus}.tex", report, apparatus)
        page = Page((tmp_path / f"{apparatus}.tex").read_text(encoding="utf-8"))
        counts[apparatus] = len(page.entries)
        units = [unit for unit in variation_units(opened(SPECIMEN)) if unit.type != "attestation"]
        readings = sum(not reading.is_lemma for unit in units for reading in unit.readings)
        [left] = [part.count for message in report for part in message.values["kinds"] if "kept out" in part.name]  # type: ignore[attr-defined]
        assert left <= readings
        assert apparatus != "none" or left == readings
    assert counts["all"] > counts["stylistic"] > counts["substantive"] > counts["none"] == 0
    with pytest.raises(UsageError, match="E011"):
        write_form("latex", opened(SPECIMEN), tmp_path / "x.tex", Report(), "some")
