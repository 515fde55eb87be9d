"""Messages 3xx: collation and decisions. The form of a row is told in `edition/messages/__init__.py`."""

MESSAGES: dict[str, tuple[str, str]] = {
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
    "E357": (
        "“{at}” in {where} {what}.",
        "For [[join]] quote the first words of a paragraph, for [[break]] words within one, for [[title]] the title’s last.",
    ),
    "E358": ("“{at}” in {where} shares words with another decision.", "Make the two decisions one."),
    "W359": ("the decision on “{at}” in {where} changes nothing.", "Take it out, or correct what it says under read."),
    "E360": ("{what}.", "{hint}"),
    "E370": (
        "a [[{kind}]] stands between two texts, and at does not name two with words.",
        'Write at = {{ A = "…", B = "…" }}: the siglum of each text, and words of it. For a reading, "" where a text has nothing.',
    ),
    "E371": (
        "{one} and {other} are not compared in {entry}: each text is compared with the base there, which is {base}.",
        "Say it of {base} and one of them.",
    ),
    "E372": ("no reading stands at {words} in {entry}.", "{hint}"),
    "E373": (
        "{count} readings stand at {words} in {entry}: {readings}.",
        "Quote words of one of them only, or make them one with [[merge]].",
    ),
    "E374": ("the retype {what}.", "{hint}"),
    "E375": ("the readings at {words} cannot be merged: {what}.", "{hint}"),
    "E376": (
        "the reading at {words} cannot be split there: {reading}.",
        "Quote for each text the first words of the second reading, from within this one.",
    ),
    "E377": ("the decision on {words} finds no such passages: {what}.", "{hint}"),
    "W378": ("the decision on {words} changes nothing.", "Take it out, or correct it."),
    "E380": (
        "{siglum} is a review, and what it quotes is placed as a whole.",
        "Decide on its readings, or on the passages of full witnesses.",
    ),
    "I381": ("decisions used: {count} ({kinds}).", ""),
    "E383": (
        "“{to}”, written under to, does not come after “{at}” in {where}.",
        "Quote the last words that belong to the passage.",
    ),
}
