"""Turn what a document in LaTeX says of itself into its title, its witnesses and its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from edition.imports.critical_source import SourceWitness
from edition.imports.latex_source import LatexSource, arguments_after
from edition.imports.said_apparatus import Declarations

# What babel and polyglossia call languages, in BCP 47.
_LANGUAGES = {
    "latin": "la", "greek": "grc", "english": "en", "british": "en-GB", "american": "en-US", "german": "de", "ngerman": "de",
    "french": "fr", "italian": "it", "spanish": "es", "portuguese": "pt", "dutch": "nl", "hebrew": "he", "arabic": "ar",
    "sanskrit": "sa", "syriac": "syr", "coptic": "cop", "russian": "ru", "polish": "pl", "czech": "cs", "catalan": "ca",
    "danish": "da", "swedish": "sv", "norwegian": "no", "icelandic": "is", "croatian": "hr", "hungarian": "hu", "persian": "fa",
}  # fmt: skip


def language_of(preamble: str) -> str:
    """The main language that a preamble states, by babel or polyglossia; "" for none."""
    said = re.search(r"\\(?:setmainlanguage|setdefaultlanguage)(?:\[[^\]]*\])?\{(\w+)\}", preamble)
    if said is None:
        said = re.search(r"\\usepackage\[[^\]]*?main\s*=\s*(\w+)[^\]]*\]\{babel\}", preamble)
    if said is None:
        said = re.search(r"\\usepackage\[(?:[^\]]*,)?\s*(\w+)\s*\]\{babel\}", preamble)
    provided = re.search(r"\\babelprovide\[(?=[^\]]*\bmain\b)[^\]]*\bimport=([\w-]+)", preamble)
    return provided[1] if provided else _LANGUAGES.get(said[1], "") if said else ""


_DECLARED = re.compile(
    r"\\(title|author|Declare(?:Witness|Hand|Source|Scholar|Shorthand)|declaresiglum|declarebase)\b\s*(?:\[[^\]]*\]\s*)?(?=\{)"
)
# How many arguments say something; of the others two.
_ARGUMENTS = {"DeclareWitness": 3, "DeclareHand": 3, "DeclareShorthand": 3, "title": 1, "author": 1, "declarebase": 1}


def declarations(source: LatexSource, words_of: Callable[[Sequence[Any], int, int], str], sigla: Sequence[str]) -> Declarations:
    """What a document declares before its text and in it. `words_of`: the words of some nodes. `sigla`: witnesses named besides."""
    found = Declarations(witnesses={siglum: SourceWitness(siglum) for siglum in sigla})
    for match in _DECLARED.finditer(source.defined):
        given, _ = arguments_after(source.defined, match.end(), _ARGUMENTS.get(match[1], 2))
        said = [words_of(source.nodes(one, match.start()), 0, match.start()) for one in given]
        if said:
            _declare(found, match[1], given[0].strip(), [*said, "", ""])
    return found


def _declare(found: Declarations, command: str, key: str, said: list[str]) -> None:
    if command == "title":
        found.title = found.title or said[0]
    elif command == "author":
        found.authors = found.authors or ((said[0],) if said[0] else ())
    elif command == "declarebase":
        found.base = said[0]
    elif command == "declaresiglum":
        found.witnesses[said[0]] = SourceWitness(said[0], said[1])
    elif command == "DeclareWitness":
        found.witnesses.setdefault(key, SourceWitness(said[1] or key, said[2]))
    elif command == "DeclareHand":
        found.witnesses.setdefault(key, SourceWitness(said[2] or key, "", hand_of=said[1]))
    elif command == "DeclareShorthand":
        found.shorthands[key] = tuple(one.strip() for one in said[2].split(",") if one.strip())
    else:
        found.named[key] = said[1] or key
