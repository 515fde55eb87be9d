"""Hold the words that a page on screen adds to the text in one language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScreenWords:
    """The words of the page's controls. A brace holds a place: {count}, {siglum}, {entry} …"""

    to_text: str
    to_controls: str
    views: str
    columns: str
    under: str
    one: str
    shown: str
    lit: str
    sense: str
    style: str
    all: str
    none: str
    readings: str
    strip: str
    strip_said: str
    table: str
    text_words: str
    heaviest: str
    terms: str
    profiles: str
    weight: str
    kind: str
    grade: str
    certainty: str
    certainty_medium: str
    certainty_low: str
    place: str
    previous: str
    next: str
    close: str
    copy_citation: str
    copy_versions: str
    copied: str
    search: str
    search_said: str
    results: str
    nothing: str
    every: str
    aids: str
    size: str
    width: str
    face: str
    face_book: str
    face_plain: str
    narrow: str
    wide: str
    clean: str
    keys: str
    keys_said: str
    more: str
    word: str
    answer: str
    times: str
    exceptions: str
    concordance: str
    habit: str
    no_habit: str
    lacking: str
    link: str
    free: str
    type_lexical: str
    type_syntactic: str
    type_addition: str
    type_omission: str
    type_transposition: str
    type_punctuation: str
    type_orthographic: str
    type_paragraph: str
    type_speaker: str
    type_dateline: str
    type_emendation: str
    type_attestation: str
    feature_words: str
    feature_sentences: str
    feature_alone: str
    feature_passages: str
    feature_passage_words: str
    feature_joined: str
    feature_contractions: str
    feature_older: str
    feature_named: str
    feature_quantities: str
    feature_emphasis: str
    share_of: str
