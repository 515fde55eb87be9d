"""Plays and letters as people bring them in, the entries of the TEI of their edition out: speeches, letters and their parts."""

from __future__ import annotations

import pytest

from tests.pipeline.conftest import Founded, flat

PLAYS = {
    "names over what they say": """Act 1

(The toll-house. Noon.)

REEVE
Nobody has paid since the frost.

IDA (aside)
Nor will they now.

(A bell.)

REEVE
Who goes over?
""",
    "names before it, in bold": """<h2>Act 1</h2><p>(The toll-house. Noon.)</p><p><b>REEVE.</b> Nobody has paid since the frost.</p>
<p><b>IDA</b> (aside). Nor will they now.</p><p>(A bell.)</p><p><b>REEVE.</b> Who goes over?</p>
""",
    "names with a colon, in Markdown": """## Act 1

(The toll-house. Noon.)

**REEVE:** Nobody has paid since the frost.

**IDA** (aside): Nor will they now.

(A bell.)

**REEVE:** Who goes over?
""",
}


@pytest.mark.parametrize("play", PLAYS)
def test_who_speaks_and_what_is_done_are_no_words_of_a_speech(founded: Founded, play: str) -> None:
    text = PLAYS[play]
    name = "toll_md" if text.startswith("#") else "toll_html" if text.startswith("<") else "toll_txt"
    assert founded(**{name: f"<html lang='en'><body>{text}</body></html>" if name == "toll_html" else text})["1"] == flat(
        """
        <stage>(The toll-house. Noon.)</stage>
        <sp><speaker>REEVE</speaker><p>Nobody has paid since the frost.</p></sp>
        <sp><speaker>IDA</speaker><stage>(aside)</stage><p>Nor will they now.</p></sp><stage>(A bell.)</stage>
        <sp><speaker>REEVE</speaker><p>Who goes over?</p></sp>
        """
    )


ADDRESSED = """To Ida Pell

Crumb, 4 April 1801

My dear Ida,

The bridge went down on Monday with half the mules. I have a room above the mill.

I remain, madam,
your obedient servant,
O. Holm

P.S. The cat is well.


To Ida Pell

Weir, 9 April 1801

Dear Ida,

We left Crumb in the snow and the carts were slow. Send the grey coat.

Yours ever,
O. Holm


To the same

Weir, 9 April 1801, at night

Dear Ida,

I forgot to say that the coat has a torn lining.

O. H.
"""
BELOW = """LETTER I

TO THE MILLER

Sir,

Your letter of the fourth has come. I shall send no mules before the thaw, nor any carts.

Your servant,
O. Holm.

Crumb, April 6, 1801.

LETTER II

TO HIS WIFE

Madam,

The mules have gone, and with them both the carters. Nobody has seen them at the ford.

I am, Madam, your servant,
O. Holm.

Crumb, April 8, 1801.

P.S. The cat has come back.

LETTER III

TO THE MILLER

Sir,

Your mules have been seen at the ford.

Your servant,
O. Holm.

Crumb, April 9, 1801.
"""
GERMAN = """Krumau, den 4. April 1801

Liebe Ida,

die Brücke ist am Montag mit der Hälfte der Maultiere eingestürzt. Ich habe ein Zimmer über der Mühle gefunden.

Dein Otto


Wehr, den 9. April 1801

Liebe Ida,

wir haben die Stadt im Schnee verlassen, und die Karren waren langsam. Schick mir den grauen Mantel.

Dein alter
Otto

N.S. Die Katze ist wohlauf.
"""
LETTERS = {
    "addressed and dated above, two of a day": (
        ADDRESSED,
        {
            "1801-04-04": """
                <opener><salute>My dear Ida,</salute></opener>
                <p>The bridge went down on Monday with half the mules. I have a room above the mill.</p>
                <closer><salute>I remain, madam, your obedient servant,</salute><signed>O. Holm</signed></closer>
                <postscript><p>P.S. The cat is well.</p></postscript>
                """,
            "1801-04-09": """
                <opener><salute>Dear Ida,</salute></opener>
                <p>We left Crumb in the snow and the carts were slow. Send the grey coat.</p>
                <closer><salute>Yours ever,</salute><signed>O. Holm</signed></closer>
                """,
            "1801-04-09.2": """
                <opener><salute>Dear Ida,</salute></opener><p>I forgot to say that the coat has a torn lining.</p>
                <closer><signed>O. H.</signed></closer>
                """,
        },
    ),
    "numbered, dated below": (
        BELOW,
        {
            "1": """
                <opener><salute>Sir,</salute></opener>
                <p>Your letter of the fourth has come. I shall send no mules before the thaw, nor any carts.</p>
                <closer><salute>Your servant,</salute><signed>O. Holm.</signed><dateline>Crumb, April 6, 1801.</dateline></closer>
                """,
            "2": """
                <opener><salute>Madam,</salute></opener>
                <p>The mules have gone, and with them both the carters. Nobody has seen them at the ford.</p>
                <closer><salute>I am, Madam, your servant,</salute><signed>O. Holm.</signed><dateline>Crumb, April 8,
                1801.</dateline></closer><postscript><p>P.S. The cat has come back.</p></postscript>
                """,
            "3": """
                <opener><salute>Sir,</salute></opener><p>Your mules have been seen at the ford.</p>
                <closer><salute>Your servant,</salute><signed>O. Holm.</signed><dateline>Crumb, April 9, 1801.</dateline></closer>
                """,
        },
    ),
    "German": (
        GERMAN,
        {
            "1801-04-04": """
                <opener><salute>Liebe Ida,</salute></opener><p>die Brücke ist am Montag mit der Hälfte der Maultiere
                eingestürzt. Ich habe ein Zimmer über der Mühle gefunden.</p><closer><signed>Dein Otto</signed></closer>
                """,
            "1801-04-09": """
                <opener><salute>Liebe Ida,</salute></opener><p>wir haben die Stadt im Schnee verlassen, und die Karren
                waren langsam. Schick mir den grauen Mantel.</p><closer><salute>Dein alter</salute><signed>Otto</signed></closer>
                <postscript><p>N.S. Die Katze ist wohlauf.</p></postscript>
                """,
        },
    ),
}


@pytest.mark.parametrize("example", LETTERS)
def test_letters_are_entries_with_their_parts(founded: Founded, example: str) -> None:
    text, wanted = LETTERS[example]
    assert founded(toll_txt=text) == {n: flat(entry) for n, entry in wanted.items()}
