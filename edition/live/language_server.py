"""Turn what an editor tells over the Language Server Protocol into diagnostics, completions and explanations (docs/lsp.md).

pygls speaks the protocol. A place counts code points from 1 in messages, and units that the editor chooses from 0 in the protocol.
"""

from __future__ import annotations

import asyncio
import re
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from edition import __version__
from edition.live.continuation import Continuation
from edition.live.live_findings import DESCRIPTIONS, findings, is_document
from edition.live.pointed_ids import MOST, pointed_ids
from edition.live.schema_prose import SchemaProse, schema_prose
from edition.live.toml_continuations import said_of, toml_continuations
from edition.live.xml_continuations import continuations, name_at, schema_of
from edition.messages import Message
from edition.messages.examples import explanation

# So long nobody must have typed before the file is looked at, in seconds. By eye: shorter than a pause between two words.
_PAUSE = 0.3
_SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "info": lsp.DiagnosticSeverity.Information,
}
_KINDS = {
    "element": lsp.CompletionItemKind.Class,
    "end": lsp.CompletionItemKind.Class,
    "attribute": lsp.CompletionItemKind.Property,
    "key": lsp.CompletionItemKind.Property,
    "table": lsp.CompletionItemKind.Module,
    "value": lsp.CompletionItemKind.Value,
    "id": lsp.CompletionItemKind.Reference,
}
# What a message is on: a tag, a word, or what stands up to white space.
_TOKEN = re.compile(r"</?[\w:.-]*|[\w:.-]+|\S+")


def server() -> LanguageServer:
    """A server that has told pygls what it does; `start_io` runs it."""
    made = LanguageServer("edition", __version__)
    session = EditorSession(made)
    # pygls notes on a function what it is for; a method of an object takes no notes, what wraps it does.
    for name, function in (
        (lsp.TEXT_DOCUMENT_DID_OPEN, session.opened),
        (lsp.TEXT_DOCUMENT_DID_CHANGE, session.changed),
        (lsp.TEXT_DOCUMENT_DID_CLOSE, session.closed),
        (lsp.TEXT_DOCUMENT_HOVER, session.hover),
    ):
        made.feature(name)(partial(function))
    options = lsp.CompletionOptions(trigger_characters=["<", " ", "/", '"', "[", "#"])
    made.feature(lsp.TEXT_DOCUMENT_COMPLETION, options)(partial(session.complete))
    return made


class EditorSession:
    """What an editor asks, from its start to its end. `last`: by the address of an open file, the version of its text that was
    looked at, and what was found: who asks about a place of it need not wait again.
    """

    def __init__(self, server: LanguageServer) -> None:
        self.server = server
        self.last: dict[str, tuple[int | None, list[lsp.Diagnostic]]] = {}

    async def opened(self, params: lsp.DidOpenTextDocumentParams) -> None:
        await self._look(params.text_document.uri)

    async def changed(self, params: lsp.DidChangeTextDocumentParams) -> None:
        await asyncio.sleep(_PAUSE)
        if self._document(params.text_document.uri).version == params.text_document.version:
            await self._look(params.text_document.uri)

    def closed(self, params: lsp.DidCloseTextDocumentParams) -> None:
        self.last.pop(params.text_document.uri, None)
        self._publish(params.text_document.uri, None, [])

    def complete(self, params: lsp.CompletionParams) -> lsp.CompletionList:
        """What may stand at a place."""
        document = self._document(params.text_document.uri)
        path, before = path_of(params.text_document.uri), _before(document, params.position)
        if is_document(path):
            if (pointers := pointed_ids(document.source, len(before))) is not None:
                return _ids(document, params.position, *pointers)
            prose = _prose(path, before)
            items = [_item(one, prose) for one in continuations(path, before)]
        else:
            offered = toml_continuations(path.name, before) if path.name in DESCRIPTIONS else ()
            items = [_item(one, None) for one in offered]
        return lsp.CompletionList(is_incomplete=False, items=items)

    def hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        """What `edition explain` says of the messages at a place; else what a key of TOML, or the schema of an element, says."""
        document, position = self._document(params.text_document.uri), params.position
        version, told = self.last.get(params.text_document.uri, (None, []))
        here = [one for one in told if _covers(one.range, position)] if version == document.version else []
        parts = [f"**{code}** {' '.join(explanation(code))}" for code in dict.fromkeys(str(one.code) for one in here)]
        path, lines = path_of(params.text_document.uri), document.lines
        if not parts and path.name in DESCRIPTIONS and position.line < len(lines):
            key = re.match(r"\s*([\w-]+)\s*=", lines[position.line])
            said = said_of(path.name, "".join(lines[: position.line]), key[1]) if key else ""
            parts = [f"**{key[1]}** {said}"] if key and said else []
        if not parts and is_document(path) and position.line < len(lines):
            at = document.position_codec.position_from_client_units(lines, position)
            element, attribute = name_at(lines[position.line], at.character)
            if said := _prose(path, document.source).of(element, attribute) if element or attribute else "":
                parts = [f"**{attribute or element}** {said}"]
        if not parts:
            return None
        # What stands in <angle brackets> is no markup.
        markdown = "\n\n".join(parts).replace("<", "\\<")
        return lsp.Hover(contents=lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=markdown))

    def _document(self, uri: str) -> TextDocument:
        return self.server.workspace.get_text_document(uri)

    async def _look(self, uri: str) -> None:
        """Look for faults in another thread, and tell them if the text has not changed meanwhile."""
        document = self._document(uri)
        version, text = document.version, document.source
        found = await asyncio.get_running_loop().run_in_executor(None, findings, path_of(uri), text)
        if document.version == version:
            told = [diagnostic(document, message) for message in found]
            self.last[uri] = (version, told)
            self._publish(uri, version, told)

    def _publish(self, uri: str, version: int | None, found: list[lsp.Diagnostic]) -> None:
        params = lsp.PublishDiagnosticsParams(uri=uri, diagnostics=found, version=version)
        self.server.text_document_publish_diagnostics(params)


def _prose(path: Path, text: str) -> SchemaProse:
    """What the schema of a document says; nothing where none is at hand."""
    schema = schema_of(path, text)
    return schema_prose(schema) if schema else SchemaProse(None)


def _item(one: Continuation, prose: SchemaProse | None) -> lsp.CompletionItem:
    """What may be typed, with what the schema says of it."""
    said = ""
    if prose is not None and one.kind in ("element", "attribute"):
        said = prose.of(one.of, one.name) if one.kind == "attribute" else prose.of(one.name)
    return lsp.CompletionItem(label=one.name, kind=_KINDS[one.kind], detail=one.kind, documentation=said or None)


def _ids(document: TextDocument, position: lsp.Position, typed: str, offered: tuple[Continuation, ...]) -> lsp.CompletionList:
    """The pointers that may stand in the place of what is typed of one: no editor takes # for part of a word."""
    start = lsp.Position(position.line, max(position.character - document.position_codec.client_num_units(typed), 0))
    place = lsp.Range(start, position)
    items = [
        lsp.CompletionItem(
            label=one.name, kind=_KINDS["id"], detail=one.of, filter_text=one.name if typed.startswith("#") else one.name[1:],
            text_edit=lsp.TextEdit(place, one.name),
        )
        for one in offered[:MOST]
    ]  # fmt: skip
    return lsp.CompletionList(is_incomplete=len(offered) > MOST, items=items)


def path_of(uri: str) -> Path:
    """The path of a file that an editor names by its address."""
    return Path(unquote(urlsplit(uri).path))


def diagnostic(document: TextDocument, message: Message) -> lsp.Diagnostic:
    """A message as the protocol has it: on a token where its column is known, else on its line, else on the first."""
    lines = document.lines
    line = min((message.locus.line or 1) if message.locus else 1, max(len(lines), 1)) - 1
    text = lines[line].rstrip("\r\n") if lines else ""
    column = message.locus.column if message.locus else None
    if column is None:
        start, end = len(text) - len(text.lstrip()), len(text)
    else:
        start = min(column - 1, len(text))
        token = _TOKEN.match(text, start)
        end = token.end() if token else len(text)
    place = lsp.Range(lsp.Position(line, start), lsp.Position(line, end))
    return lsp.Diagnostic(
        range=document.position_codec.range_to_client_units(lines, place),
        message=message.sentences,
        severity=_SEVERITIES[message.severity],
        code=message.code,
        source="edition",
    )


def _before(document: TextDocument, position: lsp.Position) -> str:
    """The text of a document up to a place."""
    lines = document.lines
    at = document.position_codec.position_from_client_units(lines, position)
    return "".join(lines[: at.line]) + (lines[at.line][: at.character] if at.line < len(lines) else "")


def _covers(place: lsp.Range, position: lsp.Position) -> bool:
    start, end, at = place.start, place.end, position
    return (start.line, start.character) <= (at.line, at.character) <= (end.line, end.character)
