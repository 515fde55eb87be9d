"""Messages 0xx: project and files. The form of a row is told in `edition/messages/__init__.py`."""

MESSAGES: dict[str, tuple[str, ...]] = {
    "E001": ("the file {path} is not there.", "Check the name and the folder."),
    "E002": ("the file is empty.", "Put its text into it, or give another file."),
    "W003": ("the file is not UTF-8; it was read as {encoding}.", "Save it as UTF-8 to be sure of every letter."),
    "E004": ("the file holds bytes that are no text (first at byte {offset}).", "Give a text file, saved as UTF-8."),
    "E005": ("the file cannot be read: {reason}.", "Check its name, and who may read it."),
    "E006": ("{path} cannot be written: {reason}.", "Check the folder, who may write there, and the space on the disk."),
    "E007": (
        "the file is no well-formed TOML: {reason}.",
        "Look at this line and the one before it: quotation marks, brackets, equals signs.",
    ),
    "E008": (
        "the key {key} is not known{table}.",
        "Did you mean {keys.nearest}?",
        "Known there: {keys}; {key} is a key of the table {tables:or}.",
        "Known there: {keys}.",
        "Take it out: no key may stand there.",
    ),
    "E009": ("{key} is missing{table}.", "Write {key} = {example}."),
    "E010": ("{key}{table} must be {wanted}.", "Write {key} = {example}."),
    "E011": (
        "{key} cannot be “{value}”.",
        "Write one of: {allowed}.",
        "Take out {letters}: no TEI document and no book can hold such a character.",
        "Write another value.",
    ),
    "E012": ("the table [{header}] is not known.", "Did you mean {headers.nearest}?", "Known here: {headers}."),
    "E013": ("the siglum {siglum} is declared twice, first on line {line}.", "Give one of the two witnesses another siglum."),
    "E014": (
        "the siglum {siglum} is used but not declared.",
        'Did you mean {sigla.nearest}? Or add a [[witness]] with siglum = "{siglum}" to edition.toml. Declared: {sigla}.',
        'Add a [[witness]] with siglum = "{siglum}" to edition.toml. Declared: {sigla}.',
        'Add a [[witness]] with siglum = "{siglum}" to edition.toml; none is declared.',
    ),
    "E015": (
        "{siglum} cannot be a siglum.",
        "Write letters, digits, full stops, hyphens or underscores, without spaces: AG, SS, B2.",
    ),
    "E016": ("{siglum} is a review and cannot be the base.", "Name a witness without fragment_of."),
    "E017": (
        "the siglum {siglum} of a review does not begin with {quoted}, the siglum of what it quotes.",
        "Write {quoted} and a letter or two for the review, such as {quoted}r; the letters are printed raised.",
    ),
    "E018": ("{name} was not built: {count:error}.", "Correct what is told above and build again."),
    "E019": (
        "there is no edition “{name}” in {folder}.",
        "Editions there: {known}. Each is a folder with an edition.toml.",
        "There is none yet: an edition is a folder with an edition.toml.",
    ),
    "E020": ("there is no folder sources in {folder} or above it.", "Go to your workspace, or make one: edition new DIR."),
    "E021": ("format = {format} is not known to this version of the program.", "Write format = {current}, or use a newer version."),
    "E022": (
        "the text of {siglum}, {file}, was not found.",
        "Put the file into {folder}, or name the folder that holds it: --texts DIR, or the variable EDITION_TEXTS. "
        "Sought in: {sought}.",
    ),
    "W023": (
        "{name} is skipped, because not all of its texts were found; missing: {count} of {all} ({files}).",
        "Put the missing files into {folder}, or name the folder that holds them: --texts DIR, or the variable EDITION_TEXTS. "
        "Sought in: {sought}.",
    ),
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
    "E033": ("there is no message “{code}”.", "Did you mean {near}?", "Codes are a letter and three digits: E022."),
    "E034": ("SOURCE_DATE_EPOCH is {value}, which is no number of seconds.", "Set it to whole seconds since 1970, or unset it."),
    "E035": (
        "the TEI made of {name} is not valid ({count:error}); nothing was written.",
        "This is a fault of the program, told above: please report it.",
    ),
    "W036": (
        "the line has no tab between two sentences; no words are linked.",
        "Write the base, a tab, the other: one pair a line.",
    ),
    "E037": ("the file holds no weights of the word model.", "Name a file that training/words.py wrote, or leave --model out."),
    "E038": (
        "edition review asks a person, and its input is no terminal.",
        "Run it in a terminal window; or write decisions.toml by hand: docs/decisions.md.",
    ),
    "E039": ("there are several editions here: {known}.", "Name the one that you mean, such as {first}."),
    "I040": ("nothing is left to look at in {name}.", ""),
    "E040": (
        "“{value}” is no shard.",
        "Write which of how many, counted from 1: --shard 1/4, then 2/4, 3/4 and 4/4.",
    ),
    "W040": (
        "what was building {name} was ended from outside, so that it was begun once more.",
        "",
    ),
    "E042": (
        "the workers of {url} do not have this program in the same version, with the same libraries, and would make other files.",
        "Install on them what is installed here, and start them anew.",
    ),
    "E043": (
        "{url} does not answer: {reason}.",
        "See that the scheduler runs and can be reached from here, and that it has workers; or build without --executor.",
    ),
    "E044": (
        "{name} was not built: what was building it was ended from outside, twice, most likely because memory is short.",
        "Build this edition alone, edition build {name}, or where there is more memory; with fewer --jobs each has more.",
    ),
    "E041": (
        "{siglum} cannot be divided as {model} is.",
        "Both must be full texts of the work, and {model} divided by itself: without fragment_of and without divided_as.",
    ),
    "E050": (
        "{file} is a path; the style sheet lies beside the file that names it.",
        'Put it there and write its name: stylesheet = "{name}".',
    ),
    "E051": ("this program makes no “{kind}”.", "It makes: {made}."),
    "E053": (
        "the {form} cannot be made, because the Python library {library} is not installed.",
        "Install it: pip install 'edition[{extra}]'.",
    ),
    "E060": ("{key}{table} holds no words.", "Write {key} = {example}, or take the line out."),
    "E061": (
        "headings cannot be “{form}”: {what} has no place there.",
        "Write the word of the headings, such as “Canto”, or how they look, with {{n}} for the number and {{title}} for the "
        "title, each once, and something between them: “No. {{n}}”, “{{n}}. {{title}}”.",
    ),
    "E062": (
        "what is to be left out is a heading or lines, one of the two.",
        'Write {{heading = "APPENDIX"}} or {{lines = [40, 95]}} for each.',
    ),
    "E063": (
        "there are no lines {first} to {last}.",
        "Lines are counted from 1; write the first one, then the last: lines = [40, 95].",
    ),
    "E064": (
        "{key} says nothing beside {other}.",
        "Take one of the two out: fragment_of is for a review, of which only quotations are read; divided_as has the text divided "
        "as another one is.",
    ),
    "E065": (
        "the words of {key}, “{words}”, do not stand in {file}.",
        "Most like them is “{near}” (line {line}): write it as the file has it.",
        "Most like them is “{near}”: write it as the file has it.",
        "Look them up in the file, and write some of its words in a row; capitals, accents and marks do not count.",
    ),
    "E066": (
        "the words of to stand before those of from ({lines}).",
        "from has the first words of the text, to its last. If they are right, write more of them: another place has them too.",
    ),
    "E067": (
        "lines {first} to {last} cannot be left out: the last line of {file} is line {line}.",
        "Count the lines in a text editor, from 1.",
    ),
    "E068": (
        "{file} is of a kind that has no lines, so that none can be left out.",
        'Leave it out by its heading, {{heading = "APPENDIX"}}, or say with from and to where the text begins and ends.',
    ),
    "E069": (
        "{file} has no headings “{kind}” that could divide it; it was divided by what it looks like.",
        "It has: {kinds}. Write one of these words under divisions, or say with headings how the headings look.",
        'It has no numbered headings at all. Say with headings how its headings look, such as headings = "No. {{n}}".',
    ),
    "E070": ("{siglum} stands under {key}{table}, but at does not name it.", "Write one of the two that at names: {known:or}."),
    "E071": (
        "edition.toml has no [[witness]]: an edition needs one text at least.",
        "Write [[witness]], and below it siglum, title, reader and file.",
    ),
    "E072": ("{header} must be a table that may be repeated.", "Write [[{header}]] on a line of its own."),
    "E073": ("{siglum} under {key}{table} must be {wanted}.", "Write {key} = {{ {siglum} = {example} }}."),
    "E074": ("{siglum} is a review and cannot be what another review quotes.", "Name a witness without fragment_of."),
    "E075": ("{header} must be a table that stands once.", "Write [{header}] on a line of its own."),
    "E076": (
        "{path} cannot be written, because {folder} is a file and no folder.",
        "Move that file away, or name another folder.",
    ),
    "E077": ("{path} is read, and cannot be written over.", "Move it to another folder, or name another file to write to."),
    "E078": (
        "no heading of {file} is or begins with “{heading}”, so that nothing was left out.",
        "Most like it is “{near}” (line {line}): write it as the file has it.",
        "Most like it is “{near}”: write it as the file has it.",
        "Write the heading as the file has it, or leave lines out: {{lines = [40, 95]}}.",
    ),
    "E079": (
        "{file} has no heading that looks like “{form}”; it was divided by what it looks like.",
        "A heading stands alone on its line, or begins a paragraph. It has headings of these kinds: {kinds}.",
        "A heading stands alone on its line, or begins a paragraph. Copy one from the file, with {{n}} in the place of its number.",
    ),
    "E080": (
        "the entries of {file} have no dates; they are known by their numbers.",
        'Write key = "number", or key = "heading"; under [[witness]] it holds for this text alone.',
    ),
    "E081": (
        "nothing can be shown at port {number} of 127.0.0.1: {reason}.",
        "Take another port, such as --port {other}, or leave --port out.",
    ),
    "E086": (
        "this is no table of readings.",
        "Columns are missing: {missing}. Take the table that edition report NAME -o readings.csv (or .ods) writes; sort its lines "
        "as you like, and leave the first one as it is.",
        "It cannot be read: {reason}. Save it once more as .csv or .ods, without a password, or take the table that edition report "
        "NAME -o readings.csv (or .ods) writes.",
        "Take the table that edition report NAME -o readings.csv (or .ods) writes.",
    ),
    "W060": (
        "the words of {key}, “{words}”, stand {count} times in the text ({lines}); the {what} of these was taken.",
        "If it is another, write more words.",
    ),
    "W061": (
        "the numbers of {kind} begin again, so that the level above, {other}, was kept to tell them apart.",
        "Write divisions = {example}.",
    ),
    "W085": (
        "{siglum} and {other} have the same file, {file}: two witnesses that cannot differ.",
        "Give each its own file; if one file holds both, say with from, to, leave_out or column which part of it is whose.",
    ),
    "W088": (
        "nothing was decided of {lines} of the table: the edition as it is now has no such reading.",
        "A text or a decision has changed since the table was written: write it anew, edition report NAME -o readings.csv.",
    ),
    "W089": (
        "nothing was decided of {lines} of the table: the reading cannot have what is asked for.",
        "decisions.toml decides this already, on line {line}, in a form that only you can change: change it there.",
        "Decide it on the page of edition serve, or in decisions.toml: docs/decisions.md.",
    ),
    "W087": (
        'apparatus = "substantive" asked for stylistic readings too when this file was written; it is read as "stylistic".',
        'Write format = {current} at the top of the file, and under {books:and} apparatus = "stylistic"; or leave "substantive" '
        "there, which then prints substantive readings alone.",
    ),
    "W084": (
        "{siglum} is in another language ({language}) than the base {base} ({other}); an apparatus compares versions in one "
        "language, so that {siglum} is not compared, and no book sets it beside the base.",
        "To have the two side by side, write parallel = true under {books:and}. To compare, take versions in one language.",
    ),
}
