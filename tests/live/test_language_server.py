"""edition lsp, by a client that is a script: it opens, types, asks and closes over standard input and output, as an editor does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="pygls is not installed (the extra lsp)")

RAIN = """<?xml-model href="edition.rng"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Räin 𝄞</title></titleStmt>
<publicationStmt><p>Unpublished.</p></publicationStmt><sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader>
<text><body>
<p>𝄞 It <rained/> all day.</p>
</body></text></TEI>
"""


class Client:
    """An editor: sends what it does, and reads what comes. `ask` waits for its answer, `told` for what is said of a file."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process, self.number = process, 0
        self.said: list[dict[str, Any]] = []

    def send(self, method: str, params: object, **more: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            name, _, value = line.partition(b":")
            assert name, "the server has ended"
            length = int(value) if name.lower() == b"content-length" else length
        return json.loads(self.process.stdout.read(length))  # type: ignore[no-any-return]

    def ask(self, method: str, params: object) -> Any:
        self.number += 1
        self.send(method, params, id=self.number)
        while (answer := self.read()).get("id") != self.number or "method" in answer:
            self.said.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def told(self, uri: str, version: int) -> list[dict[str, Any]]:
        """What is said of a version of a file."""
        while True:
            answer = self.said.pop(0) if self.said else self.read()
            params = answer.get("params", {})
            if answer.get("method") == "textDocument/publishDiagnostics" and (params["uri"], params.get("version")) == (
                uri,
                version,
            ):
                return list(params["diagnostics"])

    def open(self, path: Path, text: str, version: int = 1) -> str:
        document = {"uri": path.as_uri(), "languageId": path.suffix[1:], "version": version, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        return path.as_uri()

    def type(self, uri: str, version: int, text: str) -> None:
        changed = {"uri": uri, "version": version}
        self.send("textDocument/didChange", {"textDocument": changed, "contentChanges": [{"text": text}]})

    def at(self, method: str, uri: str, line: int, character: int) -> Any:
        return self.ask(method, {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})


@pytest.fixture(scope="module")
def client(root: Path) -> Iterator[Client]:
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "edition", "lsp"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        made = Client(process)
        can = made.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})["capabilities"]
        assert {"completionProvider", "hoverProvider"} <= set(can)
        made.send("initialized", {})
        yield made
        made.ask("shutdown", None)
        made.send("exit", None)
        assert process.wait(20) == 0


def test_faults_of_a_document_come_while_typing(client: Client, tmp_path: Path) -> None:
    uri = client.open(tmp_path / "rain.xml", RAIN)
    (found,) = (one for one in client.told(uri, 1) if "<rained>" in one["message"])
    assert (found["severity"], found["source"]) == (1, "edition")
    # Columns of the protocol count UTF-16: the clef before the tag counts two.
    assert found["range"] == {"start": {"line": 4, "character": 9}, "end": {"line": 4, "character": 16}}
    said = client.at("textDocument/hover", uri, 4, 11)["contents"]["value"]
    assert said.startswith(f"**{found['code']}**")
    client.type(uri, 2, RAIN.replace("<rained/>", "rained"))
    assert not [one for one in client.told(uri, 2) if "rained" in one["message"]]


def test_what_is_no_document_yet_is_told_with_its_place(client: Client, tmp_path: Path) -> None:
    uri = client.open(tmp_path / "broken.xml", RAIN.replace("</p>\n</body>", "\n</body>"))
    (found,) = (one for one in client.told(uri, 1) if one["severity"] == 1)
    assert found["code"].startswith("E4")
    assert found["range"]["start"]["line"] in (4, 5)


def test_what_may_stand_at_the_cursor_is_offered(client: Client, tmp_path: Path) -> None:
    text = RAIN.replace("<rained/>", "<")
    uri = client.open(tmp_path / "typing.xml", text)
    at = text.splitlines()[4].index("<", 4) + 2  # past the sign, and one more for the clef
    offered = {item["label"] for item in client.at("textDocument/completion", uri, 4, at)["items"]}
    assert {"app", "seg", "note"} <= offered
    assert "div" not in offered


def test_ids_and_the_words_of_a_schema_are_offered(client: Client, tmp_path: Path) -> None:
    (tmp_path / "own.rng").write_text(
        '<element name="TEI" ns="http://www.tei-c.org/ns/1.0" xmlns="http://relaxng.org/ns/structure/1.0"><a:documentation '
        'xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">a whole document</a:documentation><text/></element>',
        encoding="utf-8",
    )
    text = RAIN.replace("edition.rng", "own.rng").replace("<rained/>", '<seg xml:id="s1"/><seg corresp="#s"/>')
    uri = client.open(tmp_path / "pointing.xml", text)
    at = text.splitlines()[4].index('#s"') + 3  # past what is typed, and one more for the clef
    (item,) = client.at("textDocument/completion", uri, 4, at)["items"]
    assert (item["label"], item["detail"]) == ("#s1", "seg")
    assert item["textEdit"]["range"] == {"start": {"line": 4, "character": at - 2}, "end": {"line": 4, "character": at}}
    assert client.at("textDocument/hover", uri, 1, 2)["contents"]["value"].endswith("a whole document")


def test_a_description_is_checked_and_completed(client: Client, tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "example"
    shutil.copytree(root / "edition/project/workspace/sources/example", folder)
    text = (folder / "edition.toml").read_text(encoding="utf-8")
    uri = client.open(folder / "edition.toml", text)
    assert client.told(uri, 1) == []
    client.type(uri, 2, text.replace('base = "P"', 'base = "Q"\nkeyy = 1'))
    assert {one["code"] for one in client.told(uri, 2)} == {"E008", "E014"}
    line = next(number for number, line in enumerate(text.splitlines()) if line.startswith("siglum"))
    offered = {item["label"] for item in client.at("textDocument/completion", uri, 0, 0)["items"]}
    assert "base" in offered
    assert "file" not in offered
    said = client.at("textDocument/hover", uri, line + 1, 1)["contents"]["value"]
    assert "siglum" in said


@pytest.mark.parametrize("text", ["", "<", "\x00", '<TEI xmlns="', "<?xml-model href='edition.rng'?><TEI><p a='"])
def test_no_text_stops_the_server(client: Client, tmp_path: Path, text: str) -> None:
    uri = client.open(tmp_path / "scrap.xml", text)
    client.told(uri, 1)
    client.at("textDocument/completion", uri, 0, len(text))


def test_without_its_library_the_command_says_what_to_install(run_edition: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError(name='pygls')", encoding="utf-8")
    root = Path(__file__).parents[2]
    result = run_edition("lsp", folder=tmp_path, PYTHONPATH=f"{tmp_path}{os.pathsep}{root}")
    assert result.returncode == 3
    assert "edition[lsp]" in result.stderr


def test_in_a_terminal_it_says_that_it_waits_for_an_editor() -> None:
    mine, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "edition", "lsp"], stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr
        assert "Stop with Ctrl-C" in process.stderr.readline()
    finally:
        process.kill()
        process.communicate()
        os.close(mine)
        os.close(theirs)
