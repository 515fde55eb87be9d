"""edition witness: a TEI document and a siglum in, that witness's own text out."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import Run


def built(run: Run) -> None:
    assert run("build", "--only", "tei").exit_code == 0


def test_a_witness_reads_back_whole_in_the_shape_that_is_promised(workspace: Path, run: Run) -> None:
    built(run)
    result = run("witness", "tei/example.xml", "H", "--json")
    assert result.exit_code == 0, result.stderr
    witness = json.loads(result.stdout)
    assert list(witness) == ["siglum", "entries"]
    assert witness["siglum"] == "H"
    assert [list(entry) for entry in witness["entries"]] == [
        ["id", "edtf", "dateline", "place", "title", "paragraphs", "blocks", "notes", "looks"]
    ] * 2
    first = witness["entries"][0]
    assert (first["id"], first["edtf"], first["dateline"]) == ("e.1931-04-12", "1931-04-12", "April 12, 1931")
    assert first["place"] is None
    source = Path("sources/example/witnesses/hale.txt").read_text(encoding="utf-8").split("\n\n")
    assert first["paragraphs"] == source[1:3]
    assert first["notes"] == []


def test_the_source_is_the_text_before_decisions(workspace: Path, run: Run) -> None:
    built(run)
    emended, source = (
        json.loads(run("witness", "tei/example.xml", "P", "--json", *more).stdout)["entries"][0]["paragraphs"][0]
        for more in ((), ("--source",))
    )
    assert "full blossom this" in emended
    assert "full blosom this" in source


def test_the_looks_of_each_witness_read_back(workspace: Path, run: Run) -> None:
    hale = Path("sources/example/witnesses/hale.txt")
    words = hale.read_text(encoding="utf-8").split("\n\n")[1].split()
    hale.write_text(hale.read_text(encoding="utf-8").replace(f"{words[0]} {words[1]}", f"_{words[0]} {words[1]}_", 1), "utf-8")
    built(run)
    found = {
        siglum: json.loads(run("witness", "tei/example.xml", siglum, "--json").stdout)["entries"][0]["looks"] for siglum in "PH"
    }
    assert found == {
        "P": [], "H": [{"paragraph": 0, "start": 0, "end": len(" ".join(words[:2])), "look": "italic", "value": ""}]
    }  # fmt: skip


def test_without_json_the_text_is_for_reading(workspace: Path, run: Run) -> None:
    built(run)
    out = run("witness", "tei/example.xml", "P").stdout
    assert out.startswith("12 April 1931\n\nThe pear trees along the wall are in full blossom this morning.")
    assert "\n\n14 April 1931\n\nFrost in the night." in out


def test_an_unknown_siglum_is_wrong_usage(workspace: Path, run: Run) -> None:
    built(run)
    result = run("witness", "tei/example.xml", "Q")
    assert result.exit_code == 2
    assert "Q" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_date_that_is_not_sure_says_so(workspace: Path, run: Run) -> None:
    for name, printed, other in (
        ("hale", "April 12, 1931", "about April 12, 1931"),
        ("pell", "14 April 1931", "14 April 1931 (?)"),
    ):
        path = Path(f"sources/example/witnesses/{name}.txt")
        path.write_text(path.read_text(encoding="utf-8").replace(printed, other), encoding="utf-8")
    built(run)
    dates: dict[str, str] = {}
    for siglum in ("H", "P"):
        entries = json.loads(run("witness", "tei/example.xml", siglum, "--json").stdout)["entries"]
        dates |= {f"{siglum} {entry['id']}": entry["edtf"] for entry in entries}
    assert dates["H e.1931-04-12"] == "1931-04-12~"
    assert dates["P e.1931-04-12"] == "1931-04-12"
    assert dates["P e.1931-04-14"] == "1931-04-14?"
    assert run("validate", "tei/example.xml").exit_code == 0


def test_a_dateline_ends_with_the_stop_that_closes_it(workspace: Path, run: Run) -> None:
    path = Path("sources/example/witnesses/pell.txt")
    text = path.read_text(encoding="utf-8").replace("12 April 1931\n\n", "Bergen, 12 April 1931: Pears. ")
    path.write_text(text.replace("14 April 1931\n\n", "14 April 1931: Bergen. Frost on the Glass. "), encoding="utf-8")
    built(run)
    entries = json.loads(run("witness", "tei/example.xml", "P", "--json").stdout)["entries"]
    assert [(entry["dateline"], entry["place"], entry["title"]) for entry in entries[:2]] == [
        ("Bergen, 12 April 1931:", "Bergen", "Pears."),
        ("14 April 1931:", "Bergen", "Frost on the Glass."),
    ]
