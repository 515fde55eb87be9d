"""Turn what an editor tells over the Language Server Protocol into diagnostics, completions and explanations (docs/lsp.md).

pygls speaks the protocol. A place counts code points from 1 in messages, and units that the editor chooses from 0 in the protocol.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from edition import __version__
from edition.live.live_findings import DESCRIPTIONS, findings, is_document
from edition.live.toml_continuations import said_of, toml_continuations
from edition.live.xml_continuations import Continuation, continuations
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
}
# What a message is on: a tag, a word, or what stands up to white space.
_TOKEN = re.compile(r"</?[\w:.-]*|[\w:.-]+|\S+")


def server() -> LanguageServer:
    """A server that has told pygls what it does; `start_io` runs it."""
    made = LanguageServer("edition", __version__)
    # Called, not set over the functions: the types of pygls say nothing of what a decorated function is.
    for name, function in (
        (lsp.TEXT_DOCUMENT_DID_OPEN, _opened),
        (lsp.TEXT_DOCUMENT_DID_CHANGE, _changed),
        (lsp.TEXT_DOCUMENT_DID_CLOSE, _closed),
        (lsp.TEXT_DOCUMENT_HOVER, _hover),
    ):
        made.feature(name)(function)
    made.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["<", " ", "/", '"', "["]))(_complete)
    return made


def path_of(uri: str) -> Path:
    """The path of a file that an editor names by its address."""
    return Path(unquote(urlsplit(uri).path))


async def _opened(ls: LanguageServer, params: lsp.DidOpenTextDocumentParams) -> None:
    await _look(ls, params.text_document.uri)


async def _changed(ls: LanguageServer, params: lsp.DidChangeTextDocumentParams) -> None:
    await asyncio.sleep(_PAUSE)
    if ls.workspace.get_text_document(params.text_document.uri).version == params.text_document.version:
        await _look(ls, params.text_document.uri)


def _closed(ls: LanguageServer, params: lsp.DidCloseTextDocumentParams) -> None:
    _publish(ls, params.text_document.uri, None, [])


async def _look(ls: LanguageServer, uri: str) -> None:
    """Look for faults in another thread, and tell them if the text has not changed meanwhile."""
    document = ls.workspace.get_text_document(uri)
    version, text = document.version, document.source
    found = await asyncio.get_running_loop().run_in_executor(None, findings, path_of(uri), text)
    if document.version == version:
        _publish(ls, uri, version, [diagnostic(document, message) for message in found])


def _publish(ls: LanguageServer, uri: str, version: int | None, found: list[lsp.Diagnostic]) -> None:
    ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=uri, diagnostics=found, version=version))


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


def _complete(ls: LanguageServer, params: lsp.CompletionParams) -> lsp.CompletionList:
    document = ls.workspace.get_text_document(params.text_document.uri)
    path, before = path_of(params.text_document.uri), _before(document, params.position)
    offered: tuple[Continuation, ...] = ()
    if is_document(path):
        offered = continuations(path, before)
    elif path.name in DESCRIPTIONS:
        offered = toml_continuations(path.name, before)
    items = [lsp.CompletionItem(label=one.name, kind=_KINDS[one.kind], detail=one.kind) for one in offered]
    return lsp.CompletionList(is_incomplete=False, items=items)


def _hover(ls: LanguageServer, params: lsp.HoverParams) -> lsp.Hover | None:
    """What `edition explain` says of the messages at a place; else, of a key in TOML, what it says."""
    document = ls.workspace.get_text_document(params.text_document.uri)
    path, lines = path_of(params.text_document.uri), document.lines
    told = [diagnostic(document, message) for message in findings(path, document.source)]
    here = [one for one in told if _covers(one.range, params.position)]
    parts = [f"**{code}** {' '.join(explanation(code))}" for code in dict.fromkeys(str(one.code) for one in here)]
    if not parts and path.name in DESCRIPTIONS and params.position.line < len(lines):
        key = re.match(r"\s*([\w-]+)\s*=", lines[params.position.line])
        said = said_of(path.name, "".join(lines[: params.position.line]), key[1]) if key else ""
        parts = [f"**{key[1]}** {said}"] if key and said else []
    if not parts:
        return None
    # What stands in <angle brackets> is no markup.
    markdown = "\n\n".join(parts).replace("<", "\\<")
    return lsp.Hover(contents=lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=markdown))


def _covers(place: lsp.Range, position: lsp.Position) -> bool:
    start, end, at = place.start, place.end, position
    return (start.line, start.character) <= (at.line, at.character) <= (end.line, end.character)
