"""Two texts and a decision in, beads and readings as decided out; whatever is decided, each witness reads back whole."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.collation.classify import classify
from edition.decisions import Decision, PairDecision, read_decisions
from edition.decisions.answering_places import EntryText
from edition.decisions.decided_readings import decide_readings
from edition.decisions.form import PairKind
from edition.decisions.places import WORD, find, quoted
from edition.errors import TextError
from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.model import Bead, Block, Description, Edition, RunningText, Stretch, Variant, Witness
from edition.pipeline import steps
from edition.project.description import Project
from edition.storage.cache import Cache
from edition.tei.encoding.document import build
from edition.tei.reading.witness_text import check_read_back
from tests.examples import examples

ENGLISH = language_of_tag("en")

DAY = "12 April 1931"
DAY_KEY = "1931-04-12"
PELL = (
    "12 April 1931\n\nThe old tin roof sang all night under the rain. My father counted the drops, I think, to fall asleep. "
    "In the morning the yard was a lake.\n\nNobody came up the lane today. The dog barked at nothing.\n"
)
HALE = (
    "12 April 1931\n\nThe ancient metal roofing sang all night under the rain. My father counted drops to go to sleep. "
    "In the morning the yard was a lake.\n\nThe dog barked at nothing. No one came up the lane today.\n"
)


def project(*decisions: PairDecision | Decision, sigla: Sequence[str] = "PH") -> Project:
    description = Description("garden", "Garden", authors=("A. V.",), editors=("E.",), base=sigla[0], date="2026-11-22")
    witnesses = tuple(Witness(siglum, siglum, reader="plain", file=f"{siglum}.txt") for siglum in sigla)
    return Project("garden", Path(), description, witnesses, (), tuple(decisions), {}, {})


def compared(*decisions: PairDecision | Decision, **texts: str) -> tuple[steps.ComparedEdition, Report]:
    """The texts of P and H, or others, compared under these decisions."""
    texts = texts or {"P": PELL, "H": HALE}
    report = Report()
    raw = {siglum: text.encode() for siglum, text in texts.items()}
    return steps.compare(project(*decisions, sigla=list(texts)), raw, report, Cache(None)), report


# --- Readings: {words of P|words of H} --------------------------------------------------------------------------------------

NIGHT = "The {old tin roof|ancient metal roofing} sang all night{| long}; my father counted {the|} drops{,|;} he {said|says}."


def variants(marked: str) -> tuple[RunningText, Stretch]:
    """A line with its readings marked as the base's text and the stretch of another witness."""
    texts, made = ["", ""], []
    for common, one, two in re.findall(r"([^{]*)(?:\{([^|]*)\|([^}]*)\})?", marked):
        texts = [texts[0] + common, texts[1] + common]
        if one or two:
            places = (len(texts[0]), len(texts[0]) + len(one)), (len(texts[1]), len(texts[1]) + len(two))
            made.append(Variant(*places, *classify(one, two, ENGLISH)))
            texts = [texts[0] + one, texts[1] + two]
    base, other = (RunningText(text, (Block("p", 0, len(text)),)) for text in texts)
    return base, Stretch(0, len(base.text), other, tuple(made))


def decide(*decisions: PairDecision, marked: str = NIGHT) -> tuple[str, list[Variant], Report]:
    """The line after the decisions, its readings marked, and these readings."""
    base, stretch = variants(marked)
    report = Report()
    sides = EntryText("P", DAY_KEY, ENGLISH, ((base, ()),)), EntryText("H", DAY_KEY, ENGLISH, ((stretch.text, ()),))
    (decided,), _ = decide_readings([stretch], base, sides, decisions, report)
    parts, at = [], 0
    for variant in decided.variants:
        one, two = base.text[slice(*variant.base)], stretch.text.text[slice(*variant.other)]
        parts.append(f"{base.text[at : variant.base[0]]}{{{one}|{two}}}")
        at = variant.base[1]
    return "".join(parts) + base.text[at:], list(decided.variants), report


def pair(kind: str, at: tuple[str, str], **more: object) -> PairDecision:
    return PairDecision(kind, DAY_KEY, dict(zip("PH", at, strict=True)), **more)  # type: ignore[arg-type]


def test_split_parts_a_reading_before_the_words_quoted() -> None:
    line, readings, _ = decide(pair("split", ("tin", "metal")))
    assert line.startswith("The {old|ancient} {tin roof|metal roofing} sang")
    assert readings[0].decided == ("split",)


def test_split_may_leave_a_part_empty() -> None:
    line, (_, second, *_), _ = decide(pair("split", ("tin", "")))
    assert line.startswith("The {old |ancient metal roofing}{tin roof|} sang")
    assert second.type == "omission"


def test_merge_makes_one_reading_of_those_from_at_to_to() -> None:
    line, _, _ = decide(pair("merge", ("night; my father", ""), to={"P": "the drops"}))
    assert "all night{; my father counted the| long; my father counted } drops{,|;} he" in line


def test_retype_gives_type_and_grade() -> None:
    _, (roof, *_), _ = decide(pair("retype", ("tin", "metal"), type="syntactic", grade="substantive"))
    assert (roof.type, roof.grade, roof.decided) == ("syntactic", "substantive", ("retype",))
    _, (roof, *_), _ = decide(pair("retype", ("tin", "metal"), type="orthographic"))
    assert roof.grade == "accidental"


def test_words_against_a_mark_are_an_addition_whose_grade_can_be_given() -> None:
    decision = pair("retype", (".", "(nobody saw the harbour)."), grade="stylistic")
    _, (added,), _ = decide(decision, marked="She left before noon{.| (nobody saw the harbour).}")
    assert (added.type, added.grade, added.decided) == ("addition", "stylistic", ("retype",))


def test_decisions_on_one_reading_add_up_after_it_was_cut() -> None:
    _, (old, tin, *_), _ = decide(
        pair("silence", ("old", "ancient")),
        pair("comment", ("tin", "metal"), text="Sheets of zinc,\n by a photograph."),
        pair("split", ("tin", "metal")),
    )
    assert old.decided == ("split", "silence")
    assert tin.comments == ("Sheets of zinc, by a photograph.",)


def beads(found: steps.ComparedEdition) -> list[tuple[str, str, bool]]:
    """The beads of the first entry: what answers what, and whether it has moved."""
    entry = found.entries[0]
    texts = entry.aligned.text.text, entry.others[0].stretches[0].text.text
    return [
        (*(texts[n][slice(*r)].strip() if r else "" for n, r in enumerate((b.base, b.other))), b.moved) for b in beads_of(found)
    ]  # type: ignore[misc]


def beads_of(found: steps.ComparedEdition) -> tuple[Bead, ...]:
    return found.entries[0].others[0].beads


def variants_of(found: steps.ComparedEdition) -> tuple[Variant, ...]:
    return found.entries[0].others[0].stretches[0].variants


def test_with_three_witnesses_a_decision_names_the_base_and_one_of_them() -> None:
    third = PELL.replace("tin", "iron")
    decision = pair("retype", ("tin", "metal"), grade="substantive")
    found, _ = compared(decision, P=PELL, H=HALE, M=third)
    hale, of_third = (other.stretches[0].variants for other in found.entries[0].others)
    assert [variant.decided for variant in hale if variant.decided] == [("retype",)]
    assert not any(variant.decided for variant in of_third)
    with pytest.raises(TextError, match="E371 H and M are not compared in 1931-04-12"):
        compared(PairDecision("retype", DAY_KEY, {"H": "metal", "M": "iron"}, grade="stylistic"), P=PELL, H=HALE, M=third)


# --- In the TEI ---------------------------------------------------------------------------------------------------------


def document(*decisions: PairDecision) -> etree._ElementTree:
    edition = _edition(decisions, {"P": PELL, "H": HALE}, Report())
    return etree.parse(io.BytesIO(build(edition)))


def test_a_retyped_unit_names_the_editor() -> None:
    app = document(pair("retype", ("tin", "metal"), type="syntactic", grade="substantive")).find(".//{*}app[@resp='#ed']")
    assert app is not None
    assert (app.get("type"), app.get("subtype")) == ("syntactic", "substantive")


def test_a_silenced_reading_stays_in_the_document_and_says_so() -> None:
    tree = document(pair("silence", ("tin", "metal")))
    rdg = tree.find(".//{*}rdg[@ana='#readings.silent']")
    assert rdg is not None
    assert "metal" in "".join(map(str, rdg.itertext()))
    assert tree.find(".//{*}category[@{http://www.w3.org/XML/1998/namespace}id='readings.silent']") is not None


def test_a_comment_is_a_note_in_the_app() -> None:
    note = document(pair("comment", ("tin", "metal"), text="Sheets of zinc.")).find(".//{*}app/{*}note")
    assert note is not None
    assert (note.get("type"), note.get("resp"), note.text) == ("editorial", "#ed", "Sheets of zinc.")


# --- Beads --------------------------------------------------------------------------------------------------------------


def test_unlink_takes_a_bead_apart_and_no_reading_runs_over_it() -> None:
    found, _ = compared(pair("unlink", ("counted the drops", "counted drops")))
    assert ("My father counted the drops, I think, to fall asleep.", "", False) in beads(found)
    assert ("", "My father counted drops to go to sleep.", False) in beads(found)
    text, other = found.entries[0].aligned.text.text, found.entries[0].others[0].stretches[0].text.text
    apart = [(text[slice(*v.base)].strip(), other[slice(*v.other)].strip()) for v in variants_of(found)]
    assert ("My father counted the drops, I think, to fall asleep.", "") in apart
    assert ("", "My father counted drops to go to sleep.") in apart


def test_link_makes_one_bead_of_the_sentences_that_hold_the_words() -> None:
    found, _ = compared(pair("link", ("counted the drops", "yard was a lake")))
    (bead,) = [bead for bead in beads_of(found) if bead.decided]
    assert bead.score == 1.0
    assert ("My father counted the drops, I think, to fall asleep.", "In the morning the yard was a lake.", False) in beads(found)
    # What these stood with before stands alone, and everything is still in a bead.
    assert ("", "My father counted drops to go to sleep.", False) in beads(found)
    assert ("In the morning the yard was a lake.", "", False) in beads(found)


def test_a_linked_passage_that_crosses_others_has_moved() -> None:
    found, _ = compared(pair("link", ("In the morning", "roofing sang")))
    assert ("In the morning the yard was a lake.", "The ancient metal roofing sang all night under the rain.", True) in beads(found)
    assert [v.type for v in variants_of(found)].count("transposition") >= 2


def test_link_takes_in_all_sentences_up_to_the_words_under_to() -> None:
    found, _ = compared(pair("link", ("old tin", "ancient metal"), to={"P": "asleep", "H": "go to sleep"}))
    (bead,) = [bead for bead in beads_of(found) if bead.decided]
    text = found.entries[0].aligned.text.text
    assert bead.base is not None
    assert text[slice(*bead.base)].strip().endswith("asleep.")
    assert text[slice(*bead.base)].startswith("The old")


# --- A decision that finds no place ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (
            pair("silence", ("tim roof", "metal")),
            "E351 “tim roof” is not found in P 1931-04-12. Nearest: “tin roof” (paragraph 1).",
        ),
        (
            pair("silence", ("sang all", "sang all")),
            "E372 no reading stands at “sang all” / “sang all” in 1931-04-12. The nearest reading:",
        ),
        (
            pair("silence", ("counted the drops,", "")),
            "E373 2 readings stand at “counted the drops,” / nothing in 1931-04-12: “the” / nothing;",
        ),
        (pair("silence", ("old", "ancient"), occurrence={"P": 2}), "E353 “old” has no occurrence 2 in P 1931-04-12."),
        (
            pair("merge", ("tin", "metal")),
            "E397 there is nothing to merge at “tin” / “metal”: only one reading stands there, “old tin roof”",
        ),
        (pair("split", ("old", "ancient")), "E376 the reading at “old” / “ancient” cannot be split there; it is “old tin roof”"),
        (pair("retype", ("old", "ancient"), type="addition"), "E395 the retype on “old” / “ancient” makes an addition"),
        (pair("retype", ("drops,", "drops;"), grade="substantive"), "E394 the retype on “drops,” / “drops;” gives a grade"),
        (pair("retype", ("said", "says"), grade="stylistic"), "W378 the decision on “said” / “says” changes nothing."),
        (pair("merge", ("said", ""), to={"P": "old"}), "E383 “old”, written under to, does not come after “said” in P 1931-04-12."),
    ],
    ids=lambda value: value.split()[0] if isinstance(value, str) else value.kind,
)
def test_a_decision_without_its_reading_says_where_to_look(decision: PairDecision, says: str) -> None:
    line, readings, report = decide(decision)
    assert line == NIGHT
    assert not any(reading.decided for reading in readings)
    assert [str(message)[: len(says)] for message in report] == [says]


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (
            pair("unlink", ("old tin", "yard was a lake")),
            "E377 the decision on “old tin” / “yard was a lake” finds no such passages",
        ),
        (pair("link", ("12 April", "yard")), "E399 the decision on “12 April” / “yard” names a heading"),
        (pair("link", ("old tin", "ancient metal")), "W378 the decision on “old tin” / “ancient metal” changes nothing."),
        (PairDecision("link", "1931-04-13", {"P": "old", "H": "old"}), "E354 P has no entry 1931-04-13. Nearest: 1931-04-12."),
    ],
    ids=lambda value: value.split()[0] if isinstance(value, str) else value.kind,
)
def test_a_decision_without_its_bead_says_where_to_look(decision: PairDecision, says: str) -> None:
    report = Report()
    with contextlib.suppress(TextError):
        steps.compare(project(decision), {"P": PELL.encode(), "H": HALE.encode()}, report, Cache(None))
    assert [str(message)[: len(says)] for message in report] == [says]


# --- No decision loses a character -----------------------------------------------------------------------------------------


def _edition(decisions: Sequence[PairDecision | Decision], texts: dict[str, str], report: Report) -> Edition:
    raw = {siglum: text.encode() for siglum, text in texts.items()}
    return steps.compile_edition(project(*decisions, sigla=list(texts)), raw, report, Cache(None))


SCHEMA = etree.RelaxNG(file=str(Path(steps.__file__).parent.parent / "tei" / "schema" / "edition.rng"))
WORDS = ["rain", "raining", "the", "a", "lane", "she", "left", "never", "three", "dog’s", "half-dark", "Oran", "he"]
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=2, max_size=8).flatmap(
    lambda words: st.sampled_from([".", ";", "!", ", and", "."]).map(lambda stop: " ".join(words).capitalize() + stop)
)
BODY = st.lists(st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3).map("\n\n".join)


@st.composite
def decided(draw: st.DrawFn, texts: dict[str, str]) -> PairDecision | Decision:
    """A decision on words that stand in the texts: in a reading or a bead, or anywhere."""
    found, _ = compared(**texts)
    entry = found.entries[0]
    other = draw(st.sampled_from(entry.others))
    sides = entry.aligned.text, other.stretches[0].text
    kind = draw(st.sampled_from(["link", "unlink", "merge", "split", "retype", "silence", "comment", "emendation"]))
    places = [(v.base, v.other) for v in other.stretches[0].variants]
    if kind in ("link", "unlink") or not places or draw(st.integers(0, 3)) == 0:
        places = [(tuple(draw(_stretch(sides[0].text))), tuple(draw(_stretch(sides[1].text))))]  # type: ignore[list-item]
    place = draw(st.sampled_from(places))
    named = [quoted(text.text, side) for text, side in zip(sides, place, strict=True)]
    sigla = entry.aligned.base, other.siglum
    at = {siglum: words[0] if words else "" for siglum, words in zip(sigla, named, strict=True)}
    occurrence = {siglum: words[1] for siglum, words in zip(sigla, named, strict=True) if words and words[1]}
    n = entry.aligned.n
    if kind == "emendation":
        worded = [siglum for siglum in sigla if at[siglum]]
        siglum = draw(st.sampled_from(worded)) if worded else "P"
        words, number = (at[siglum], occurrence.get(siglum)) if worded else ("rain", None)
        return Decision("emendation", siglum, n, words, number, draw(st.sampled_from([*WORDS, ""])))
    to = {s: draw(st.sampled_from(WORD.findall(text.text))) for s, text in zip(sigla, sides, strict=True) if at[s]}
    return PairDecision(
        kind,  # type: ignore[arg-type]
        n,
        at,
        to=to if kind in ("link", "merge") and draw(st.booleans()) else {},
        occurrence=occurrence,  # type: ignore[arg-type]
        type=draw(st.sampled_from(["", "lexical", "punctuation", "addition"])) if kind == "retype" else "",
        grade="substantive" if kind == "retype" else "",
        text="So says the editor." if kind == "comment" else "",
    )


@st.composite
def _stretch(draw: st.DrawFn, text: str) -> tuple[int, int]:
    words = list(WORD.finditer(text))
    first = draw(st.integers(0, len(words) - 1))
    return words[first].start(), words[min(first + draw(st.integers(0, 3)), len(words) - 1)].end()


@settings(deadline=None, max_examples=examples(30))
@given(st.lists(BODY, min_size=2, max_size=3), st.data())
def test_any_set_of_decisions_keeps_the_read_back_whole(bodies: list[str], data: st.DataObject) -> None:
    texts = {siglum: f"{DAY}\n\n{body}\n" for siglum, body in zip("PHM", bodies, strict=False)}
    used: list[PairDecision | Decision] = []
    report, edition = Report(), _edition([], texts, Report())
    for decision in data.draw(st.lists(decided(texts), min_size=1, max_size=5)):
        told = Report()
        with contextlib.suppress(TextError):
            edition = _edition([*used, decision], texts, told)
            used, report = [*used, decision], told
    event(f"{len(used)} decisions used: {sorted({decision.kind for decision in used})}")
    tree = etree.parse(io.BytesIO(build(edition)))
    assert SCHEMA.validate(tree), SCHEMA.error_log
    check_read_back(edition.witnesses, tree, report)
    assert not report.errors
    counts = [int(str(message.values["count"])) for message in report if message.code == "I381"]
    assert sum(counts) + sum(message.severity == "warning" for message in report) == len(used)


@given(st.lists(st.sampled_from(["rain,", "train", "a", "(rain)", "“Rain”", "\n"]), min_size=1, max_size=9), st.data())
def test_a_quotation_made_of_a_place_finds_it_again(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    if not WORD.search(text):
        return
    place = data.draw(_stretch(text))
    made = quoted(text, place)
    if made is not None:
        quotation, occurrence = made
        assert find(text, quotation)[(occurrence or 1) - 1][0] == place[0]


# --- The examples of docs/decisions.md --------------------------------------------------------------------------------------

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "decisions.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("]]")[0][2:])
def test_every_example_of_the_docs_is_used(example: str, tmp_path: Path) -> None:
    # The entry that one of the examples keeps apart, and one pairs, is L's, which dates the same evening otherwise.
    days = {"K": "3 March 1931", "L": "5 March 1931" if "1931-03-05" in example else "3 March 1931"}
    texts = {siglum: f"{days[siglum]}\n\n{text}\n" for siglum, text in re.findall(r"^> ([KL]): (.*)$", DOCS, re.MULTILINE)}
    for note in re.findall(r'^note = "(.*)"$', example, re.MULTILINE):
        texts["K"] = f"{texts['K'].rstrip()}[1]\n\n[1] {note} house in the harbour.\n"
    path = tmp_path / "decisions.toml"
    path.write_text(example, encoding="utf-8")
    told = Report()
    decisions = read_decisions(path, told)
    _, report = compared(*decisions, **texts)
    assert [message.code for message in (*told, *report)] == ["I366" if "[[rule]]" in example else "I381"]


def test_every_kind_has_an_example_in_the_docs() -> None:
    assert {re.findall(r"\[\[(\w+)", example)[0] for example in EXAMPLES} >= {*get_args(PairKind), "rule"}
