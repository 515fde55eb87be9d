"""Messages 3xx: collation and decisions. The form of a row is told in `edition/messages/__init__.py`."""

MESSAGES: dict[str, tuple[str, ...]] = {
    "E350": (
        "the quotation has {count} words; at most five are allowed.",
        "Shorten it: “{short}”, with occurrence = n where it is not unique.",
    ),
    "E351": (
        "“{at}” is not found in {siglum} {entry}.",
        "No note of {siglum} has the words “{note}”: copy the first words of the note.",
        "The words stand in the entry {other}.",
        "Nearest: “{nearest}” ({block}).",
        "Nothing like it stands there: copy the words from the text as it was read (edition witness FILE SIGLUM --source).",
    ),
    "E352": (
        "“{at}” stands {count} times in {siglum} {entry}.",
        "More than one note has the words “{note}”: copy more of the one that is meant.",
        "Say which is meant: occurrence = 1 to {count}, counted from the beginning of the entry.",
    ),
    "E353": (
        "“{at}” has no occurrence {occurrence} in {siglum} {entry}.",
        "It stands there {count:time}; write occurrence = 1 to {count}.",
    ),
    "E354": (
        "{siglum} has no entry {entry}.",
        "Nearest: {near}.",
        "It has entries from {first} to {last}.",
        "It has no entries that are compared.",
    ),
    "E355": ("{siglum} has no entries that a decision could change.", "Name a full witness: {full}."),
    "E356": (
        "“{at}” in {siglum} {entry} runs over the end of a paragraph.",
        "Join the paragraphs with [[join]], and quote words of one paragraph.",
    ),
    "E357": (
        "“{at}” in {siglum} {entry} does not begin a paragraph that another precedes, so that there is nothing to join.",
        "Quote the first words of the second of the two paragraphs.",
    ),
    "E358": ("“{at}” in {siglum} {entry} shares words with another decision.", "Make the two decisions one."),
    "W359": ("the decision on “{at}” in {siglum} {entry} changes nothing.", "Take it out, or correct what it says under read."),
    "E360": ("the emendation does not say what to read.", 'Write read = "…".'),
    "E361": ("the rule does not name one thing: a pair of forms, or a kind of difference.", "Write pair or kind, and not both."),
    "E362": (
        "the pair of the rule is not two different forms.",
        'Write pair = ["…", "…"]: a form of each text; one of them may be empty, for nothing.',
    ),
    "W363": (
        "no reading fits the rule on {passages}.",
        "Take it out, or correct it: a pair is all the words of a reading, and what a decision says of one place no rule changes.",
    ),
    "W364": (
        "the exception to the rule on {passages} keeps no reading from it at “{at}” in {entry}.",
        "Take it out, or quote words of such a reading as they stand in one of the texts.",
    ),
    "W365": (
        "the exception to the rule on {passages} keeps no reading from it in {entry}.",
        "Take it out, or name another entry.",
    ),
    "I366": ("rules used: {found_in}.", ""),
    "I367": (
        "{names:and} changed since the decisions were last used. On the same words as before: {count:decision} ({lines}).",
        "",
    ),
    "W368": (
        "the decision on {passages} is on other words now: it was on {was}, and is on {now}.",
        "Correct it; or, if it is right on these words, take its line out of decided.tsv.",
    ),
    "W369": (
        "the decision on {passages} is not used any more: it was on {was}.",
        "Correct it; or, if it is needed no more, take it out.",
    ),
    "E370": (
        "a [[{kind}]] stands between two texts, and at does not name two with words.",
        'Write at = {{ A = "…", B = "…" }}: the siglum of each text, and words of it. For a reading, "" where a text has nothing.',
    ),
    "E371": (
        "{one} and {other} are not compared in {entry}: each text is compared with the base there, which is {base}.",
        "Say it of {base} and one of them.",
    ),
    "E372": (
        "no reading stands at {passages} in {entry}.",
        "The nearest reading: {reading} ({block}).",
        "The two texts are the same here: take the decision out.",
    ),
    "E373": (
        "{count} readings stand at {passages} in {entry}: {readings:;}.",
        "Quote words of one of them only, or make them one with [[merge]].",
    ),
    "E374": ("the retype says neither type nor grade.", 'Write type = "…", grade = "…" or both.'),
    "E375": (
        "the readings at {passages} cannot be merged, because a paragraph, a heading or a moved passage begins or ends between the "
        "first and the last.",
        "Merge only readings that lie within one paragraph.",
    ),
    "E376": (
        "the reading at {passages} cannot be split there; it is {reading}.",
        "Quote for each text the first words of the second reading, from within this one.",
    ),
    "E377": (
        "the decision on {passages} finds no such passages: these do not answer one another.",
        "The first is answered by “{answer}” ({block}).",
        "Nothing answers the first of them: take the decision out.",
    ),
    "W378": ("the decision on {passages} changes nothing.", "Take it out, or correct it."),
    "E380": (
        "{siglum} is a review, and what it quotes is placed as a whole.",
        "Decide on its readings, or on the passages of full witnesses.",
    ),
    "I381": ("decisions used: {count} ({kinds:counted}).", ""),
    "E383": (
        "“{to}”, written under to, does not come after “{at}” in {siglum} {entry}.",
        "Quote the last words that belong to the passage.",
    ),
    "E384": (
        "{siglum} quotes nothing of the entry {entry} that was collated.",
        "Name a text that has the entry, or take the decision out.",
    ),
    "E385": ("“{at}” in {siglum} {entry} begins a paragraph already.", "Quote words within a paragraph, or take the decision out."),
    "E386": (
        "“{at}” in {siglum} {entry} stands where no paragraph can begin.",
        "Quote whole words that stand within a paragraph.",
    ),
    "E387": (
        "the heading of {siglum} {entry} cannot end with “{at}”.",
        "Quote the last words of the title: it ends before the first paragraph does, and text follows it.",
    ),
    "E388": ("words that are lost have no reading.", "Take out read."),
    "E389": (
        "nothing would be left of a paragraph of {siglum} {entry}.",
        "Join it to another first, by [[join]], and strike out its words there.",
    ),
    "E390": (
        "nothing would be left of the heading of {siglum} {entry}.",
        "Write under read what it should be, or leave its date: the entry is known by it.",
    ),
    "E391": (
        "“{at}” in {siglum} {entry} runs from the heading into the text.",
        "Make two decisions of it, one for each.",
    ),
    "E392": ("the retype gives the type {type} and a grade.", "Take out grade: a reading of this type is always accidental."),
    "E393": (
        "the retype on {passages} gives a type to a reading of the type {type}, which keeps it.",
        "Take out type.",
    ),
    "E394": (
        "the retype on {passages} gives a grade to a reading of the type {type}, which is always accidental.",
        'Take out grade, or give another type too, such as type = "lexical".',
    ),
    "E395": ("the retype on {passages} makes an addition of a reading where the base has words too.", 'Write type = "lexical".'),
    "E396": (
        "the retype on {passages} makes an omission of a reading where the other text has words too.",
        'Write type = "lexical".',
    ),
    "E397": (
        "there is nothing to merge at {passages}: only one reading stands there, {reading}.",
        "Quote words of the first reading, and of the last under to.",
    ),
    "E398": (
        "no readings stand at {passages} that could be merged.",
        "The nearest reading: {reading} ({block}).",
        "The two texts are the same here: take the decision out.",
    ),
    "E399": (
        "the decision on {passages} names a heading, and a heading answers the heading alone.",
        "Quote words that stand below it.",
    ),
    "W311": (
        "words of the entry {n} of {siglum} look otherwise in the TEI of its source (folder tei) than in the edition; "
        "no word is lost.",
        "Compare the entry there with the file, and trust the edition; please report it, with the entry if you may.",
    ),
}
