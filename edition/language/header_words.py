"""Turn the language of an edition into the sentences that its header says of itself.

What a header states goes into the books, so it is said in their language; of a language that is not here, in English.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """What a header says; braces are filled with sigla or names of files."""

    unpublished: str
    rights_unknown: str
    editor: str
    edited: str
    collated: str
    translations: str
    quoted: str
    conjunction: str
    project: str
    base: str
    lacking: str
    method: str
    decided: str
    reviews: str
    fragments: str


_WORDINGS = {
    "en": Wording(
        unpublished="not published",
        rights_unknown="Rights not stated.",
        editor="the editor",
        edited="edited, with emendations, by",
        collated="aligned and collated by",
        translations="Translations",
        quoted="{of} as quoted",
        conjunction="and",
        project="Translations of one work, compared. The apparatus shows where they diverge.",
        base="The base text is {base}, for reference and not for authority; ",
        lacking="where it has no text, the source of an entry is another witness, named in its div.",
        method=(
            "The texts were aligned and collated by machine, and the types and grades of the readings were given by machine. "
            "Emendations are the editor’s, each marked where it stands; collation is of the emended text."
        ),
        decided="Beads and readings that the editor decided himself name him as responsible: resp=“#ed”.",
        reviews="Reviews bear witness only where they quote, between marks of beginning and end.",
        fragments="Fragments without an entry",
    ),
    "fr": Wording(
        unpublished="non publié",
        rights_unknown="Droits non précisés.",
        editor="l’éditeur",
        edited="texte édité et émendé par",
        collated="textes alignés et collationnés par",
        translations="Traductions",
        quoted="{of}, d’après des citations",
        conjunction="et",
        project="Traductions d’une même œuvre, comparées. L’apparat montre où elles divergent.",
        base="Le texte de base est {base}, comme repère et non comme autorité ; ",
        lacking="là où il n’a pas de texte, la source d’une entrée est un autre témoin, nommé dans son div.",
        method=(
            "Les textes ont été alignés et collationnés par une machine, qui a aussi donné aux leçons leur type et leur "
            "degré. Les émendations sont de l’éditeur, chacune marquée à sa place ; la collation porte sur le texte émendé."
        ),
        decided="Les correspondances et les leçons que l’éditeur a décidées lui-même le nomment comme responsable : resp=« #ed ».",
        reviews="Les recensions ne témoignent que là où elles citent, entre les marques du début et de la fin.",
        fragments="Fragments sans entrée connue",
    ),
    "de": Wording(
        unpublished="nicht veröffentlicht",
        rights_unknown="Rechte nicht angegeben.",
        editor="Herausgeber",
        edited="herausgegeben und emendiert von",
        collated="Texte zugeordnet und kollationiert von",
        translations="Übersetzungen",
        quoted="{of} nach Zitaten",
        conjunction="und",
        project="Übersetzungen eines Werkes im Vergleich. Der Apparat zeigt, wo sie auseinandergehen.",
        base="Grundtext ist {base}, als Bezug, nicht als Autorität; ",
        lacking="wo er keinen Text hat, ist die Quelle eines Eintrags ein anderer Zeuge, genannt in seinem div.",
        method=(
            "Die Texte wurden von einer Maschine einander zugeordnet und kollationiert; auch Art und Gewicht der Lesarten "
            "sind maschinell bestimmt. Emendationen stammen vom Herausgeber und sind an ihrer Stelle gekennzeichnet; "
            "kollationiert ist der emendierte Text."
        ),
        decided="Zuordnungen und Lesarten, die der Herausgeber selbst entschieden hat, nennen ihn als verantwortlich: resp=„#ed“.",
        reviews="Rezensionen zeugen nur, wo sie zitieren, zwischen den Zeichen für Anfang und Ende.",
        fragments="Bruchstücke ohne Eintrag",
    ),
    "es": Wording(
        unpublished="sin publicar",
        rights_unknown="Derechos no indicados.",
        editor="el editor",
        edited="edición y enmiendas de",
        collated="textos alineados y cotejados por",
        translations="Traducciones",
        quoted="{of}, según citas",
        conjunction="y",
        project="Traducciones de una misma obra, comparadas. El aparato muestra dónde divergen.",
        base="El texto base es {base}, como referencia y no como autoridad; ",
        lacking="donde no tiene texto, la fuente de una entrada es otro testimonio, nombrado en su div.",
        method=(
            "Los textos fueron alineados y cotejados por una máquina, que también dio a las variantes su tipo y su grado. "
            "Las enmiendas son del editor, cada una marcada en su lugar; el cotejo se hace sobre el texto enmendado."
        ),
        decided="Las correspondencias y variantes que el editor decidió lo nombran como responsable: resp=«#ed».",
        reviews="Las reseñas son testimonio solo donde citan, entre las marcas de comienzo y de fin.",
        fragments="Fragmentos sin entrada",
    ),
    "it": Wording(
        unpublished="non pubblicato",
        rights_unknown="Diritti non indicati.",
        editor="il curatore",
        edited="edizione ed emendamenti a cura di",
        collated="testi allineati e collazionati da",
        translations="Traduzioni",
        quoted="{of}, da citazioni",
        conjunction="e",
        project="Traduzioni di una stessa opera, a confronto. L’apparato mostra dove divergono.",
        base="Il testo base è {base}, come riferimento e non come autorità; ",
        lacking="dove non ha testo, la fonte di una voce è un altro testimone, nominato nel suo div.",
        method=(
            "I testi sono stati allineati e collazionati da una macchina, che ha dato anche tipo e grado alle varianti. Gli "
            "emendamenti sono del curatore, ciascuno segnato al suo posto; la collazione è del testo emendato."
        ),
        decided="Le corrispondenze e le varianti decise dal curatore lo nominano come responsabile: resp=«#ed».",
        reviews="Le recensioni sono testimoni solo dove citano, tra i segni di inizio e di fine.",
        fragments="Frammenti senza voce",
    ),
}


# What groups the entries of a work in numbers, before its number.
_DIVISIONS = {
    "en": {"book": "Book", "chapter": "Chapter", "part": "Part", "volume": "Volume"},
    "fr": {"book": "Livre", "chapter": "Chapitre", "part": "Partie", "volume": "Tome"},
    "de": {"book": "Buch", "chapter": "Kapitel", "part": "Teil", "volume": "Band"},
    "es": {"book": "Libro", "chapter": "Capítulo", "part": "Parte", "volume": "Tomo"},
    "it": {"book": "Libro", "chapter": "Capitolo", "part": "Parte", "volume": "Volume"},
}


def division_head(kind: str, n: str, language: str) -> str:
    """The heading of a division, "Book 2"; the bare number where the language has no word for its kind, or it is none: a year."""
    words = _DIVISIONS.get(_primary(language), {})
    return f"{words[kind]} {n}" if kind in words and n.isdigit() else n


def wording(language: str) -> Wording:
    """The sentences of a header in a language, by its tag."""
    return _WORDINGS.get(_primary(language), _WORDINGS["en"])


def _primary(language: str) -> str:
    """The language of a tag without its region or script."""
    return language.partition("-")[0].lower()
