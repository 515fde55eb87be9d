"""Messages 2xx: alignment and quotations. The form of a row is told in `edition/messages/__init__.py`."""

MESSAGES: dict[str, tuple[str, ...]] = {
    "I250": (
        "given as fragments, because they were found in no entry: {count:quotation} of {siglum} ({lines}).",
        "",
    ),
    "I251": (
        "left out, because they seem to be no words of the work: {count:passage} in quotation marks in {siglum} ({lines}).",
        "",
    ),
    "W252": (
        "{pieces:quoted}, a part of a quotation in {siglum}, was found nowhere; it stands as a fragment.",
        "Look whether the file has the words and the marks of the cut as the review prints them.",
    ),
    "I270": (
        "{has} names {name}, and the passage of {lacks} that answers it does not: {entries:places}.",
        "If {lacks} has another form of the name, add that form to {id} in names.toml; if the translators differ, leave it.",
    ),
    "I253": ("{siglum} quotes the same words twice; they stand in the apparatus once: “{words}”.", ""),
    "W254": (
        "{siglum} gives page {page} for “{words}”, which was found in entry {n}; but its page {other} is in entry {m}, and pages "
        "and entries must run in one order.",
        "Look whether one of the two pages is misprinted in the review, or one of the quotations is from another entry.",
    ),
    "W255": (
        "the words “{words}” in {siglum} answer a passage that other words of {siglum} answer already; they were left out.",
        "If the review gives one passage in two wordings, there is nothing to do; else look whether its quotation marks are right.",
    ),
    "W256": (
        "{siglum} quotes “{words}” where the text has “{has}”. No other text has that word, so it was taken for an error of the "
        "one who quotes, and it is no reading of the translator.",
        "Compare the review as it was published: if the error is the file's, mend it there. If the translator wrote this word, say "
        "so in decisions.toml with [[retype]].",
    ),
    "W257": (
        "this text and {base} have few words in common: where passages of the two stand together, that is mostly by chance.",
        "Look whether both files are the same work, and the same part of it. If one of them quotes the other, use edition locate.",
    ),
    "W280": (
        "{siglum} has as {n} what {other} has as {key}: the words answer one another, and the two stand together as {key}.",
        "Compare the headings of the two; each text keeps its own. If they are two entries, write into decisions.toml "
        '[[apart]], and below it siglum = "{siglum}" and entry = "{n}".',
    ),
    "W281": (
        "the entry {n} of {siglum} answers a part of the entry {key} of {other}, from “{words}” on ({place}); it stands alone.",
        "To have them compared, take its heading out of the file of {siglum}, or put one at that place into the file of {other}.",
    ),
    "I282": (
        "{siglum} is divided as {model}, and its own headings stand in none of the entries: {count} ({lines}).",
        "They stand in the TEI of this source.",
    ),
    "W283": (
        "the numbers of {siglum} and {other} disagree with what the entries say; by their words {count:entry answers/entries "
        "answer} one of another number, and they stand together so: {paired}.",
        "Each text keeps its own headings. Look at the places where the two begin to differ: a heading may be missing there, or be "
        "none. If two do not belong together, write into decisions.toml [[pair]], and below it "
        'entries = {{ {other} = "{key}", {siglum} = "{n}" }} with the keys of the two that do.',
    ),
    "W284": (
        "{other} counts from the number before {n} to the one after it; the words of the entry {n} of {siglum} stand in its entry "
        "{key}, from “{words}” on ({place}).",
        "A heading may be missing there, or was not known for one: put the number at that place on a line of its own in the file "
        "of {other}.",
    ),
    "W285": (
        "{siglum} and {other} divide the work in different places: {count} entries of {siglum} answer parts of entries of {other}, "
        "and stand alone, compared with nothing.",
        'To have them compared, write divided_as = "{model}" under the [[witness]] {divided} in edition.toml.',
    ),
    "W282": (
        "[[apart]] changes nothing: no other text has under another date what {siglum} has as {n}.",
        "Take it out, or correct siglum and entry: the entry is named as its own text dates it.",
    ),
    "W287": (
        "{siglum} has entries whose words answer none of the other text’s, and whose numbers stand there for others: {entries}; "
        "each stands alone.",
        "If such an entry does answer one, write into decisions.toml [[pair]], and below it the keys of the two under entries. If "
        "it is none of the text, such as a preface, leave it out of the file.",
    ),
    "W291": (
        "in the entry {n}, {siglum} and {other} have few words in common; the two stand side by side there and are not compared.",
        "Look how the two files are divided (edition read). If the entries do answer one another, write into decisions.toml "
        '[[pair]], and below it entries = {{ {other} = "{n}", {siglum} = "{key}" }}.',
    ),
    "W292": (
        "in {count} entries {siglum} and {other} have few words in common: {entries}; there the two stand side by side and are not "
        "compared.",
        "Look how the two files are divided (edition read): a heading that one of them lacks makes all that follow disagree. "
        "Entries that do answer one another are compared if decisions.toml has a [[pair]] of them.",
    ),
    "W293": (
        "{siglum} and {other} have few words in common in all of the {count:entry/entries} that have the same number or date; they "
        "stand side by side and are not compared.",
        "If {siglum} is a review that quotes {other}, write fragment_of under its [[witness]] in edition.toml; if it is another "
        "work, or another part of this one, take it out. To have books print the two "
        "side by side, write parallel = true under each kind of book there.",
    ),
    "W294": (
        "of the {count:entry/entries} of {siglum}, {number} answer none of {other}, neither by number or date nor by their words; "
        "what has no answer is not compared.",
        "Look how the two files are divided (edition read), and whether they are the same work and the same part of it. If entries "
        "do answer one another, write into decisions.toml [[pair]], and below it the keys of the two under entries. If one text is "
        "a selection, there is nothing to do.",
    ),
    "W295": (
        "the entry {n} is {times} times as long in {siglum} as in {other}; from “{words}” on ({place}), {other} has no answer.",
        "Look there whether a heading is missing, or whether what follows is none of the entry, such as notes or another work.",
    ),
    "W296": (
        "{count} entries are many times as long in {siglum} as in {other}: {entries}. In the first, {n}, {other} has no answer "
        "from “{words}” on ({place}).",
        "Look there whether a heading is missing, or whether what follows is none of the entry. If {other} is shortened "
        "throughout, there is nothing to do.",
    ),
    "W290": (
        "texts in {language} are compared without {missing}.",
        "Types and grades of their readings rest on less than elsewhere: look through them. docs/languages.md says what is known "
        "of each language, and how one is added.",
    ),
}
