"""The commands of LaTeX that are known in an edition, by what becomes of them, each with the arguments that it takes.

Arguments are written as pylatexenc has them: `{` one in braces, `[` one in brackets that may be left out, `*` a star that may be.
Sources: the handbooks of reledmac 2.40, reledpar 2.25 and ekdosis 1.5, and of LaTeX's kernel (source2e).
"""

from __future__ import annotations

from string import ascii_uppercase

from edition.model.sources import Look

# Commands whose argument looks so, and those after which the rest of a group does.
LOOKS: dict[str, Look] = {
    "textit": "italic", "emph": "italic", "textsl": "italic", "textbf": "bold", "textsc": "small-caps", "textsuperscript": "sup",
    "textsubscript": "sub", "underline": "underline", "uline": "underline", "sout": "strike", "st": "strike", "struck": "strike",
    "direction": "stage",
}  # fmt: skip
DECLARED_LOOKS: dict[str, Look] = {
    "it": "italic", "itshape": "italic", "em": "italic", "sl": "italic", "slshape": "italic", "bf": "bold", "bfseries": "bold",
    "sc": "small-caps", "scshape": "small-caps",
}  # fmt: skip
# Commands whose words name witnesses in an apparatus. They are no package's, but those that editors make for themselves.
SIGLA = frozenset({"siglum", "sigla", "sig", "wit", "witness", "ms", "mss"})

# How deep a heading stands.
HEADINGS = {
    prefix + name: depth
    for prefix in ("", "eled")
    for depth, name in enumerate(("part", "chapter", "section", "subsection", "subsubsection"))
} | {"ledchapter": 1, "ledsection": 2, "ledsubsection": 3, "paragraph": 5}  # fmt: skip

NOTES = {
    **{name: "[{" for name in ("footnote", "footnotetext", "endnote", "parnote", "ekdnote")},
    **{f"footnote{series}": "[{" for series in ascii_uppercase},
    **{name: "{" for name in ("ledsidenote", "ledleftnote", "ledrightnote", "ledinnernote", "ledouternote")},
    "marginpar": "[{",
}
# An entry of an apparatus, in a series.
ENTRIES = {f"{series}{kind}": series for series in ascii_uppercase for kind in ("footnote", "endnote")}

# Words in an argument, the last one, that are words of the text.
WORDS = {
    "sameword": "[{", "mbox": "{", "hbox": "{", "text": "{", "textnormal": "{", "textrm": "{", "textsf": "{", "texttt": "{",
    "textup": "{", "textmd": "{", "textlf": "{", "textls": "[{", "textcolor": "[{{", "href": "{{", "hyperref": "[{",
    "foreignlanguage": "[{{", "foreigntextcite": "{{", "enquote": "*{", "MakeUppercase": "{", "uppercase": "{", "lowercase": "{",
    "textgreek": "{", "textlatin": "{", "textfrench": "{", "textenglish": "{", "textgerman": "{", "textitalian": "{",
    "textlang": "{{", "lettrine": "[{{", "verseline": "[{", "centerline": "{", "raisebox": "{[[{", "wrap_edcrossref": "{{",
    "persName": "[{", "placeName": "[{", "name": "{", "supplied": "{", "surplus": "{", "unclear": "{", "sic": "{", "corr": "{",
    "added": "[{", "deleted": "[{", "norm": "{", "url": "{", "LR": "{", "RL": "{", "textdir": "", "hemistich": "{{",
}  # fmt: skip

# What says how the page is set, or what a machine does: no words of the text.
LAYOUT = {
    **dict.fromkeys(
        """
        noindent indent par centering raggedright raggedleft clearpage cleardoublepage newpage nopagebreak
        nolinebreak smallskip medskip bigskip vfill hfill hfil hrulefill dotfill maketitle tableofcontents frontmatter mainmatter
        backmatter appendix tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge upshape mdseries rmfamily
        sffamily ttfamily normalfont selectfont bigbreak medbreak smallbreak strut null relax protect xspace unskip ignorespaces
        leavevmode obeylines sloppy fussy flushbottom raggedbottom doublespacing singlespacing onehalfspacing beginnumbering
        endnumbering pausenumbering resumenumbering autopar numberlinefalse numberlinetrue numberpstarttrue numberpstartfalse
        skipnumbering resetantilabe Pages Columns stopmsdata startlock endlock memorydump ledpbsetting printnpnum
        today linenumberstrue ExecuteMetaData leftmark rightmark thepage vinphantom endinput FlushApp
        MLR newhemistich ekdsep cleartoevenpage cleartooddpage ledpb ledpbnum lednopb advancepageno hangingsymbol allowbreak
        nobreak bgroup egroup begingroup endgroup makeatletter makeatother stagefont entryhead
        beforeeledchapter aftereledchapter
        """.split(),
        "",
    ),
    **dict.fromkeys(
        """
        label edlabel edindex sindex ref pageref eqref edpageref edlineref xlineref xpageref linelabel pagestyle
        thispagestyle pagenumbering firstlinenum linenumincrement setstanzaindents setstanzapenalties sethangingsymbol
        setmsdatalabel
        msdata vspace hspace phantom vphantom hphantom bibliographystyle selectlanguage usetikzlibrary hypersetup
        lineation linenummargin Xarrangement doendnotes doendnotesbysection zlabel SetLineation SetAlignment SetApparatus SetHooks
        ekdsetup SigLine setverselinenums vlinenumberscontinue setline advanceline ilabel linenum applabel
        edlabelS edlabelE subitem setmainfont setmainlanguage setotherlanguage hbadness
        TeXtoTEIPat TeXtoTEI
        EnvtoTEI teidirect graphicspath nocite stanzaindent
        """.split(),
        "*[{",
    ),
    **dict.fromkeys("setcounter addtocounter setlength markboth fontsize xxref settowidth addtolength".split(),
    "{{"),
    "index": "[{", "rule": "[{{", "footnotemark": "[", "linebreak": "[", "pagebreak": "[", "resetvlinenumber": "[",
    "indexentry": "{{", "addcontentsline": "{{{", "newverse": "[", "antilabe": "[", "vgap": "",
}  # fmt: skip
# What defines commands and loads packages: what it defines was put in already (latex_source.py), and no package is read.
DEFINITIONS = frozenset({"newcommand", "renewcommand", "providecommand", "usepackage", "documentclass", "newenvironment"})
# What asks for another file.
FILES = {
    "input": "{",
    "include": "{",
    "subfile": "{",
    "import": "{{",
    "subimport": "{{",
    "includegraphics": "*[{",
    "bibliography": "{",
}

# What has a place of its own in the walk through the text.
STRUCTURE = {
    "title": "[{", "author": "[{", "date": "{", "pstart": "[", "pend": "[", "stanza": "[", "endstanza": "[", "edtext": "{{",
    "lemma": "{", "app": "[{", "lem": "[{", "rdg": "[{", "rdgGrp": "[{", "note": "*[{", "vnum": "{{", "stage": "{", "speaker": "{",
    "ekddiv": "{", "getsiglum": "{", "item": "[", "sectionbreak": "", "DeclareWitness": "{{{[", "DeclareHand": "{{{[",
    "DeclareSource": "{{", "DeclareScholar": "{{[", "DeclareShorthand": "{{{", "said": "{", "divisionhead": "{{", "textdegree": "",
    "declaresiglum": "{{", "declarebase": "{",
}  # fmt: skip

# Environments that hold text as it is, and those in which it stands for itself.
PLAIN_ENVIRONMENTS = frozenset(
    """
    document ekdosis edition center flushleft flushright raggedright spacing doublespace multicols minipage small footnotesize
    large ledgroup ledgroupsized alignment Leftside pages pairs otherlanguage otherlanguage* foreigndisplay RTL LTR itemize
    enumerate description ekdstanza autopar content sloppypar
    """.split()
)
QUOTING_ENVIRONMENTS = frozenset({"quote", "quotation", "displayquote", "block"})
VERSE_ENVIRONMENTS = frozenset({"verse", "ekdverse", "astanza", "patverse", "altverse"})
# What is no part of the text that is edited.
OUTSIDE_ENVIRONMENTS = frozenset({"titlepage", "abstract", "comment", "tikzpicture", "dramatis", "thebibliography"})
# The arguments of environments that have any.
ENVIRONMENTS = {
    "minipage": "[[{", "multicols": "{[", "spacing": "{", "otherlanguage": "{", "otherlanguage*": "[{", "ekdverse": "[",
    "verse": "[",
    "ledgroupsized": "[{", "astanza": "[", "ekdstanza": "[", "xltabular": "[{{", "tabular": "[{", "tabularx": "{{",
    "longtable": "[{",
    "alignment": "[", "edition": "[", "translation": "[", "enumerate": "[", "itemize": "[", "description": "[", "letter": "",
    "song": "{",
}  # fmt: skip
