"""The books that long trials make: editions of the repository, works of ../shared/library, documents of other projects."""

# Editions of the repository, and where the texts of each lie.
EDITIONS = {
    "specimen": "",
    "serge": "serge",
    "candide": "translations/voltaire-candide",
    "meditations": "translations/marcus-aurelius-meditations",
}
LIBRARY = {
    "inferno": ("inferno-longfellow.htm", "inferno-cary.txt"),
    "doll": ("doll-a.htm", "doll-b.txt"),
    "fathers": ("hogarth.htm", "se-fathers-and-children.epub"),
}
CORPUS = {
    "woyzeck": "dracor-org+gerdracor/buechner-woyzeck.xml",
    "homily": "PatristicTextArchive+pta_data/pta0013.pta003.pta-grc1.xml",
    "theophany": "PatristicTextArchive+pta_data/pta0001.pta028.pta-grcBibex.xml",
    "diary": "arthur-schnitzler+schnitzler-tagebuch-data/entry__1914-08-01.xml",
    "yasna": "TEIC+Stylesheets/testapp2.xml",
}
