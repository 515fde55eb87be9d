"""An edition in LaTeX comes in with its text, its witnesses, its readings and its notes, and what is not known is told."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.errors import EditionError, OutsideError
from edition.imports import latex_source
from edition.imports.import_forms import read_source
from edition.messages import Report
from edition.pipeline.written_import import written_import
from edition.tei.export.export_forms import write_form
from edition.tei.export.exported_edition import exported_edition
from edition.tei.reading.declared_witnesses import declared_witnesses
from edition.tei.reading.one_witness import sigla
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import edited_text, read_witness
from edition.text.foldings import folded
from edition.text.running_text import running_text
from tests.examples import examples
from tests.imports.test_collations import imported, readings, words
from tests.tei.export.test_forms import DOCUMENTS, opened

RELEDMAC = r"""
\documentclass{article}
\usepackage[series={A,B}]{reledmac}
\newcommand{\om}{\textit{om.}}
\newcommand{\twice}[1]{#1 and #1}
\title{The Ferry}
\begin{document}
\maketitle
\beginnumbering
\pstart
The \edtext{old}{\Afootnote{\om{} B C}} \edtext{ferry}{\Afootnote{boat B; ship C}\Bfootnote{It was built in 1902.}} waits,
and we wait\footnoteA{So does the dog.}
\edtext{at the \edtext{quay}{\Afootnote{key C}}}{\lemma{at \ldots quay}\Afootnote{on land B}}.
% \edtext{never}{\Afootnote{read B}}
\pend
\pstart
It \edtext{rained}{\Afootnote{B: snowed; C: thawed}}\edtext{}{\Afootnote{all day B}}; \twice{more}.
\pend
\stanza
The \textit{river} runs,&
the \edtext{river}{\Afootnote{water (C)}} stands~still\&
\endnumbering
\end{document}
"""

EKDOSIS = r"""
\documentclass{book}
\usepackage[poetry=verse]{ekdosis}
\DeclareWitness{A}{A}{The first print}
\DeclareWitness{B}{B}{The second}[locus=1r]
\DeclareHand{A1}{A}{A\textsuperscript{1}}
\DeclareScholar{Ada}{Smith}
\DeclareShorthand{all}{All}{A, B}
\begin{document}
\begin{ekdosis}
\ekddiv{head=The quay, n=1, depth=2}
\stage{The \app{\lem[wit={A}]{ferry}\rdg[wit={B}]{boat}} waits.}
\begin{speech}
\speaker{ADA.}
\begin{ekdverse}
\vnum{1}{Who \app{\lem{calls}}{\rdg[wit=B]{cries}\rdg[resp=Ada]{came}} so late?\\}
\vnum{2}{Nobody, I \app{\lem[wit=all]{think}\rdg[wit=A1]{know}\note{in pencil}}.\\}
\end{ekdverse}
\end{speech}
\end{ekdosis}
\end{document}
"""


def test_an_edition_for_reledmac(tmp_path: Path) -> None:
    document = imported(RELEDMAC, tmp_path)
    text = "The {} waits, and we wait {}.\nIt {}; more and more.\nThe river runs, the {} stands\u00a0still"
    assert words(document) == {
        "ed.": text.format("old ferry", "at the quay", "rained", "river"),
        "B": text.format("boat", "on land", "snowed all day", "river"),
        "C": text.format("ship", "at the key", "thawed", "water"),
    }
    entry = read_witness(open_tei(document, Report()), "ed.").entries[0]
    assert [note.text for note in entry.notes] == ["ferry] It was built in 1902.", "So does the dog."]
    assert [paragraph.kind for paragraph in entry.paragraphs] == ["p", "p", "l", "l"]
    assert [look.look for look in entry.paragraphs[2].looks] == ["italic"]


def test_an_edition_for_ekdosis(tmp_path: Path) -> None:
    document = imported(EKDOSIS, tmp_path)
    text = "The quay\nThe {} waits.\nWho {} so late? Nobody, I {}."
    assert words(document) == {
        "A": text.format("ferry", "calls", "think"),
        "B": text.format("boat", "cries", "think"),
        "A¹": text.format("ferry", "calls", "know"),
    }
    said = document.read_text(encoding="utf-8")
    assert '<note type="editorial" resp="#ed">came Smith</note>' in said
    assert '<note type="editorial" resp="#ed">in pencil</note>' in said
    entry = read_witness(open_tei(document, Report()), "A").entries[0]
    assert [(one.kind, one.speaker, one.n) for one in entry.paragraphs] == [("stage", "", ""), ("l", "ADA", "1"), ("l", "ADA", "2")]


PLAY = {
    "latex": (
        r"\documentclass{article}\usepackage{reledmac}\begin{document}\beginnumbering\pstart\speaker{Ida}\pend\pstart"
        r" \edtext{}{\lemma{Ida}\Afootnote{Mrs. Lock B}}It \edtext{rained}{\Afootnote{snowed B}}.\pend\endnumbering\end{document}"
    ),
    "ekdosis": (
        r"\documentclass{article}\usepackage{ekdosis}\DeclareWitness{A}{A}{}\DeclareWitness{B}{B}{}\begin{document}\begin{ekdosis}"
        "\n\\speaker{Ida}\n\n"
        r"\app{\lem[wit=A,alt=Ida]{}\rdg[wit=B]{Mrs. Lock}}It \app{\lem[wit=A]{rained}\rdg[wit=B]{snowed}}."
        r"\end{ekdosis}\end{document}"
    ),
}


@pytest.mark.parametrize("form", PLAY)
def test_names_of_speakers_are_no_words_of_the_text(form: str, tmp_path: Path) -> None:
    document = imported(PLAY[form], tmp_path)
    assert words(document)["B"] == "It snowed."
    [entry] = read_witness(open_tei(document, Report()), "B").entries
    assert entry.paragraphs[0].speaker == "Mrs. Lock"
    assert ("Ida", "Mrs. Lock", ("B",)) in readings(document)


def test_what_is_remarked_on_the_name_of_a_speaker_is_a_note(tmp_path: Path) -> None:
    document = imported(PLAY["latex"].replace("Mrs. Lock B", "Mrs. Lock B (in red)"), tmp_path)
    [entry] = edited_text(open_tei(document, Report())).entries
    assert [note.text for note in entry.notes] == ["Ida] in red"]
    assert ("Ida", "Mrs. Lock", ("B",)) in readings(document)


def test_a_single_witness_has_the_text(tmp_path: Path) -> None:
    source = r"\DeclareWitness{A}{A}{}\begin{document}\begin{ekdosis}It rained.\end{ekdosis}\end{document}"
    assert words(imported(source, tmp_path)) == {"A": "It rained."}


def test_sigla_that_stand_together_are_several_where_one_stands_alone(tmp_path: Path) -> None:
    source = RELEDMAC.replace("boat B; ship C", "boat BC").replace("The Ferry", "Other")
    assert ("ferry", "boat", ("B", "C")) in readings(imported(source, tmp_path))


def test_who_has_what_is_not_guessed(tmp_path: Path) -> None:
    report = Report()
    (tmp_path / "in.tex").write_text(RELEDMAC.replace("boat B; ship C", "boat, but in B corrected"), encoding="utf-8")
    written_import(tmp_path / "in.tex", tmp_path / "out.xml", report, (), "en")
    [message] = [message for message in report if message.code == "W144"]
    assert message.locus is not None
    assert message.locus.line == 11
    entry = read_witness(open_tei(tmp_path / "out.xml", Report()), "ed.").entries[0]
    assert "ferry] boat, but in B corrected" in [note.text for note in entry.notes]


def test_what_is_not_edited_is_told(tmp_path: Path) -> None:
    (tmp_path / "in.tex").write_text(RELEDMAC.replace(r"\maketitle", "A preface of some words."), encoding="utf-8")
    report = Report()
    written_import(tmp_path / "in.tex", tmp_path / "out.xml", report, (), "en")
    assert [str(message.values["lines"]) for message in report if message.code == "I136"] == ["line 8"]


@pytest.mark.parametrize("form", ["latex", "ekdosis"])
@pytest.mark.parametrize("document", [DOCUMENTS[0]], ids=lambda path: path.stem)
def test_what_goes_out_comes_back(form: str, document: Path, tmp_path: Path) -> None:
    write_form(form, opened(document), tmp_path / "out.tex", Report())
    written_import(tmp_path / "out.tex", tmp_path / "back.xml", Report(), (), "en")
    hold_what_came_back(document, tmp_path / "back.xml")


def hold_what_came_back(document: Path, imported: Path) -> None:
    tree = open_tei(imported, Report())
    assert {*sigla(tree).values()} == {*sigla(opened(document)).values()}
    printed, back = (
        "".join("".join(folded(running_text(entry).text).split()) for entry in edited_text(one).entries)
        for one in (opened(document), tree)
    )
    assert back == printed
    declared = declared_witnesses(opened(document).getroot())
    for key, siglum in declared.sigla.items():
        there, here = (
            Counter(word for entry in read_witness(one, siglum).entries for word in folded(running_text(entry).text).split())
            for one in (opened(document), tree)
        )
        # LaTeX does not say who lacks an entry, and a review has few words.
        if key not in declared.quoted and siglum != exported_edition(opened(document)).printed_siglum:
            assert (there - here).total() < 0.02 * there.total(), siglum


# --- What is damaged ------------------------------------------------------------------------------------------------------

HEAD = "\\documentclass{article}\n\\usepackage{reledmac}\n"
BROKEN = {
    "a group without an end": ("\\begin{document}\n\\pstart \\edtext{a}{\\Afootnote{b A}\n\\pend\\end{document}", "E142", 4),
    "a brace too many": ("\\begin{document}\n\\pstart a}\n\\pend\\end{document}", "E142", 4),
    "an environment without an end": ("\\begin{document}\n\\begin{center}\\pstart a \\pend\\end{document}", "E142", None),
    "a deep nest": ("\\begin{document}\n" + "{" * 5000 + "a" + "}" * 5000 + "\\end{document}", "E145", 4),
    "a command that stands for itself": (
        "\\def\\a{\\b}\\def\\b{\\a}\n\\begin{document}\n\\pstart\\a\\pend\\end{document}", "E145", 5,
    ),
    "a command that doubles": (
        "\\def\\z{w}" + "".join(f"\\def\\{one}{{\\{two}\\{two}}}" for one, two in pairwise(ascii_lowercase))
        + "\n\\begin{document}\n\\pstart\\a\\pend\\end{document}", "E145", 5,
    ),
    "an argument that doubles": (
        "\\newcommand{\\x}[1]{\\x{#1#1}}\n\\begin{document}\n\\pstart\\x{ab}\\pend\\end{document}", "E145", 5,
    ),
    "a long text of short commands": (
        "\\def\\a{" + "word " * 200 + "}\\def\\b{" + "\\a " * 50 + "}\\def\\c{" + "\\b " * 50 + "}"
        + "\n\\begin{document}\n\\pstart\\c\\pend\\end{document}", "E145", 5,
    ),
    "no text": ("\\begin{document}\n\\pstart\\pend\\end{document}", "E142", None),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_has_no_end_is_told_and_nothing_is_written(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latex_source, "MOST_DEFINITIONS", 5_000)
    source, code, line = BROKEN[name]
    (tmp_path / "in.tex").write_text(HEAD + source, encoding="utf-8")
    with pytest.raises(OutsideError, match=code) as found:
        written_import(tmp_path / "in.tex", tmp_path / "out.xml", Report())
    assert found.value.message.locus is not None
    assert line in (None, found.value.message.locus.line)
    assert not (tmp_path / "out.xml").exists()


def test_what_is_no_part_of_the_text_is_left_out_and_said_to_be() -> None:
    page = "\\begin{titlepage}\nA press\n\\end{titlepage}\n\n"
    source = f"\\begin{{document}}\n{page}It \\edtext{{rained}}{{\\Afootnote{{snowed B}}}}.\n\\end{{document}}"
    report = Report()
    (entry,) = read_source(source.encode(), "in.tex", report).entries
    assert running_text(entry.entry).text == "It rained."
    (told,) = report
    assert (told.code, str(told.values["lines"])) == ("I136", "lines 2–4")


def test_shorthands_that_stand_for_one_another_are_read_once(tmp_path: Path) -> None:
    many = ", ".join(["all", "both"] * 200)
    source = EKDOSIS.replace(r"{All}{A, B}", rf"{{All}}{{A, B, {many}}}" "\n" rf"\DeclareShorthand{{both}}{{}}{{{many}}}")
    assert read_source(source.encode(), "in.tex", Report()).witnesses == read_source(EKDOSIS.encode(), "in.tex", Report()).witnesses


def test_no_other_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("nobody may read this", encoding="utf-8")
    source = RELEDMAC.replace(r"\pend", r"\pend \input{secret}\include{/etc/passwd}", 1)
    (tmp_path / "in.tex").write_text(source, encoding="utf-8")
    report = Report()
    written_import(tmp_path / "in.tex", tmp_path / "out.xml", report, (), "en")
    assert [message.values["href"] for message in report if message.code == "W143"] == ["secret", "/etc/passwd"]
    assert "nobody" not in (tmp_path / "out.xml").read_text(encoding="utf-8")


SCRAPS = st.sampled_from(
    r"\edtext{ \Afootnote{ \lemma{ } { \app{ \lem[wit={A}]{ \rdg[wit=B]{ \stanza & \& \pstart \pend \item ~ $x^2$ $ % B; om. \'e [ "
    r"\begin{ekdverse} \end{ekdverse} \vnum{1}{ \speaker{ \stage{ \foo \def\foo{ \section{ \footnote{ \\ \char65 old ferry, ".split(
        " "
    )
)


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(SCRAPS, max_size=14))
def test_any_scraps_are_read_or_told(scraps: list[str]) -> None:
    try:
        read_source(f"\\begin{{document}}\\pstart {' '.join(scraps)}".encode(), "scraps.tex", Report())
    except EditionError:
        pass


SCHOLASTIC = r"""\documentclass{article}
\begin{document}
\beginnumbering
\pstart
Utrum \edtext{anima sit}{\Afootnote{\emph{inv.} B}} \edtext{una}{\Afootnote{\emph{om.} B}} forma \edtext{corporis}{%
\Afootnote{corpori \emph{corr. ex} corpore O}} \edtext{vel}{\Afootnote{aut O}} \edtext{motor}{\Afootnote{motus \emph{add.} B}}.
\pend
\endnumbering
\end{document}
"""


def test_words_about_witnesses_are_no_words_of_theirs(tmp_path: Path) -> None:
    document = imported(SCHOLASTIC, tmp_path)
    text = "Utrum {} forma corporis {} motor{}."
    assert words(document) == {
        "ed.": text.format("anima sit una", "vel", ""),
        "B": text.format("sit anima", "vel", " motus"),
        "O": text.format("anima sit una", "aut", ""),
    }
    entry = read_witness(open_tei(document, Report()), "ed.").entries[0]
    assert [note.text for note in entry.notes] == ["corporis] corpori corr. ex corpore O"]


def test_without_the_library_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latex_source, "find_spec", lambda name: None)
    with pytest.raises(OutsideError, match=r"E053.*edition\[latex\]"):
        imported(RELEDMAC, tmp_path)


def test_a_lemma_goes_on_as_far_as_its_entry_states(tmp_path: Path) -> None:
    source = RELEDMAC.replace(
        r"The \textit{river} runs,&",
        r"The \edtext{river}{\lemma{river runs, the}\Afootnote{water is slow, a B}} runs,&",
    )
    assert words(imported(source, tmp_path))["B"].endswith("The water is slow, a river stands\u00a0still")
    shortened = source.replace("river runs, the}", r"river \ldots the}")
    assert words(imported(shortened, tmp_path))["B"].endswith("The water is slow, a river stands\u00a0still")
