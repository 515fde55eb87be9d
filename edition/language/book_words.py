"""Hold the words that a book adds to the text in one language, and write a date with them."""

from __future__ import annotations

from dataclasses import dataclass

from edition.language.written_dates import DateWords

# Signs put before an apparatus entry of that grade; stylistic readings have none.
GRADE_SIGNS = {"substantive": "*", "accidental": "°"}
PILCROW = "¶"
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class BookWords:
    """The generated words of one language. A brace holds a place: {sigla}, {passage}, {version}, {place}, {count}, {day} …"""

    language: str
    cover: str
    title_page: str
    contents: str
    text: str
    preface: str
    witnesses: str
    translations: str
    quotations: str
    index: str
    persons: str
    places: str
    organisations: str
    works: str
    colophon: str
    variants: str
    one_variant: str
    many_variants: str
    notes: str
    signs: str
    sigla_and_signs: str
    sign_line: str
    sign_entry_line: str
    sign_verse: str
    sign_bracket: str
    sign_bar: str
    sign_which: str
    sign_carried: str
    sign_over: str
    sign_adds: str
    sign_not_in: str
    sign_quoted: str
    sign_between: str
    sign_line_end: str
    sign_stanza_end: str
    sign_paragraph: str
    sign_gap: str
    sign_supplied: str
    sign_comment: str
    sign_doubt: str
    sign_notes: str
    sign_editor: str
    base_of: str
    other_bases: str
    typeface: str
    edited_by: str
    translated_by: str
    not_in: str
    free: str
    adds: str
    add: str
    quoted_in: str
    stands_earlier: str
    stands_later: str
    moved: str
    run_on: str
    new_paragraph: str
    new_speech: str
    no_new_speech: str
    speech_ends: str
    speakers: str
    speaker: str
    other_form: str
    times: str
    in_line: str
    in_lines: str
    sic: str
    addition: str
    back: str
    figure: str
    gap: str
    note: str
    restricted: str
    reading_of: str
    date: str
    made_from: str
    substantive: str
    accidental: str
    stylistic: str
    narrower: str
    left_out: str
    left: str
    weighed: str
    accessibility: str
    and_: str
    landmarks: str
    pages: str
    page: str
    page_short: str
    other_texts: str
    with_variants: str
    sentence_in: str
    bibliography: str
    chronology: str
    entry: str
    texts: str
    divergence: str
    divergence_measure: str
    divergence_range: str
    divergence_chart: str
    figures: str
    extent: str
    extent_said: str
    extent_chart: str
    extent_of: str
    whole: str
    quoted: str
    kinds: str
    kinds_said: str
    kinds_chart: str
    kind: str
    siglum: str
    words_count: str
    share: str
    how_to_cite: str
    source: str
    grade_substantive: str
    grade_accidental: str
    grade_stylistic: str
    reads: str
    in_siglum: str
    line_label: str
    no_images: str
    described_images: str
    figure_with_table: str
    unchecked: str
    contact: str
    forms: str
    forms_note: str
    paragraph: str
    line_short: str
    note_short: str
    dates: DateWords

    def written_date(self, date: str) -> str:
        """Write a date of EDTF as the language has it: `1 May 1944`, `1er mai 1944`, `winter 1940–41`; another text as it is."""
        return self.dates.written(date)
