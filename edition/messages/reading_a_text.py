"""Messages 1xx: reading a text. The form of a row is told in `edition/messages/__init__.py`."""

# E172 told of XML that is no TEI; E406 and E472 to E475 do now. It is not used again.
# I184 told that the underscores of plain text were taken out; the words are in italics now. It is not used again.
# W185 told that verses were joined into paragraphs; they are verses now. It is not used again.
MESSAGES: dict[str, tuple[str, ...]] = {
    "E101": (
        "{date} is a day that does not exist, or a range that runs backwards.",
        "Correct the date in the text file: its day must be one that the month has.",
    ),
    "E103": (
        "nothing was found that divides this text: no paragraph begins with a date or a number.",
        "Begin each entry with its date, closed by a full stop or a colon or alone on its line: “9 August 1944.” or "
        "“August 9, 1944”; or with the number of its chapter or letter on a line: “Chapter 4”, “IV”, “4.”. "
        "Look also whether edition.toml names the right language and reader.",
    ),
    "W104": (
        "nothing in the text leads to note {n}; its mark was put at the end of the text before it.",
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
    "W107": (
        "names of a play stand over no speech: {places}; {count} in all.",
        "Look whether the speech is missing in the file; if the line names nobody who speaks, set it in brackets, as a direction.",
    ),
    "W108": (
        "a line of {count:word} is read as one paragraph.",
        "If it holds several paragraphs, verses or speeches, put each on a line of its own.",
    ),
    "I109": ("running heads and page numbers were left out: {lines}.", ""),
    "I111": ("captions of pictures are not compared: {lines}.", ""),
    "W113": (
        "the entry of {date} stands after one of {before}.",
        "If the date is misprinted or misread, correct it in the text file; if the order is meant, there is nothing to do.",
    ),
    "W114": (
        "this paragraph begins with a date, “{date}”, and opens no entry, because the other dates stand on lines of their own.",
        "If an entry begins here, put its date on a line of its own.",
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
    "E118": (
        "a [[pair]] stands between two texts, and entries does not name one entry of each.",
        'Write entries = {{ A = "12", B = "13" }}: the siglum of each text, and the number or date of its entry.',
    ),
    "W130": (
        "numbers come again that entries before them have: {places}; {count} in all. Each such entry has a key of its own.",
        "If the chapters of each book begin with 1, see that the headings of the books, such as “Book 2”, stand in the file, each "
        "on a line of its own; else correct the numbers.",
    ),
    "I130": ("notes were left out with the text that they belong to: {count} in all, {places}.", ""),
    "W197": (
        "notes are called in more than one entry: {places}; {count} in all. The words of each stand in every one of these entries.",
        "If two notes have one number by mistake, correct the numbers in the file.",
    ),
    "W198": (
        "headings or other parts that are left out call notes that entries call too: {places}; {count} in all. The notes stay,"
        " these calls are lost.",
        "To keep the mark, write it into the text of an entry.",
    ),
    "E130": (
        "the file is no {kind}, or is damaged; what opens such files says: {reason}.",
        "Open it in the program that made it and save it anew, or name the right reader in edition.toml.",
    ),
    "E131": (
        "to read a {kind} the library {library} is needed, and it is not installed.",
        "Install it: pip install 'edition[{extra}]'.",
    ),
    "E132": (
        "the file unpacks to {size} megabytes; more than {most} are not read, because such files are made to fill machines.",
        "If it is your own, save it without pictures, or in parts.",
    ),
    "E133": (
        "this {kind} declares entities in its DOCTYPE, which may grow without end or ask for other files; it is not read.",
        "Write the characters themselves instead of entities, and delete the declarations at the top.",
    ),
    "E134": ("this {kind} holds no words.", "Look whether the text is in this file at all, or only pictures of it."),
    "E135": ("this {kind} is locked or encrypted.", "Save it without a password or protection, as a file that others may read."),
    "I136": ("left out, because it is not the text: {part} ({lines}).", ""),
    "I137": ("left out, because it is not the text: {part} ({count:character}).", ""),
    "I138": (
        "left out, because whoever encoded the text added it: {part} ({lines}).",
        "If you want it read, write it as plain text.",
    ),
    "E141": (
        "a document in RTF is not read: what reads it here would lose its notes and italics.",
        "Open it in the program that made it, and save it as Word document (.docx) or OpenDocument text (.odt).",
    ),
    "E142": (
        "this {form} cannot be read: {reason}.",
        "Write it anew with the program that made it, or mend it at this place.",
    ),
    "E143": (
        "row {number} has {count:cell}, and there should be {all}.",
        "Give each row as many cells as there are witnesses or, if a row is a witness, as the other rows have; leave a cell empty "
        "where a witness has nothing.",
    ),
    "E144": (
        "this is no collation or edition of another program that is known.",
        "It is TEI, which needs no import: every command takes it as it is, such as edition validate {file}.",
        "An import reads {forms}.",
    ),
    "E145": (
        "this {form} has no end that can be reached: {what}.",
        "Take that out, or write out what it stands for.",
    ),
    "W142": (
        "{name} is not known; its words are kept, as words of the text.",
        "If they are no words of the text, take them out of the file, or mark them by a command that is known (docs/imports.md).",
    ),
    "W143": (
        "{name} asks for another file, {href}; it is not read.",
        "Put its text in the place of the command, and import the file again.",
    ),
    "W144": (
        "which witnesses read so is not clear: “{at}”; it is kept as a note.",
        "Name the witnesses by edition import --witnesses A,B,C, or write this entry as “reading A B; other reading C”.",
    ),
    "W157": (
        "“{at}” in {siglum} {found_in} may have lost a hyphen where its printed line ended: “{read}”.",
        'Compare the print, and write [[emendation]] siglum = "{siglum}", entry = "{entry}", at = "{at}", read = "{read}", '
        'kind = "extraction"; or [[keep]] with the same siglum, entry and at, if the word is right.',
    ),
    "W158": (
        "“{at}” in {siglum} {found_in} may be one word, parted where its printed line ended: “{read}”.",
        'Compare the print, and write [[emendation]] siglum = "{siglum}", entry = "{entry}", at = "{at}", read = "{read}", '
        'kind = "extraction"; or [[keep]] with the same siglum, entry and at, if it is two words.',
    ),
    "W159": (
        "words may be missing within “{at}” in {siglum} {found_in}: the printed line ends short although the sentence goes on.",
        'Compare the print, and write [[emendation]] siglum = "{siglum}", entry = "{entry}", at = "{before}", kind = "gap"; '
        'or [[keep]] siglum = "{siglum}", entry = "{entry}", at = "{at}", if nothing is missing.',
    ),
    "W160": (
        "“{at}” in {siglum} {found_in} looks like an abbreviation whose small capitals became small letters: “{read}”.",
        'Compare the print, and write [[emendation]] siglum = "{siglum}", entry = "{entry}", at = "{at}", read = "{read}", '
        'kind = "extraction" (for each, with occurrence = n where an entry has several); '
        "or [[keep]] with the same siglum, entry and at, if it is a word.",
    ),
    "W161": (
        "“{at}” in {siglum} {found_in} begins an entry with a small letter; a large initial may be lost before it.",
        'Compare the print, and write [[emendation]] siglum = "{siglum}", entry = "{entry}", at = "{at}", kind = "extraction", '
        "and under read the whole word; or [[keep]] with the same siglum, entry and at, if it begins so.",
    ),
    "I162": (
        "text taken out of a PDF has lost its italics; titles of works that names.toml knows are set in italics again: {count}.",
        "Other words in italics, such as foreign ones, stay plain.",
    ),
    "I163": (
        "words outside the text of the entries that may have lost capitals or a hyphen: {doubtful}.",
        "Decisions reach neither notes nor what is left out: where the print has it otherwise, correct the text file.",
    ),
    "W164": (
        "whether a paragraph begins with “{at}” in {siglum} {found_in} cannot be told from the lines: a page begins there; "
        "it was read as going on.",
        'Compare the print. If one begins, write [[break]] siglum = "{siglum}", entry = "{entry}", at = "{at}"; '
        "or [[keep]] with the same siglum, entry and at, if none does.",
    ),
    "E139": (
        "the shape of {file} is not known.",
        "Save the document in one of these shapes: {shapes}.",
    ),
    "W140": (
        "paragraph {number} of the entry {n} of {siglum}, “{words} …”, is divided otherwise in the TEI of its source "
        "(folder tei) than in the edition; no word is lost.",
        "Compare the entry there with the file, and trust the edition; please report it, with the entry if you may.",
    ),
    "W199": (
        "what paragraph {number} of the entry {n} of {siglum}, “{words} …”, is (a verse, a speech, a part of a list, a table or "
        "a letter) is told otherwise in the TEI of its source (folder tei) than in the edition; no word is lost.",
        "Compare the entry there with the file, and trust the edition; please report it, with the entry if you may.",
    ),
    "I150": (
        "these stand round the text and are no part of it: {parts:kinds}.",
        "If one of these is misjudged in a translation, run edition read with its file: it ends with the lines to write. "
        "In a review, put an empty line before and after each paragraph.",
    ),
    "I151": (
        "left out, because they are titles or stand in the text too: {count:passage} in quotation marks in captions, references, "
        "pull quotes and the like ({lines}).",
        "",
    ),
    "E170": (
        "the file is no {kind}, or is damaged: it has no part {part}.",
        "Open it in the program that made it and save it anew, or name the right reader in edition.toml.",
    ),
    "E171": (
        "the file is no {kind}, or is damaged: nothing in it could hold a text.",
        "Open it in the program that made it and save it anew, or name the right reader in edition.toml.",
    ),
    "E173": (
        "the EPUB is damaged: its spine, the list of its pages in their order, names no page that is there.",
        "Open it in the program that made it and save it anew.",
    ),
    "E174": (
        "the EPUB is damaged: the package document, which lists its parts, is not where META-INF/container.xml says.",
        "Open it in the program that made it and save it anew.",
    ),
    "E175": (
        "the elements of this web page are nested too deep to be read.",
        "Save the page again, or copy its text into a text file.",
    ),
    "E176": (
        "the file is no PDF: it does not begin with %PDF.",
        "Give the PDF itself, or name the right reader in edition.toml.",
    ),
    "E177": (
        "the file is no {kind}, or is damaged: its parts do not fit together ({reason}).",
        "Open it in the program that made it and save it anew, or name the right reader in edition.toml.",
    ),
    "E178": ("this TEI document holds no words of a text.", "The words must stand in <text>."),
    "E179": ("this web page is empty.", "Save the page again, whole."),
    "E180": (
        "this PDF holds no words.",
        "If it holds pictures of pages, have a program recognise the letters first (OCR), and check the text that comes of it.",
    ),
    "E181": (
        "this is a Word document of the old form (.doc), or one with a password.",
        "Save it as .docx, without a password.",
    ),
    "W190": (
        "the numbers of headings do not go on from those before them: {places}. Each is read as its place asks for.",
        "Where the file has a misprint, there is nothing to do; where headings stand in another order than they should, or one is "
        "wanting, correct the file.",
    ),
    "W191": (
        "no heading was found for these numbers: {places}. The place is that of the next heading.",
        "Look before that place: if the heading stands there in another form, write it as the others are. Until then its text is "
        "the end of the entry before.",
    ),
    "W192": (
        "nothing in the text leads to these notes: {places}; {count} in all. Each was hung on the text beside it.",
        "If the mark of one was lost, put it, as [1], after the word that the note belongs to.",
    ),
    "W167": (
        "what looks like the marks of notes was left in the text, because no note answers them: {count} in all, {places}.",
        "If a note is missing, put it, with its mark, at the end of its chapter; if one is there, look how its mark is printed.",
    ),
    "W109": (
        "short paragraphs that end within their sentences were read as verses: {count:poem}, beginning at {lines}.",
        "If they are verses, write verse = true under [[witness]]; if they are paragraphs, verse = false.",
    ),
    "W110": (
        "texts stand side by side in the columns of a table, and were read as one, row by row: {names}.",
        "Write a [[witness]] for each of them, all with this file, and column = 1, or the number of another, under each.",
    ),
    "W193": (
        "headings were read as entries, and no text stands under them: {places}.",
        "Look whether each is a heading, or that of a part that holds the next; if it is neither, take it out of the file.",
    ),
    "W196": (
        "running text of {count:word} before the first heading was left out with the title page: “{words} …”.",
        'If it is of the text, write from = "{words}" under [[witness]]; edition read ends with that line.',
    ),
    "I195": (
        "the file states no title, and these words of its title page were taken for title and persons: {names}.",
        "If one is wrong, write title, author or translator of the text in edition.toml.",
    ),
    "I193": (
        "dates without a year were given one, by their order and by the dates that have one: {count} in all, {first} to {last}.",
        "If a year is wrong, write it into the first heading that it is wrong in.",
    ),
    "I194": (
        "this text is one piece: no numbers, titles or dates were found that divide it.",
        "If it has chapters, put the number of each on a line of its own, with an empty line before it; if their headings are "
        'words alone, write key = "heading" under its [[witness]] in edition.toml.',
    ),
    "I183": ("left out, because they run up or down the page: {count:letter}.", ""),
    "W188": (
        "the heading of the entry {n} of {siglum} is divided otherwise in the TEI of its source (folder tei) than "
        "in the edition; no word is lost.",
        "Compare the entry there with the file, and trust the edition; please report it, with the entry if you may.",
    ),
    "E189": (
        "the file unpacks to {count:part}; more than {most} are not read, because such files are made to fill machines.",
        "If it is your own, save it without pictures, or in parts.",
    ),
    "W165": (
        "the note {note} of the entry {n} of {siglum} stands otherwise in the TEI of its source (folder tei) than in the "
        "edition; no word is lost.",
        "Compare the entry there with the file, and trust the edition; please report it, with the entry if you may.",
    ),
    "W166": (
        "the entry {n} of {siglum} is no entry in the TEI of its source (folder tei); no word is lost.",
        "Compare the entry there with the file, and trust the edition; please report it, with the entry if you may.",
    ),
}
