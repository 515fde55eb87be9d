"""Turn a key and a language into the words that a book adds to the text."""

from __future__ import annotations

from dataclasses import dataclass

# Signs put before an apparatus entry of that grade; stylistic readings have none.
GRADE_SIGNS = {"substantive": "*", "accidental": "°"}
PILCROW = "¶"
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Words:
    """The generated words of one language. A brace holds a place: {sigla}, {passage}, {version}, {place}."""

    language: str
    cover: str
    title_page: str
    contents: str
    text: str
    preface: str
    witnesses: str
    translations: str
    quotations: str
    index: str
    persons: str
    places: str
    organisations: str
    works: str
    colophon: str
    variants: str
    notes: str
    signs: str
    edited_by: str
    translated_by: str
    not_in: str
    adds: str
    add: str
    quoted_in: str
    stands_earlier: str
    stands_later: str
    moved: str
    run_on: str
    new_paragraph: str
    sic: str
    addition: str
    back: str
    figure: str
    gap: str
    note: str
    restricted: str
    reading_of: str
    title: str
    publisher: str
    date: str
    identifier: str
    series: str
    rights: str
    encoding: str
    encoded_as: str
    made_from: str
    substantive: str
    accidental: str
    stylistic: str
    accessibility: str
    and_: str


_EN = Words(
    language="en",
    cover="Cover",
    title_page="Title page",
    contents="Contents",
    text="Text",
    preface="Preface",
    witnesses="Witnesses",
    translations="Full texts",
    quotations="Texts that quote",
    index="Index of names",
    persons="Persons",
    places="Places",
    organisations="Organisations",
    works="Works",
    colophon="About this book",
    variants="Variants",
    notes="Notes",
    signs="Signs",
    edited_by="Edited by",
    translated_by="Translated by",
    not_in="not in",
    adds="adds",
    add="add",
    quoted_in="quoted in",
    stands_earlier="stands earlier in",
    stands_later="stands later in",
    moved="has here",
    run_on="no new paragraph in",
    new_paragraph="new paragraph in",
    sic="in the source",
    addition="addition",
    back="Back to the text",
    figure="Figure",
    gap="words lost",
    note="note",
    restricted=(
        "This book holds texts in copyright ({sigla}). It may not be published or passed on without leave of "
        "the holders of the rights."
    ),
    reading_of="The text of {sigla} alone",
    title="Title",
    publisher="Publisher",
    date="Date",
    identifier="Identifier",
    series="Series",
    rights="Rights",
    encoding="Encoding",
    encoded_as="TEI P5, encoding {version}",
    made_from="How the text was made",
    substantive="the readings differ in sense or fact",
    accidental="spelling, punctuation, paragraphs or datelines",
    stylistic="without a sign: the same sense in other words",
    accessibility=(
        "A text with headings, a table of contents and a logical reading order. Variants and notes are linked "
        "from their place in the "
        "text and back. The book has no images but a decorative cover. It was checked by machine only."
    ),
    and_="and",
)
_FR = Words(
    language="fr",
    cover="Couverture",
    title_page="Page de titre",
    contents="Table des matières",
    text="Texte",
    preface="Préface",
    witnesses="Témoins",
    translations="Textes complets",
    quotations="Textes qui citent",
    index="Index des noms",
    persons="Personnes",
    places="Lieux",
    organisations="Organisations",
    works="Œuvres",
    colophon="À propos de ce livre",
    variants="Variantes",
    notes="Notes",
    signs="Signes",
    edited_by="Édité par",
    translated_by="Traduit par",
    not_in="absent de",
    adds="ajoute",
    add="ajoutent",
    quoted_in="cité dans",
    stands_earlier="se trouve plus haut dans",
    stands_later="se trouve plus bas dans",
    moved="a ici",
    run_on="sans alinéa dans",
    new_paragraph="alinéa dans",
    sic="dans la source",
    addition="ajout",
    back="Retour au texte",
    figure="Figure",
    gap="mots perdus",
    note="note",
    restricted=(
        "Ce livre contient des textes protégés par le droit d’auteur ({sigla}). Il ne peut être publié ni "
        "transmis sans l’accord "
        "des ayants droit."
    ),
    reading_of="Le texte de {sigla} seul",
    title="Titre",
    publisher="Éditeur",
    date="Date",
    identifier="Identifiant",
    series="Collection",
    rights="Droits",
    encoding="Encodage",
    encoded_as="TEI P5, encodage {version}",
    made_from="Comment le texte a été établi",
    substantive="les leçons diffèrent par le sens ou les faits",
    accidental="orthographe, ponctuation, alinéas ou dates",
    stylistic="sans signe : le même sens en d’autres mots",
    accessibility=(
        "Texte avec titres, table des matières et ordre de lecture logique. Variantes et notes sont liées à "
        "leur place dans le texte, dans "
        "les deux sens. Le livre n’a pas d’images, hormis une couverture décorative. Il n’a été vérifié que "
        "par machine."
    ),
    and_="et",
)
_DE = Words(
    language="de",
    cover="Umschlag",
    title_page="Titelseite",
    contents="Inhalt",
    text="Text",
    preface="Vorwort",
    witnesses="Textzeugen",
    translations="Vollständige Texte",
    quotations="Zitierende Texte",
    index="Namenregister",
    persons="Personen",
    places="Orte",
    organisations="Organisationen",
    works="Werke",
    colophon="Zu diesem Buch",
    variants="Varianten",
    notes="Anmerkungen",
    signs="Zeichen",
    edited_by="Herausgegeben von",
    translated_by="Übersetzt von",
    not_in="nicht in",
    adds="ergänzt",
    add="ergänzen",
    quoted_in="zitiert in",
    stands_earlier="steht weiter oben in",
    stands_later="steht weiter unten in",
    moved="hat hier",
    run_on="kein Absatz in",
    new_paragraph="Absatz in",
    sic="in der Quelle",
    addition="Zusatz",
    back="Zurück zum Text",
    figure="Abbildung",
    gap="Textverlust",
    note="Anmerkung",
    restricted=(
        "Dieses Buch enthält urheberrechtlich geschützte Texte ({sigla}). Es darf ohne Zustimmung der "
        "Rechteinhaber weder veröffentlicht "
        "noch weitergegeben werden."
    ),
    reading_of="Nur der Text von {sigla}",
    title="Titel",
    publisher="Verlag",
    date="Datum",
    identifier="Kennung",
    series="Reihe",
    rights="Rechte",
    encoding="Kodierung",
    encoded_as="TEI P5, Kodierung {version}",
    made_from="Wie der Text entstand",
    substantive="die Lesarten unterscheiden sich im Sinn oder in der Sache",
    accidental="Schreibung, Zeichensetzung, Absätze oder Datumszeilen",
    stylistic="ohne Zeichen: derselbe Sinn in anderen Worten",
    accessibility=(
        "Ein Text mit Überschriften, Inhaltsverzeichnis und logischer Lesereihenfolge. Varianten und "
        "Anmerkungen sind mit ihrer Stelle im "
        "Text in beiden Richtungen verbunden. Das Buch enthält außer einem schmückenden Umschlag keine "
        "Bilder. Es wurde nur maschinell geprüft."
    ),
    and_="und",
)
_ES = Words(
    language="es",
    cover="Cubierta",
    title_page="Portada",
    contents="Índice",
    text="Texto",
    preface="Prefacio",
    witnesses="Testimonios",
    translations="Textos completos",
    quotations="Textos que citan",
    index="Índice de nombres",
    persons="Personas",
    places="Lugares",
    organisations="Organizaciones",
    works="Obras",
    colophon="Acerca de este libro",
    variants="Variantes",
    notes="Notas",
    signs="Signos",
    edited_by="Edición de",
    translated_by="Traducción de",
    not_in="falta en",
    adds="añade",
    add="añaden",
    quoted_in="citado en",
    stands_earlier="está antes en",
    stands_later="está después en",
    moved="tiene aquí",
    run_on="sin párrafo nuevo en",
    new_paragraph="párrafo nuevo en",
    sic="en la fuente",
    addition="adición",
    back="Volver al texto",
    figure="Figura",
    gap="palabras perdidas",
    note="nota",
    restricted=(
        "Este libro contiene textos protegidos por derechos de autor ({sigla}). No puede publicarse ni "
        "transmitirse sin permiso de los titulares."
    ),
    reading_of="Solo el texto de {sigla}",
    title="Título",
    publisher="Editorial",
    date="Fecha",
    identifier="Identificador",
    series="Colección",
    rights="Derechos",
    encoding="Codificación",
    encoded_as="TEI P5, codificación {version}",
    made_from="Cómo se hizo el texto",
    substantive="las lecciones difieren en el sentido o en los hechos",
    accidental="ortografía, puntuación, párrafos o fechas",
    stylistic="sin signo: el mismo sentido con otras palabras",
    accessibility=(
        "Texto con títulos, índice y orden de lectura lógico. Las variantes y las notas enlazan con su lugar "
        "en el texto y de vuelta. "
        "El libro no tiene imágenes, salvo una cubierta decorativa. Solo ha sido comprobado por máquina."
    ),
    and_="y",
)
_IT = Words(
    language="it",
    cover="Copertina",
    title_page="Frontespizio",
    contents="Indice",
    text="Testo",
    preface="Prefazione",
    witnesses="Testimoni",
    translations="Testi completi",
    quotations="Testi che citano",
    index="Indice dei nomi",
    persons="Persone",
    places="Luoghi",
    organisations="Organizzazioni",
    works="Opere",
    colophon="Su questo libro",
    variants="Varianti",
    notes="Note",
    signs="Segni",
    edited_by="A cura di",
    translated_by="Traduzione di",
    not_in="manca in",
    adds="aggiunge",
    add="aggiungono",
    quoted_in="citato in",
    stands_earlier="si trova prima in",
    stands_later="si trova dopo in",
    moved="ha qui",
    run_on="senza capoverso in",
    new_paragraph="capoverso in",
    sic="nella fonte",
    addition="aggiunta",
    back="Torna al testo",
    figure="Figura",
    gap="parole perdute",
    note="nota",
    restricted=(
        "Questo libro contiene testi protetti dal diritto d’autore ({sigla}). Non può essere pubblicato né "
        "trasmesso senza il consenso dei titolari."
    ),
    reading_of="Solo il testo di {sigla}",
    title="Titolo",
    publisher="Editore",
    date="Data",
    identifier="Identificativo",
    series="Collana",
    rights="Diritti",
    encoding="Codifica",
    encoded_as="TEI P5, codifica {version}",
    made_from="Come è stato stabilito il testo",
    substantive="le lezioni differiscono nel senso o nei fatti",
    accidental="grafia, punteggiatura, capoversi o date",
    stylistic="senza segno: lo stesso senso in altre parole",
    accessibility=(
        "Testo con titoli, indice e ordine di lettura logico. Varianti e note sono collegate al loro luogo "
        "nel testo e viceversa. "
        "Il libro non contiene immagini, salvo una copertina decorativa. È stato verificato solo automaticamente."
    ),
    and_="e",
)
LANGUAGES: dict[str, Words] = {words.language: words for words in (_EN, _FR, _DE, _ES, _IT)}


def words_of(language: str) -> Words:
    """The words of a language given as a BCP 47 tag; those of English where the table has none."""
    return LANGUAGES.get(language.lower().split("-")[0], _EN)
