"""Messages 4xx: TEI. The form of a row is told in `edition/messages/__init__.py`."""

MESSAGES: dict[str, tuple[str, ...]] = {
    "E490": ("the document has no witness “{siglum}”.", "Its witnesses are: {known}."),
    "E491": (
        "the entry {n} of {siglum}, as read, does not read back from the TEI as it went in.",
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
    "E401": ("the file breaks the rules of XML: {fault}.", "{fault.remedy}."),
    "E402": (
        "more than {deepest} elements stand within one another.",
        "Look for a tag that is opened again and again and never closed.",
    ),
    "E403": (
        "the entities of this document stand for one another until they grow beyond all measure; it is not read.",
        "Write the characters themselves instead of entities, and delete the declarations at the top.",
    ),
    "E404": (
        "XInclude asks for {href}, which is outside the folder of this file; it is not read.",
        "Put the text into this file, or the other file into this folder.",
    ),
    "W405": (
        "XInclude of {href} is not put in; its text is missing here.",
        "Put the text into this file, for example with xmllint --xinclude.",
    ),
    "E406": (
        "this is no TEI P5 document, but XML of another kind, <{name}>.",
        'Give a TEI P5 document; its root is <TEI xmlns="{namespace}">.',
    ),
    "E407": ("the xml:id {id} is given twice, first on line {line}.", "Give one of the two elements another xml:id."),
    "E410": (
        "the schema cannot be used; what reads it says: {reason}.",
        "Give a schema in RELAX NG's XML syntax, a file that ends in .rng.",
    ),
    "E411": (
        "the schema knows no element <{name}>.",
        "Did you mean <{near}>?",
        "In <{within}> may stand: {may}.",
        "Take it out: no other element may stand here.",
    ),
    "E412": ("<{name}> may not stand in this place in <{within}>.", "May stand here: {may}.", "Take it out."),
    "E413": ("{missing:or} is missing before <{name}>.", "Write {missing:or} before it."),
    "E414": ("<{name}> is not complete: {missing:or} is missing in it.", "Write {missing:or} before </{name}>."),
    "E415": (
        "<{name}> may not have the attribute {attribute} here.",
        "Did you mean {near}?",
        "<{name}> may have: {may}.",
        "Take it out: <{name}> has no attributes.",
    ),
    "E416": ("<{name}> lacks the attribute {attributes:or}.", "Write it into the tag, with a value."),
    "E417": (
        '{attribute}="{value}" is no value for <{name}>.',
        "Did you mean {one_of.nearest}? It is one of: {one_of}.",
        "Write one of: {one_of}.",
        "Write {datatype}.",
        "Look up what the schema allows there.",
    ),
    "E418": (
        "words stand directly in <{name}>, where only elements may stand: “{text}”.",
        "Put them into an element, such as <p>.",
    ),
    "E419": ("“{text}” is no content for <{name}>.", "Look up what the schema allows there."),
    "E420": (
        '{attribute}="{value}" refers to an xml:id that this file does not have.',
        'Give the element that is meant xml:id="{value}", or correct the value.',
    ),
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
    "I465": (
        'apparatus entries that cite a line or the like, as loc="{place}", and not the words they are on: {count}. Books print '
        "them as a list, and the text of a witness has none of their readings.",
        "To bind them to their words, put an anchor at each end of these, and from=… and to=… into the entry.",
    ),
    "E463": (
        "export needs to know what to write: another form, another kind of apparatus, or one witness.",
        "Give --to (with or without --witness; --parallel goes with --to latex), or --apparatus-method, or --witness alone.",
    ),
    "W464": (
        "XInclude asks for {href}, which is outside the folder of this file; what its <xi:fallback> holds is taken instead.",
        "If the other file is needed, put its text into this one.",
    ),
    "I421": ("{count} more faults of structure are not listed.", "Correct the first ones; others may go with them."),
    "I422": (
        "the structure was not checked: the document names no schema.",
        "Name one on its second line, with <?xml-model href=…?>, or give it with --schema. "
        "The TEI has its schema, tei_all.rng, at https://tei-c.org/release/xml/tei/custom/schema/relaxng/.",
    ),
    "I423": (
        "the structure was not checked: the schema {schema} was not found.",
        "Sought: {sought}. Put it there, or say where it lies: --schema FILE, or the variable EDITION_SCHEMAS; nothing is fetched.",
        "Put it beside the document, or say where it lies: --schema FILE, or the variable EDITION_SCHEMAS; nothing is fetched.",
    ),
    "I430": (
        "the rules of the schema stand in phases; those of its default phase {phase} were run.",
        "To have others run, write another phase into defaultPhase=….",
    ),
    "I431": ("{count} more findings of the schema's rules are not listed.", "Correct the first ones; others may go with them."),
    "I432": (
        "the rules of the schema stand in phases ({phases}), and none is its default; those of all were run.",
        "To have those of one run, write it into defaultPhase=….",
    ),
    "W430": (
        "of Schematron this program does not carry {what}, which stands on line {line} of {schema}; what it asks for is not done.",
        "Check the document with another program too, or write the rule without it.",
    ),
    "W431": (
        "the rules of the schema ask for {href}, which lies outside the folder of the schema; it is not read.",
        "Put that file beside the schema, and correct href=….",
    ),
    "W432": (
        "the rules of the schema ask for {href}, and there is no such file in XML, or nothing of that id in it.",
        "Correct href=…, or put the file there.",
    ),
    "W433": (
        "the rules of the schema ask for {href} again and again; it is not put in another time.",
        "Look for parts that ask for one another.",
    ),
    "W435": (
        "the rules of the schema use the {kind} {name}, which is nowhere declared; what uses it is not run.",
        "Correct the name in the schema, or declare it.",
    ),
    "W436": (
        "rules of the schema that failed with this document: {names}; {reason}.",
        "Correct them in the schema; the other rules were run.",
    ),
    "E430": (
        '{attribute}="{value}" points to nothing in this file.',
        "Did you mean #{ids.nearest}?",
        'Give the element that is meant xml:id="{target}".',
        'Give the element that is meant xml:id="{id}", and write {attribute}="#{id}": an xml:id begins with a letter and has '
        "no spaces or brackets.",
    ),
    "E467": (
        "{attribute} points to what is not in this file: {kinds:kinds}.",
        'If that is in another file, write its name before the #, as in {attribute}="FILE.xml{first}"; else give what is meant '
        "an xml:id.",
    ),
    "E468": (
        "where {attribute} gives the xml:id of an element, the # is missing: {kinds:kinds}.",
        'Write it before each, as in {attribute}="#{first}".',
    ),
    "E431": (
        'wit="{value}" does not point to witnesses.',
        'Write wit="{pointers: }": a # before each, a space between.',
        'Write a # before each xml:id and a space between, such as wit="#A #B"; put remarks into a <note>.',
    ),
    "E432": (
        "the witness {siglum} is used but not declared.",
        'Add <witness xml:id="{id}">…</witness> to <listWit>, and write wit="#{id}", because an xml:id begins with a letter and '
        "has no spaces or brackets; or write one that is there. Declared: {known}.",
        'Add <witness xml:id="{siglum}">…</witness> to <listWit>, or write one that is there. Declared: {known}.',
    ),
    "E466": (
        'wit="#{siglum}" gives the siglum of a witness, not its xml:id.',
        'Write wit="{pointers}".',
    ),
    "E469": (
        "readings name witnesses, and the document declares none: {kinds:kinds}.",
        'Put a <listWit> into <sourceDesc>, and a <witness xml:id="…"> into it for each.',
    ),
    "E433": ("the siglum {siglum} is declared twice, first on line {line}.", "Give one of the two witnesses another siglum."),
    "W434": (
        "witnesses that are declared, but that no reading names: {names}.",
        "Take them out of <listWit>, or name them in wit=… where they read so.",
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
        "a note of {siglum} stands in a reading of {of}.",
        "Move it into the reading of {siglum}, or write the right witness into source=….",
    ),
    "E496": (
        "edRef names {siglum}, which is no witness of this edition.",
        "Write the xml:id of a witness from <listWit>, with # before it: {known}.",
    ),
    "E497": (
        "this <lb/> says that a verse of {siglum} begins here, but {siglum} is the base of the entry.",
        "Begin a verse of the base with <l>, and take {siglum} out of edRef.",
    ),
    "E498": (
        "a weight, <certainty>, is given to {id}, which is a <{kind}> and no place where witnesses differ.",
        "Point to an <app> that has readings, or take {id} out of target.",
    ),
    "E499": (
        "this <app> is graded {grade}, but the highest grade of its readings is {highest}.",
        'Write subtype="{highest}" on the <app>, or correct the grade of the reading.',
    ),
    "E446": (
        "these words are in no witness, because none has text in this place: “{text}”.",
        "Write <lacunaEnd/> or <witStart/> for the witness that has them before them, or take them out.",
    ),
    "E450": (
        "<{bound}/> ends a stretch of {siglum} that had not begun.",
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
    "E455": (
        "{siglum} stands in a reading where it has no text.",
        "Take it out of wit=…, or say before where its gap ends: <lacunaEnd/>.",
    ),
    "E424": (
        "the schema cannot be used, because it asks for {href}, which lies outside its folder.",
        "Give a schema that is whole, or put that file beside it.",
    ),
    "E425": (
        "the schema cannot be used, because it asks for {href} again and again.",
        "Give a schema in RELAX NG's XML syntax, a file that ends in .rng.",
    ),
    "E426": (
        "the schema cannot be used, because it asks for {name}, which it does not define.",
        "Give a schema in RELAX NG's XML syntax, a file that ends in .rng.",
    ),
    "E427": (
        "the schema cannot be used, because it defines {name} by way of itself.",
        "Give a schema in RELAX NG's XML syntax, a file that ends in .rng.",
    ),
    "E428": (
        "the schema cannot be used, because it has <{name}>, which is no pattern of RELAX NG.",
        "Give a schema in RELAX NG's XML syntax, a file that ends in .rng.",
    ),
    "E429": (
        "the schema cannot be used, because it asks for {name} outside a grammar.",
        "Give a schema in RELAX NG's XML syntax, a file that ends in .rng.",
    ),
    "E447": (
        "the schema cannot be used, because it declares no element in RELAX NG's XML syntax.",
        "Give a schema in RELAX NG's XML syntax, a file that ends in .rng.",
    ),
    "E448": (
        "the schema cannot be used, because an element or attribute in it has no name.",
        "Give a schema in RELAX NG's XML syntax, a file that ends in .rng.",
    ),
    "E485": (
        "the file says that it is in {encoding}, but bytes stand here that are not; they seem to be in {given}.",
        'Write encoding="{given}" in its first line, or save it in {encoding}.',
    ),
    "E487": (
        "the file does not say in which encoding it is, so it is read as UTF-8, but bytes stand here that are not; they seem to be "
        "in {given}.",
        'Write <?xml version="1.0" encoding="{given}"?> as its first line, or save it in UTF-8.',
    ),
    "W495": (
        "the file says that it is in {encoding}, but seems to be in {given}; accented letters and quotation marks are read wrong.",
        'Write encoding="{given}" in its first line, or save it in {encoding}.',
    ),
    "E408": (
        "outside the document, before its first tag or after its last, stands a character that cannot be seen: {name}.",
        "Delete it, for example by typing that line anew.",
    ),
    "I409": (
        "files in the folder {folder} that are no TEI documents and were not checked: {count} ({files:places}).",
        "Nothing need be done.",
    ),
    "E400": (
        "there is no TEI document in the folder {folder}; what is sought are files that end in .xml or .tei.",
        "Give the folder in which they lie, or the files themselves.",
    ),
    "E470": ("the file is empty.", "Give a TEI document."),
    "E471": (
        "the entity &{name}; stands for a file outside, which is not read.",
        "Write the characters themselves instead of entities, and delete the declarations at the top.",
    ),
    "E472": (
        "this is no TEI P5 document, but one of TEI P4, the version before 2007.",
        "Convert it to TEI P5 first; the TEI's stylesheet p4top5.xsl does it.",
    ),
    "E473": (
        "this is no TEI P5 document: its root <TEI> is not in the TEI's namespace.",
        'Write <TEI xmlns="{namespace}">.',
    ),
    "E474": ("this is no TEI P5 document, but a web page (HTML).", "Give the TEI document itself."),
    "E475": (
        "this is no whole TEI document, but a part of one, <{name}>.",
        'Put it into a whole document, <TEI xmlns="{namespace}">.',
    ),
    "E476": (
        "the schema knows <{name}>, but not in this namespace: {found}.",
        'Write xmlns="{namespace}" on the root, and no other xmlns here.',
    ),
    "E477": ("a paragraph, <p>, begins within a paragraph.", "End the first paragraph with </p> before the next begins."),
    "E478": (
        "<lem> may not stand in this place in <app>.",
        "Put <lem> first in <app>, before any <rdg>; there is one at most.",
    ),
    "E479": (
        "an apparatus entry, <app>, stands within a reading, <{within}>.",
        "End the reading first: this schema does not put apparatus entries into readings.",
    ),
    "E480": ("a division, <div>, begins within a paragraph.", "Close the paragraph with </p> before the division begins."),
    "E481": ("a note stands within a note.", "Put the inner note beside the outer one."),
    "E482": (
        "<{name}> stands before <{late}>, which must come before it in <{within}>.",
        "Put <{late}> of line {line} before it.",
    ),
    "E483": (
        "<{name}> may not have the attribute {attribute} beside its other attributes.",
        "Look at its other attributes, and take out those that do not belong together.",
    ),
    "E484": (
        '{attribute}="{value}" does not go with the other attributes of <{name}>.',
        "Change one of them. Beside other attributes may stand: {allowed}.",
    ),
    "E486": (
        '{attribute}="{value}" does not point to the element of that xml:id, because the # is missing.',
        'Write {attribute}="#{value}".',
    ),
    "E488": (
        "{siglum} stands in a reading where it has no text, because it is a fragment that has not begun.",
        'Take it out of wit=…, or say before where it begins: <app type="attestation"><rdg wit="…"><witStart/></rdg></app>.',
    ),
    "E449": (
        "the schema cannot be used, because it asks for the datatype {name} of {library}, which is not known, or not with these "
        "parameters.",
        "Give a schema in RELAX NG's XML syntax that uses the datatypes of XML Schema.",
    ),
    "E489": (
        "the entry {n} of {siglum}, as emended, does not read back from the TEI as it went in.",
        "This is a fault of the program: please report it, with the entry if you may.",
    ),
}
