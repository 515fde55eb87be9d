"""Labels that are kept as numbers come back as the words that were labelled."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BASE = "The old mill stood by the river.\nIt had\nno wheel."
OTHER = "<p>The mill stood on the <i>bank</i>. It had two wheels.</p>"
PASSAGE = {
    "id": "mill-1",
    "work": "mill",
    "base": {"siglum": "B", "text": "stood by the river. It had no wheel."},
    "other": {"siglum": "O", "text": "stood on the bank. It had two wheels."},
    "source": {side: {"repository": "mine", "file": f"{side}.txt"} for side in ("base", "other")},
    "divergences": [
        {"base": "by the river", "other": "on the bank", "kind": "lexical", "weight": 2},
        {"base": "no wheel", "other": "two wheels", "kind": "lexical", "weight": 3},
        {"base": "", "other": "s", "other_n": 2, "kind": "addition", "weight": 1},
    ],
}


def _run(way: str, folder: Path, path: Path) -> list[dict]:
    done = [sys.executable, ROOT / "training" / "labelled.py", way, folder, path, "-o", folder / way]
    subprocess.run(done, check=True)
    return json.loads((folder / way / path.name).read_text("utf-8"))


def test_labels_come_back(tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text(BASE, "utf-8")
    (tmp_path / "other.txt").write_text(OTHER, "utf-8")
    (tmp_path / "mill.json").write_text(json.dumps([PASSAGE]), "utf-8")
    kept = _run("pack", tmp_path, tmp_path / "mill.json")[0]
    assert kept["base"]["sha256"] == hashlib.sha256(BASE.encode()).hexdigest()
    assert kept["divergences"][0][:4] == [6, 18, 6, 17]
    assert not any(word in json.dumps(kept) for word in ("river", "wheel", "bank"))
    back = _run("unpack", tmp_path, tmp_path / "pack" / "mill.json")[0]
    for side in ("base", "other"):
        assert back[side]["text"] == PASSAGE[side]["text"]
    for one, two in zip(back["divergences"], PASSAGE["divergences"], strict=True):
        assert all(one[key] == value for key, value in two.items())


def test_every_label_is_a_range_and_a_weight() -> None:
    for path in (ROOT / "training" / "labels").rglob("*.json"):
        for passage in json.loads(path.read_text("utf-8")):
            for *places, _kind, weight in passage["divergences"]:
                assert len(places) == 4
                assert all(isinstance(place, int) for place in places)
                assert weight in (0, 1, 2, 3)
