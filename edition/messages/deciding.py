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
}
