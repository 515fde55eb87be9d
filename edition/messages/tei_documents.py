"""Messages 4xx: TEI. The form of a row is told in `edition/messages/__init__.py`."""

MESSAGES: dict[str, tuple[str, str]] = {
    "E490": ("the document has no witness {siglum}.", "Its witnesses are: {known}."),
    "E491": (
        "the entry {n} of {siglum}, {view}, does not read back from the TEI as it went in.",
        "This is a fault of the program: please report it, with the entry if you may.",
    ),
    "E492": (
        "the TEI of this source does not hold its text whole; it differs near “{words}”.",
        "This is a fault of the program: please report it, with the file if you may.",
    ),
    "E493": (
        "the document has no words of the witness {siglum}.",
        "What a witness has stands in <text>: in the readings that name it, or outside of <app>.",
    ),
    "E494": ("the document has no words.", "A text stands in <text>, in divisions and paragraphs."),
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
    "E456": (
        "this schema allows so much in one place that no document can be checked against it in bounded time.",
        "Give the schema that it was made from, or a simpler one.",
    ),
    "E457": ("a rule of the schema does not hold: {text}.", "Change this place so that the rule holds."),
    "W458": ("the schema advises: {text}.", "Look whether this is meant so."),
    "I459": (
        "rules of the schema that were not run, because they need XPath 2 or 3: {count} ({names}).",
        "Install the extra schematron, and they are: pip install 'edition[schematron]'.",
    ),
    "W460": (
        "the rules of the schema were not run to the end: Saxon failed at them, or was not ready after {seconds} seconds.",
        "Check them with another program, such as Oxygen, or take the faulty rule out of the schema.",
    ),
    "W461": (
        "the apparatus entry on {place} is not put into the text: its two ends are not found in one element, in their order.",
        "Correct from=… and to=…, or loc=…; an entry that reaches across paragraphs cannot stand in the text.",
    ),
    "W462": (
        "the lemma of an apparatus entry is “{given}”, but the text between its ends is “{stands}”; the text is kept.",
        "Correct the lemma or the ends of the entry.",
    ),
    "E463": (
        "export needs to know one thing: the kind of apparatus, or the witness.",
        "Give --apparatus-method or --witness, not both.",
    ),
    "W464": (
        "XInclude asks for {href}, which is outside the folder of this file; what its <xi:fallback> holds is taken instead.",
        "If the other file is needed, put its text into this one.",
    ),
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
    "W443": (
        "the entry {n} stands after {before}, which is later.",
        "Move it to its place in the order of dates, or leave it if the edition says why.",
    ),
    "W444": (
        "<{name}> points to {id}, which is a <{kind}>.",
        "Point to an element of its own kind, or write the name that goes with a <{kind}>.",
    ),
    "E445": (
        "a note of {siglum}'s stands in a reading of {of}.",
        "Move it into the reading of {siglum}, or write the right witness into source=….",
    ),
    "E446": (
        "words stand here for nobody, because no witness has text in this place: “{text}”.",
        "Write <lacunaEnd/> or <witStart/> for the witness that has them before them, or take them out.",
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
}
