"""Messages 5xx: books. The form of a row is told in `edition/messages/__init__.py`."""

MESSAGES: dict[str, tuple[str, ...]] = {
    "W501": (
        "the element <{name}> has no form of its own in a book; its text is printed as it stands. The first one is here.",
        "If it should look otherwise, give {name} a form under [behaviours] in edition.toml.",
    ),
    "W502": (
        "the document has pictures that are not here (first {url}); only their captions and descriptions are in the book.",
        "Put their files where the document says; none is fetched from the web.",
    ),
    "I503": (
        "an apparatus entry, <app>, has no lemma; the reading of the base, or else the first, stands in the text.",
        "Write <lem> for the reading to be read in the text.",
    ),
    "W504": (
        "a link leads to {target}, which is no place in this document and no address on the web; its words are kept.",
        "",
    ),
    "W505": (
        "a reading has the siglum {siglum}, which is not declared.",
        'Add <witness xml:id="{id}"><abbr type="siglum">{siglum}</abbr></witness> to <listWit>, and write #{id}: {siglum} can be '
        "no xml:id.",
        'Add <witness xml:id="{siglum}"> to <listWit>.',
    ),
    "I508": (
        "links that lead to no place in the book: {count}, the first of them to {first}; their words are kept.",
        "Look whether the document has an element with that xml:id in its text.",
    ),
    "I509": (
        "the words in <{name}> are no part of the text to be read; they are not in the book.",
        "They stay in the document. To have them in the book, give {name} a form under [behaviours] in edition.toml.",
    ),
    "W510": ("the picture {url} is not in the book: its file cannot be read ({reason}).", "Check who may read it."),
    "E511": (
        "under [behaviours] {element} cannot become “{form}”, which is no form of a book.",
        'Write one of: {forms}; for example fw = "omit" or gloss = "inline i".',
    ),
    "W587": (
        "the document does not say which of its readings are substantive; all that are not said to be spelling or pointing are "
        "printed.",
        'Write subtype="substantive" on each <rdg> or <app> that is, or ask for apparatus = "stylistic".',
    ),
    "I512": (
        "this book takes no pictures (first {url}); their captions and descriptions are in it.",
        "Where you want the pictures, use `edition epub` or `edition pdf`, which look for them beside the TEI document.",
    ),
    "I561": (
        "the page has columns for four texts; of {count} more it has the readings alone.",
        "Nothing need be done. To choose the four, write into edition.toml, or into a file that --settings names, [html] "
        'and below it witnesses = ["A", "B"].',
    ),
    "W513": (
        "elements that may not stand in a book are left out: {kinds:kinds}.",
        "A book takes no programs and nothing that is fetched; of a formula it takes the elements of MathML Core "
        "(https://www.w3.org/TR/mathml-core/). What you want to have read, write in elements of TEI or of MathML Core.",
    ),
    "I514": (
        "attributes of formulas that may not stand in a book are left out: {kinds:kinds}.",
        "Nothing need be done. A book takes those attributes of MathML Core by which a formula is set, but no colours, ids, "
        "addresses and programs.",
    ),
    "W515": (
        "a drawing in SVG is not in the book; its words stand in its place.",
        'Save the drawing as a PNG, and point to that: <graphic url="drawing.png"/>.',
    ),
    "E530": (
        "a page of the size {paper} leaves {width} by {height} mm for the text; at least {least} by {lowest} mm are needed.",
        'Write a larger paper under [pdf]: page = "A5"; or smaller margins in the style sheet.',
    ),
    "E531": (
        "a page of the size {paper} is larger than a page of a PDF can be, {most} by {most} mm.",
        'Write a smaller paper under [pdf]: page = "A4".',
    ),
    "W550": (
        "page {number} holds something that is higher than the page and reaches into its lower margin.",
        "Divide the table, or the row of it.",
    ),
    "W551": (
        "“{paper}” is no size of paper; A5 was taken.",
        "Write A5 or another name of CSS (A4, B5, letter), or width and height: 6in 9in.",
    ),
    "W533": (
        "{key} = “{text}” under [pdf] is no length; what suits the paper was taken.",
        'Write a number and a unit: size = "11pt", leading = "14.5pt"; for margins one to four, above, outside, below, inside:'
        ' margins = "20mm 24mm 25mm 18mm".',
    ),
    "W552": (
        "no font on this machine has {letters}; the PDF shows an empty box in the place of each.",
        "Install a font that has them (in Debian: {fonts}), and build again.",
        "Install a font that has them, and build again.",
    ),
    "W554": (
        "the style sheet of [pdf] has a rule that the program does not understand and passes over: {reason}.",
        "Look at this rule; WeasyPrint's documentation tells which properties of CSS it knows.",
    ),
    "W545": (
        "[epub] says that the book conforms to {conformance}, and not who has checked that; the book does not say it.",
        'Name who has checked the finished book: checked_by = "…" under [epub]. A program alone cannot check it.',
    ),
    "W546": (
        "the style sheet of [epub] has a rule that is left out: {reason}.",
        "A book fetches nothing: it can have no @import, no @font-face and no address. Where it is another rule, look at its form.",
    ),
    "W556": (
        "the picture {name} is not printed, because its file is damaged; its description stands in its place.",
        "Save it anew as a PNG or JPEG, and build again.",
    ),
    "W557": (
        "a table of {columns} columns, “{words} …”, is too wide for the page; it is set in the smallest letters, and its words are"
        " broken where they must.",
        'Take larger paper with small margins, page = "A4 landscape" and margins = "15mm" under [pdf], or part the table.',
    ),
    "W558": (
        "a table of {columns} columns, “{words} …”, is wider than the page even in the smallest letters; some of it is cut off.",
        'Take larger paper with small margins, page = "A4 landscape" and margins = "15mm" under [pdf], or part the table.',
    ),
    "W560": (
        "WeasyPrint {version} is installed, but pages with line numbers need WeasyPrint {made_for}; the PDF is plain: apparatus and"
        " notes stand after each section.",
        "Install WeasyPrint {made_for}: pip install weasyprint=={made_for}.",
    ),
    "I553": (
        "the font {font} does not have the letters {letters}; they were set in another font.",
        "See whether the page pleases you; fonts for these letters in Debian: {fonts}. If {font} lacks every letter, it is not"
        " installed (for EB Garamond: fonts-ebgaramond).",
        "See whether the page pleases you. If {font} lacks every letter, it is not installed (for EB Garamond: fonts-ebgaramond).",
    ),
    "I555": (
        "only full witnesses can stand beside each other, and the document has {count}; the pages are single.",
        "For facing pages make an edition of two whole translations; a witness that only quotes does not count.",
    ),
    "I575": (
        "{count} columns on paper of the size {paper} would be {width} mm wide, and this text needs {least} mm to be read with"
        " ease, in verse so that few lines turn over; two texts stand on facing pages instead, of more the pages are single, and"
        " where a paragraph has several versions, these stand one below the other.",
        'Write a larger paper under [pdf]: page = "A4", or page = "A4 landscape".',
    ),
    "I576": (
        "two full witnesses can stand on facing pages, and the document has {count}; they stand in columns on each page.",
        "Write columns = true under [pdf] if that is what you want. For facing pages make an edition of the two translations that"
        " are to stand opposite each other.",
    ),
    "E570": (
        "under [behaviours] “{element}” is no name of an element.",
        "Write the name of an element, or its name and an attribute: seg[@type='verse'].",
    ),
    "E571": ("under [behaviours] {element} cannot become “{form}”.", "After {kind} write one of: {forms}; or leave that out."),
    "E572": ("under [behaviours] {element} cannot become “{form}”: nothing may follow {kind}.", 'Write {element} = "{kind}".'),
    "W573": (
        "the picture {url} is not in the book, because its file lies outside the workspace.",
        "Put the file beside the document.",
    ),
    "W574": (
        "the picture {url} is not in the book, because its file is too large ({size} MB).",
        "Make the picture smaller: each file may have 20 MB at most, and all of a book {most} MB.",
    ),
    "W577": (
        "the picture {url} is not in the book, because its file is no PNG, JPEG or GIF.",
        "Save the picture as a PNG, JPEG or GIF.",
    ),
    "W578": (
        "the picture {name} is not printed, because it has more than {most:,} dots; its description stands in its place.",
        "Save it anew with fewer dots, and build again.",
    ),
    "I579": (
        "the {form} has no place for all of this document; left out: {kinds:counted}.",
        "Nothing need be done. docs/exports.md says what each form holds.",
    ),
    "E580": (
        "the {form} needs {least:text}, and the document has {count:text}.",
        "Take a document with several witnesses, or another form.",
    ),
    "E516": (
        "the document has no words to make a book of.",
        "A book is made of the words in <text> (front, body, back) or, where there is none, in <sourceDoc>.",
    ),
    "I517": (
        "the document has its words twice, in <text> and leaf by leaf in <sourceDoc>; the book has those of <text>.",
        "Nothing need be done. For a book of the leaves, make a document with <sourceDoc> alone.",
    ),
    "I518": (
        "the heading “{heading}” is not in the book: all notes under it stand where they are called.",
        "Nothing need be done.",
    ),
}
