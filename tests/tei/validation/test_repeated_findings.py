"""What a document does many times is told once: one message for each siglum, pointer or habit, with the number and the places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.messages import Report
from edition.tei.names import is_ncname
from edition.tei.validation.checking import validate

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><sourceDesc>
<listWit>{witnesses}</listWit></sourceDesc></fileDesc></teiHeader><text><body>
{body}
</body></text></TEI>"""
TWO = '<witness xml:id="A">One</witness><witness xml:id="m45"><abbr type="siglum">45</abbr></witness>'


def told(folder: Path, body: str, witnesses: str = TWO) -> list[str]:
    (folder / "x.xml").write_text(TEI.format(witnesses=witnesses, body=body), encoding="utf-8")
    report = Report()
    validate(folder / "x.xml", report)
    return [str(message).removeprefix(f"{folder}/") for message in report if message.code != "I422"]


def apps(*sigla: str) -> str:
    return "\n".join(f'<p><app><lem wit="#A #m45">rain</lem><rdg wit="#{siglum}">hail</rdg></app></p>' for siglum in sigla)


def test_a_siglum_that_is_not_declared_is_told_once_with_all_its_places(tmp_path: Path) -> None:
    first, second = told(tmp_path, apps(*"QR" * 3000))
    assert first.startswith("x.xml:3:")
    assert first.endswith("Declared: #A, #m45. The same in 2999 more places: lines 5, 7, 9, 11, 13 and 2994 more.")
    assert "E432 the witness R is used but not declared" in second


def test_a_document_that_declares_no_witness_is_told_so_once(tmp_path: Path) -> None:
    (message,) = told(tmp_path, apps(*"QRSTQQ"), witnesses="")
    assert (
        "E469 readings name witnesses, and the document declares none: A (6 times), m45 (6 times), Q (3 times), R, S, T." in message
    )


def test_a_siglum_in_place_of_an_id_is_told_as_that_and_its_witness_is_not_idle(tmp_path: Path) -> None:
    body = apps("45").replace("#A #m45", "#A")
    (message,) = told(tmp_path, body)
    assert 'E466 wit="#45" gives the siglum of a witness, not its xml:id. Write wit="#m45".' in message


@pytest.mark.parametrize("siglum", ["46", "-x", "°"])
def test_what_is_advised_for_an_id_that_can_be_none_is_an_id(siglum: str, tmp_path: Path) -> None:
    (message,) = told(tmp_path, apps(siglum))
    advised = re.findall(r'(?:xml:id="|wit="#|wit=")([^"#]+)"', message.split(". ", 1)[1])
    assert advised
    assert all(is_ncname(word) for word in advised)


@pytest.mark.parametrize("target", ["12", "12-a(b)", "a,b"])
def test_the_same_of_a_pointer(target: str, tmp_path: Path) -> None:
    (message,) = told(tmp_path, f'{apps("A")}<p corresp="#{target}">Rain.</p>')
    advised = re.findall(r'(?:xml:id="|corresp="#)([^"]+)"', message.partition("Give the element")[2])
    assert len(advised) == 2
    assert all(is_ncname(word) for word in advised)


def test_pointers_into_a_list_that_is_elsewhere_are_one_message_and_misspelt_ones_stay_by_themselves(tmp_path: Path) -> None:
    people = "".join(f'<name ref="#p{number}00">x</name>' for number in range(5))
    messages = told(tmp_path, f'{apps("A")}<p xml:id="mist">{people}<ref corresp="#misst">y</ref></p>')
    assert len(messages) == 2
    assert "E467 ref points to what is not in this file: #p000, #p100, #p200, #p300, #p400." in messages[0]
    assert "Did you mean #mist?" in messages[1]


def test_three_of_a_habit_are_told_one_by_one_and_four_together(tmp_path: Path) -> None:
    dates = [f'<p><date when="{day} May">x</date></p>' for day in range(1, 5)]
    assert [message.split()[1] for message in told(tmp_path, apps("A") + "\n".join(dates[:3]))] == ["E438"] * 3
    (message,) = told(tmp_path, apps("A") + "\n".join(dates))
    assert message.endswith("The same in 3 more places: lines 4–6.")


def test_a_witness_of_a_negative_apparatus_need_not_be_named(tmp_path: Path) -> None:
    third = TWO + '<witness xml:id="C">Third</witness>'
    assert "W434" in told(tmp_path, apps("A"), third)[0]
    assert told(tmp_path, apps("A").replace(' wit="#A #m45"', ""), third) == []
    outside = '<p>It <anchor xml:id="a"/>rained<anchor xml:id="b"/>.</p><app from="#a" to="#b"><rdg wit="#A">hailed</rdg></app>'
    assert told(tmp_path, outside, third) == []


def test_the_work_of_telling_grows_with_the_places_and_not_faster(tmp_path: Path) -> None:
    """Pointers to nothing in a document of many ids: an id that was meant is sought for some of them, not for all."""
    import edition.tei.validation.pointers as module

    calls = []
    sought = module.nearest
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "nearest", lambda word, words: calls.append(word) or sought(word, words))
        told(tmp_path, "".join(f'<p xml:id="i{n}" corresp="#zz{n}">x</p>' for n in range(2000)))
    assert 0 < len(calls) <= 100
