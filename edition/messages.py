"""Every message of the program: code, severity, text and hint, in one table.

Codes are permanent; each has a case in tests/cases/messages. E: the result cannot be used as it is. W: go on, but look. I: for
your knowledge. The first digit names the family.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from edition.model import Locus

Severity = Literal["error", "warning", "info"]
SEVERITIES: dict[str, Severity] = {"E": "error", "W": "warning", "I": "info"}

# The families of messages, by the first digit of a code.
FAMILIES = {
    "0": "project and files",
    "1": "reading a text",
    "2": "alignment and quotations",
    "3": "collation and decisions",
    "4": "TEI",
    "5": "books",
    "9": "the machine",
}

# code: (what is wrong, what to write). Braces are filled with the values of the message.
MESSAGES: dict[str, tuple[str, str]] = {
    # 0 project and files
    "E001": ("the file {path} is not there.", "{hint}"),
    "E002": ("the file is empty.", "Put the text into it, or take the witness out of edition.toml."),
    "W003": ("the file is not UTF-8; it was read as {encoding}.", "Save it as UTF-8 to be sure of every letter."),
    "E004": ("the file holds bytes that are no text (first at byte {offset}).", "Give a text file, saved as UTF-8."),
    "E005": ("the file cannot be read: {reason}.", "Check who may read it."),
    "E006": ("{path} cannot be written: {reason}.", "Check the folder, who may write there, and the space on the disk."),
    "E007": (
        "the file is no well-formed TOML: {reason}.",
        "Look at this line and the one before it: quotation marks, brackets, equals signs.",
    ),
    "E008": ("the key {key} is not known{where}.", "{hint}"),
    "E009": ("{key} is missing{where}.", "Write {example}."),
    "E010": ("{key}{where} must be {kind}.", "Write {example}."),
    "E011": ("{key} cannot be {value}.", "Write one of: {words}."),
    "E012": ("the table [{header}] is not known.", "{hint}"),
    "E013": ("the siglum {siglum} is declared twice, first on line {line}.", "Give one of the two witnesses another siglum."),
    "E014": ("the siglum {siglum} is used but not declared.", "{hint}"),
    "E015": (
        "{siglum} cannot be a siglum.",
        "Write letters, digits, full stops, hyphens or underscores, without spaces: AG, SS, B2.",
    ),
    "E016": ("{siglum} is a review and cannot be {what}.", "Name a witness without fragment_of."),
    "E017": (
        "the siglum {siglum} of a review does not begin with {quoted}, the siglum of what it quotes.",
        "Write {quoted} and a letter or two for the review, such as {quoted}r; the letters are printed raised.",
    ),
    "E018": ("{name} was not built: {count}.", "Correct what is told above and build again."),
    "E019": ("there is no edition {name} in {folder}.", "Editions there: {known}. Each is a folder with an edition.toml."),
    "E020": ("there is no folder sources in {folder} or above it.", "Go to your workspace, or make one: edition new DIR."),
    "E021": ("format = {format} is not known to this version of the program.", "Write format = {known}, or use a newer version."),
    "E022": (
        "the text of {siglum}, {file}, was not found.",
        "Put the file into {folder}, or name the folder that holds it: --texts DIR, or the variable EDITION_TEXTS. "
        "Sought in: {sought}.",
    ),
    "W023": ("{name} is skipped: {count} of its texts not found ({files}).", "{hint}"),
    "W024": (
        "{file} is not the text that was described under {siglum}; the build goes on with it.",
        'If the new text is meant, write sha256 = "{found}".',
    ),
    "W025": (
        "the form “{form}” of {id} stands under {other} too; where a text has it, {other} is meant.",
        "Take it out of one of the two, or make it longer.",
    ),
    "E026": ("the id {id} is given twice, first on line {line}.", "Give one of the two names another id."),
    "E027": (
        "{path} was changed by hand since it was built, and is not replaced.",
        "Move it away to keep the changes, or build with --force to lose them. To make books from it: edition epub {path}.",
    ),
    "E028": ("{date} is no date of the calendar.", 'Write year, month and day: date = "2026-11-22".'),
    "E029": ("{tag} is no language tag.", 'Write a tag like "en", "en-GB", "fr" or "de".'),
    "E030": (
        "{file} is a path; texts are sought by file name.",
        'Write file = "{name}" and give the folder with --texts DIR or EDITION_TEXTS.',
    ),
    "E031": (
        "{id} cannot be the id of a name.",
        'Begin with a letter, then letters, digits, full stops or hyphens: id = "pers.smith".',
    ),
    "E032": ("{folder} is not empty.", "Name a new folder, or an empty one."),
    "E033": ("there is no message {code}.", "{hint}"),
    "E034": ("SOURCE_DATE_EPOCH is {value}, which is no number of seconds.", "Set it to whole seconds since 1970, or unset it."),
    "E035": (
        "the TEI made of {name} is not valid ({count}); nothing was written.",
        "This is a fault of the program, told above: please report it.",
    ),
    "W036": (
        "the line has no tab between two sentences; no words are linked.",
        "Write the base, a tab, the other: one pair a line.",
    ),
    "E037": ("the file holds no weights of the word model.", "Name a file that training/words.py wrote, or leave --model out."),
    # 1 reading a text
    "E101": (
        "{date} is a day that does not exist, or a range that runs backwards.",
        "Correct the date in the text file: its day must be one that the month has.",
    ),
    "E102": (
        "a second entry has the key {n}; the first begins at line {line}.",
        "Each entry of a witness needs a date or number of its own. Correct one of the two in the text file, "
        "or make them one entry.",
    ),
    "E103": (
        "no entry was found: no paragraph begins with a date or a number.",
        "Begin each entry with its date, closed by a full stop or a colon or alone on its line: “9 August 1944.” or "
        "“August 9, 1944”. Look also whether edition.toml names the right language and reader.",
    ),
    "W104": (
        "no mark was found for note {n}; it was hung on the end of the text before it.",
        "If its mark was lost, put the figure {n} after the word that the note belongs to in the text file.",
    ),
    "W105": (
        "the figure {n} after “{word}” looks like the mark of a note, but no note {n} was found; the figure stays in the text.",
        "If it is a mark, put the note with its number at the foot of the page or the end of the file; "
        "if not, there is nothing to do.",
    ),
    "W106": (
        "control characters ({codes}, {count} in all) were taken out on {lines}.",
        "Look whether letters are missing there; if so, write them in the text file.",
    ),
    "I107": ("the text before the first entry was left out: {lines}.", ""),
    "I108": ("the text after the last entry was left out: {lines}.", ""),
    "I109": ("running heads and page numbers were left out: {lines}.", ""),
    "I110": ("headings of years and divisions were left out: {lines}.", ""),
    "I111": ("captions of pictures were left out: {lines}.", ""),
    "W112": (
        "the heading “{heading}” holds no date; the entry under it has the key {n}.",
        "Write the date into the heading, as in “9 August 1944: Dark times”.",
    ),
    "W113": (
        "the entry of {date} stands after one of {before}.",
        "If the date is misprinted or misread, correct it in the text file; if the order is meant, there is nothing to do.",
    ),
    "W114": (
        "this paragraph begins with a date, “{date}”, and was read as text, because the other dates stand on lines of their own.",
        "If an entry begins here, put its date on a line of its own.",
    ),
    "W115": (
        "from line {line} on, the text was taken for matter that follows the last entry, because a wider gap stands before it.",
        "If it belongs to the entry, leave only one empty line before it in the text file.",
    ),
    "E116": (
        "no quotation was found in this review.",
        "Quotations stand in quotation marks, or in a paragraph of their own after a colon. If the file is no review, take "
        "fragment_of out of its table in edition.toml.",
    ),
    "W117": (
        "the quotation that begins “{words}” is not closed; it was taken to end with its paragraph.",
        "Close the quotation mark in the text file; where the quotation goes on, open the next paragraph with a mark too.",
    ),
    "I119": ("credits between the entries were left out: {lines}.", ""),
    "I120": ("note {n} was left out with the text that it belongs to.", ""),
    "E130": (
        "the file is no {kind}, or is damaged: {reason}.",
        "Open it in the program that made it and save it anew, or name the right reader in edition.toml.",
    ),
    "E131": (
        "to read a {kind} the library {library} is needed, and it is not installed.",
        "Install it: pip install 'edition[{extra}]'.",
    ),
    "E132": (
        "the file unpacks to {size}; more than {most} is not read, because such files are made to fill machines.",
        "If it is your own, save it without pictures, or in parts.",
    ),
    "E133": (
        "this {kind} declares entities in its DOCTYPE, which may grow without end or ask for other files; it is not read.",
        "Write the characters themselves instead of entities, and delete the declarations at the top.",
    ),
    "E134": ("this {kind} holds no words.", "{hint}"),
    "E135": ("this {kind} is locked or encrypted.", "Save it without a password or protection, as a file that others may read."),
    "I136": ("not the text, and left out: {what} ({lines}).", ""),
    "I137": ("not the text, and left out: {what} ({count} characters).", ""),
    "I138": (
        "the encoder gives these too, and they were left out: {what} ({lines}).",
        "If you want them read, write them as plain text.",
    ),
    "E139": (
        "the shape of {file} is not known.",
        "Give text, Markdown (.md), a saved web page (.html), Word (.docx), EPUB, PDF or TEI (.xml); "
        "save other documents in one of these forms.",
    ),
    # 2 alignment and quotations
    "I250": (
        "quotations in {siglum} that stand in no known entry and are given as fragments: {count} (lines {lines}).",
        "",
    ),
    "I251": (
        "words in quotation marks in {siglum} that were taken for no words of the work and left out: {count} (lines {lines}).",
        "",
    ),
    "W252": (
        "a part of a quotation in {siglum} was found nowhere; it stands as a fragment: “{words}”.",
        "Look whether the file has the words and the marks of the cut as the review prints them.",
    ),
    "I253": ("{siglum} quotes the same words twice; they stand in the apparatus once: “{words}”.", ""),
    # 3 collation and decisions
    "E350": (
        "the quotation has {count} words; at most five are allowed.",
        "Shorten it: “{short}”, with occurrence = n where it is not unique.",
    ),
    "E351": ("“{at}” is not found in {where}.", "{hint}"),
    "E352": (
        "“{at}” stands {count} times in {where}.",
        "Say which is meant: occurrence = 1 to {count}, counted from the beginning of the entry.",
    ),
    "E353": (
        "“{at}” has no occurrence {occurrence} in {where}.",
        "It stands there {count} times; write occurrence = 1 to {count}.",
    ),
    "E354": ("{siglum} has no entry {entry}.", "{hint}"),
    "E355": ("{siglum} has no entries that a decision could change.", "Name a full witness: {sigla}."),
    "E356": (
        "“{at}” in {where} runs over the end of a paragraph.",
        "Join the paragraphs with [[join]], and quote words of one paragraph.",
    ),
    "E357": ("“{at}” in {where} {what}.", "For [[join]] quote the first words of a paragraph, for [[break]] words within one."),
    "E358": ("“{at}” in {where} shares words with another decision.", "Make the two decisions one."),
    "W359": ("the decision on “{at}” in {where} changes nothing.", "Take it out, or correct what it says under read."),
    "E360": ("{what}.", "{hint}"),
    # 4 TEI
    "E490": ("the document has no witness {siglum}.", "Its witnesses are: {known}."),
    "E491": (
        "the entry {n} of {siglum}, {view}, does not read back from the TEI as it went in.",
        "This is a fault of the program: please report it, with the entry if you may.",
    ),
    "E401": ("{what}.", "{hint}."),
    "E402": ("elements are nested more than {deepest} deep.", "Look for a tag that is opened again and again and never closed."),
    "E403": ("{what}.", "Write the characters themselves instead of entities, and delete the declarations at the top."),
    "E404": (
        "XInclude asks for {href}, which is outside the folder of this file; it is not read.",
        "Put the text into this file, or the other file into this folder.",
    ),
    "W405": (
        "XInclude of {href} is not put in; its text is missing here.",
        "Put the text into this file, for example with xmllint --xinclude.",
    ),
    "E406": ("this is no TEI P5 document, but {what}.", "{hint}"),
    "E407": ("the xml:id {id} is given twice, first on line {line}.", "Give one of the two elements another xml:id."),
    "E410": ("the schema cannot be used: {reason}.", "Give a schema in RELAX NG's XML syntax, a file that ends in .rng."),
    "E411": ("the schema knows no element <{name}>.", "{hint}"),
    "E412": ("<{name}> may not stand in this place in <{within}>.", "{hint}"),
    "E413": ("{missing} is missing before <{name}>.", "Write {missing} before it."),
    "E414": ("<{name}> is not complete: {missing} is missing in it.", "Write {missing} before </{name}>."),
    "E415": ("<{name}> may not have the attribute {attribute} here.", "{hint}"),
    "E416": ("<{name}> lacks the attribute {attributes}.", "Write it into the tag, with a value."),
    "E417": ('{attribute}="{value}" is no value for <{name}>.', "{hint}"),
    "E418": (
        "words stand straight in <{name}>, where only elements may stand: “{text}”.",
        "Put them into an element, such as <p>.",
    ),
    "E419": ("“{text}” is no content for <{name}>.", "Look up what the schema allows there."),
    "E420": ("the schema does not allow this: {what}.", "Compare this place with another of its kind that is right."),
    "I421": ("{count} more faults of structure are not listed.", "Correct the first ones; others may go with them."),
    "I422": (
        "the structure was not checked: the document names no schema.",
        "Name one on its second line, with <?xml-model href=…?>, or give it with --schema.",
    ),
    "I423": (
        "the structure was not checked: the schema {schema} was not found.",
        "Put it beside the document, or say where it lies: --schema FILE, or the variable EDITION_SCHEMAS.",
    ),
    "E430": ('{attribute}="{value}" points to nothing in this file.', "{hint}"),
    "E431": ('wit="{value}" does not point to witnesses.', "{hint}"),
    "E432": (
        "the witness {siglum} is used but not declared.",
        'Add <witness xml:id="{siglum}">…</witness> to <listWit>, or write one that is there. Declared: {known}.',
    ),
    "E433": ("the siglum {siglum} is declared twice, first on line {line}.", "Give one of the two witnesses another siglum."),
    "W434": (
        "the witness {siglum} is declared, but no reading is its.",
        "Take it out of <listWit>, or name it in wit=… where it reads so.",
    ),
    "E435": ("an apparatus entry has no reading.", 'Write <lem wit="…"> and <rdg wit="…"> into it, or take the <app> out.'),
    "I436": (
        "notes that do not say whose they are: {count}, the first on line {line}; books print them as the editor's.",
        'Write type="translator" or type="editorial" into <note>.',
    ),
    "W437": ("{tag} is no language tag.", "Write a tag like en, fr, de-AT or grc (BCP 47)."),
    "E438": (
        '{attribute}="{value}" is no date.',
        "Write year, month and day, 1944-08-09, or year and month, 1944-08, or the year; the day must be in the calendar.",
    ),
    "E439": ("the time from {early} to {late} ends before it begins.", "Exchange the two dates, or correct one of them."),
    "E440": ("two entries have the key {n}, the first on line {line}.", "Give one of the two another n and xml:id."),
    "W441": (
        "the entry has the key {n}, but its heading has the date {date}.",
        "Make the two agree, or leave it if the edition says why.",
    ),
    "E442": (
        "{attribute} points to {there}, but that does not point back.",
        'Write {answer}="#{here}" there, or correct {attribute}.',
    ),
    "E450": (
        "<{bound}/> ends for {siglum} what had not begun.",
        "Write <{other}/> for it where that begins, or take this one out.",
    ),
    "E451": (
        "<{bound}/> stands twice for {siglum} without <{other}/> between.",
        "Write <{other}/> where the first ends, or take one out.",
    ),
    "E452": (
        "<{bound}/> for {siglum} has no <{other}/> in this entry.",
        "Write <{other}/> where it ends, at the latest with the entry.",
    ),
    "E453": (
        "{siglum} stands in no reading of this apparatus entry.",
        "Add it, with a # before, to the wit=… of the reading that it has.",
    ),
    "E454": ("{siglum} stands in {count} readings of this apparatus entry.", "Keep it in one wit=… only."),
    "E455": ("{siglum} stands in a reading where it has no text.", "{why}"),
    # 5 books
    "W501": ("the element {name} has no form in a book; its text is kept.", "Nothing need be done; the first is at this line."),
    "W502": ("the document has pictures (first {url}); they are not in the book, only their captions and descriptions.", ""),
    "I503": (
        "an app has no lem; the reading of the base, or else the first, stands in the text.",
        "Write <lem> for the reading to be read in the text.",
    ),
    "W504": (
        "a link leads to {target}, which is no place in this document and no address on the web; its words are kept.",
        "",
    ),
    "W505": ("a reading has the siglum {siglum}, which is not declared.", 'Add <witness xml:id="{siglum}"> to <listWit>.'),
    "W507": ("the document has no text to make a book of.", "Its <text> must hold a front, body or back with words in it."),
    "I508": (
        "{count} links lead to no place in the book (first {first}); their words are kept.",
        "Check the xml:id they point to.",
    ),
    "W550": ("page {page} holds something higher than the page; it reaches below the type area.", "Part the table or the row."),
    "W551": (
        "“{paper}” is no size of paper; A5 was taken.",
        "Write A5 or another name of CSS (A4, B5, letter), or width and height: 6in 9in.",
    ),
    "W552": (
        "no font on this machine has {letters}; the PDF shows an empty box in the place of each.",
        "Install a font that has them, and build again.",
    ),
    "I553": (
        "EB Garamond does not have the letters {letters}; they were set in another font.",
        "See whether it pleases. If EB Garamond lacks every letter, it is not installed (Debian: fonts-ebgaramond).",
    ),
    # 9 the machine
    "E901": ("the program has a fault: {fault}.", "Please report it with the lines above and, if you may, the text that shows it."),
    "E902": ("{what} cannot be written: {reason}.", "Check the space on the disk and what reads the output."),
    "E903": (
        "a PDF cannot be made here, because WeasyPrint or Pango is missing or broken: {reason}.",
        "Install Pango (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0), or make no PDF: edition build --only tei,epub.",
    ),
}


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a code of the table, where it happened, and the values that fill its text."""

    code: str
    locus: Locus | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity, from the first letter of the code."""
        return SEVERITIES[self.code[0]]

    @property
    def text(self) -> str:
        """What is wrong, in a sentence."""
        return MESSAGES[self.code][0].format(**self.values)

    @property
    def hint(self) -> str:
        """What to write or do; may be empty."""
        return MESSAGES[self.code][1].format(**self.values)

    def __str__(self) -> str:
        where = f"{self.locus}: " if self.locus else ""
        return f"{where}{self.code} {self.text} {self.hint}".rstrip()


class Report:
    """The messages of a run, in the order in which they came; the library reports here and never prints."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def add(self, code: str, locus: Locus | None = None, **values: object) -> Message:
        """Report a message; unknown codes and missing values fail here, at their author's desk."""
        message = Message(code, locus, values)
        str(message)
        self.messages.append(message)
        return message

    def __iter__(self) -> Iterator[Message]:
        return iter(self.messages)

    def __len__(self) -> int:
        return len(self.messages)

    @property
    def errors(self) -> tuple[Message, ...]:
        """The messages of severity error."""
        return tuple(m for m in self.messages if m.severity == "error")
