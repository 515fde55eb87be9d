"""Make up an edition of two texts with an apparatus, as long as is wanted, for what is measured of books."""

from __future__ import annotations

import random
from pathlib import Path

HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Days</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><listWit><witness xml:id="A"><abbr type="siglum">A</abbr></witness>
<witness xml:id="B"><abbr type="siglum">B</abbr></witness></listWit></sourceDesc></fileDesc><encodingDesc><refsDecl>
<citeStructure unit="entry" match="//body//div[@type='entry']" use="@n"/></refsDecl></encodingDesc></teiHeader>
<standOff>{weights}</standOff><text><body>{entries}</body></text></TEI>"""
# A sentence has 6 to 34 words, a paragraph 1 to 8 sentences, an entry 2,500 words. By eye, on
# notebooks of our time.
_SENTENCE, _PARAGRAPH, _ENTRY = (6, 34), (1, 8), 2_500


def write_edition(path: Path, words: int, readings: int, seed: int = 1) -> int:
    """Write a TEI document of two texts of so many words each, with so many readings; the bytes of the two bare texts."""
    chance = random.Random(seed)
    syllables = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(8_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    entries: list[str] = []
    paragraphs: list[str] = []
    certain: dict[str, list[str]] = {}
    bare = written = made = since = 0
    while written < words:
        beads = []
        for _ in range(chance.randint(*_PARAGRAPH)):
            count = chance.randint(*_SENTENCE)
            sentence = chance.choices(vocabulary, weights, k=count)
            due = round(readings * (written + count) / words) - made
            places = sorted(chance.sample(range(count), min(max(due, 0), count)))
            written += count
            since += count
            parts = []
            for at, word in enumerate(sentence):
                if at not in places:
                    parts.append(word)
                    bare += 2 * (len(word) + 1)
                    continue
                made += 1
                ident = f"e.{len(entries) + 1}.a.{word}-{made:06x}"
                answer = " ".join(chance.choices(vocabulary, weights, k=chance.randint(1, 3)))
                grade, kind = (
                    ("substantive", "lexical") if made % 5 == 0 else ("stylistic", chance.choice(["lexical", "syntactic"]))
                )
                certain.setdefault(f"{chance.random():.2f}", []).append(f"#{ident}")
                bare += len(word) + len(answer) + 2
                parts.append(
                    f'<app type="{kind}" subtype="{grade}" xml:id="{ident}"><lem wit="#A">{word}</lem><rdg wit="#B" type="{kind}" '
                    f'subtype="{grade}">{answer}</rdg></app>'
                )
            key = f"e.{len(entries) + 1}.b.{sentence[0]}-{written:06x}"
            beads.append(f'<seg type="bead" cert="high" xml:id="{key}">{" ".join(parts)}. </seg>')
            bare += 2
        paragraphs.append(f"<p>{''.join(beads)}</p>")
        if since >= _ENTRY or written >= words:
            number = len(entries) + 1
            entries.append(
                f'<div type="entry" n="{number}" source="#A" xml:id="e.{number}"><head>{number}</head>{"".join(paragraphs)}</div>'
            )
            paragraphs, since = [], 0
    stated = "".join(
        f'<certainty locus="value" match="@subtype" assertedValue="substantive" degree="{degree}" target="{" ".join(targets)}"/>'
        for degree, targets in sorted(certain.items())
    )
    path.write_text(HEADER.format(weights=stated, entries="".join(entries)), encoding="utf-8")
    return bare
