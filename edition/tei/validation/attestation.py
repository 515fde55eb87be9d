"""Turn the readings of a document into messages on attestation: each witness stands once in each app, and only where it is extant.

Guidelines 13.1.5 (fragmentary witnesses), and docs/encoding.md: the apparatus is positive, so that each witness can be read
back whole.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from edition.tei.names import TEI, XML_ID
from edition.tei.validation.examination import Examination

STARTS = (f"{TEI}witStart", f"{TEI}lacunaEnd")
ENDS = (f"{TEI}witEnd", f"{TEI}lacunaStart")
READINGS = (f"{TEI}lem", f"{TEI}rdg")
_OTHER = {"witStart": "witEnd", "witEnd": "witStart", "lacunaStart": "lacunaEnd", "lacunaEnd": "lacunaStart"}


def check_extent(examination: Examination) -> None:
    """Report what breaks attestation in a document of our own encoding.

    Reports bounds of a witness that do not pair (E450 to E452), readings that are missing or too many (E453 to E455, E488), and
    words in a place where no witness is extant (E446). The TEI of a single source is not checked: it has no second witness.
    """
    full = [w for w, element in examination.witnesses.items() if _within(element, "wits.full")]
    if not full:
        return  # The TEI of one source: there is nobody else whose text it could be.
    for entry in examination.tree.iter(f"{TEI}div"):
        if entry.get("type") == "entry":
            _EntryAttestation(examination, full).check(entry)


def _within(witness: etree._Element, group: str) -> bool:
    return any(ancestor.get(XML_ID) == group for ancestor in witness.iterancestors(f"{TEI}listWit"))


def witnesses_of(element: etree._Element) -> list[str]:
    """Find the ids to which an element's @wit points; of a bound without @wit (witStart, lacunaEnd …), those of the reading around
    it.
    """
    while element is not None and element.get("wit") is None and element.tag not in READINGS:
        parent = element.getparent()
        if parent is None:
            return []
        element = parent
    return [token[1:] for token in element.get("wit", "").split() if token.startswith("#")]


def check_bounds(examination: Examination) -> None:
    """Report, in any TEI, a witness that begins twice without ending (E451), or ends twice without beginning (E450)."""
    last: dict[str, str] = {}
    for bound in examination.tree.iter(*STARTS, *ENDS):
        # A lacuna may lie within a fragment, so the two kinds of bound are paired each by itself.
        pair = "wit" if "wit" in etree.QName(bound).localname else "lacuna"
        for witness in witnesses_of(bound):
            if last.get(f"{witness} {pair}") == bound.tag:
                name = etree.QName(bound).localname
                code = "E451" if name.endswith("Start") else "E450"
                examination.tell(code, bound, siglum=examination.siglum(witness), bound=name, other=_OTHER[name])
            last[f"{witness} {pair}"] = str(bound.tag)


def _has_each_once(app: etree._Element, pointers: set[str]) -> bool:
    """Tell whether the readings of an app name each of these witnesses once, and nothing else."""
    named = [token for reading in app.iter(*READINGS) for token in reading.get("wit", "").split()]
    return len(named) == len(pointers) and pointers.issuperset(named) and len(set(named)) == len(named)


class _EntryAttestation:
    """Follows which witnesses are extant in one entry of our encoding, from its first app to its last."""

    def __init__(self, examination: Examination, full: list[str]) -> None:
        self.examination = examination
        self.extant = set(full)
        self.full = frozenset(full)
        self.since: dict[str, etree._Element] = {}

    def check(self, entry: etree._Element) -> None:
        if self.extant and next(entry.iter(*STARTS, *ENDS), None) is None:
            # No witness begins or ends here, as in most entries: only the readings are to be looked at.
            pointers = {f"#{witness}" for witness in self.extant}
            for app in entry.iter(f"{TEI}app"):
                if app.get("type") != "attestation" and not _has_each_once(app, pointers):
                    self._readings(app)
            return
        for event, element in etree.iterwalk(entry, events=("start", "end")):
            if element.tag == f"{TEI}app" and event == "start":
                self._app(element)
            elif event == "start" and not self.extant:
                self._words(element, element.text)
            elif event == "end" and element is not entry and not self.extant:
                self._words(element, element.tail)
        for witness, bound in sorted(self.since.items()):
            name = etree.QName(bound).localname
            self.examination.tell("E452", bound, siglum=self._siglum(witness), bound=name, other=_OTHER[name])

    def _app(self, app: etree._Element) -> None:
        if app.get("type") != "attestation":
            self._readings(app)
        for bound in app.iter(*STARTS, *ENDS):
            self._bound(bound)

    def _words(self, element: etree._Element, words: str | None) -> None:
        """Report words in a place where no witness is extant (E446). Words outside an app are those of all witnesses."""
        if words and words.strip() and next(element.iterancestors(f"{TEI}app", f"{TEI}note"), None) is None:
            self.examination.tell("E446", element, text=" ".join(words.split())[:40])

    def _siglum(self, witness: str) -> str:
        return self.examination.siglum(witness)

    def _bound(self, bound: etree._Element) -> None:
        name = etree.QName(bound).localname
        opens = name in ("witStart", "lacunaStart")
        for witness in witnesses_of(bound):
            if opens and witness in self.since:
                self.examination.tell("E451", bound, siglum=self._siglum(witness), bound=name, other=_OTHER[name])
            elif not opens and witness not in self.since:
                self.examination.tell("E450", bound, siglum=self._siglum(witness), bound=name, other=_OTHER[name])
            if opens:
                self.since[witness] = bound
            else:
                self.since.pop(witness, None)
            if bound.tag in STARTS:
                self.extant.add(witness)
            else:
                self.extant.discard(witness)

    def _readings(self, app: etree._Element) -> None:
        counts: Counter[str] = Counter()
        for reading in app.iter(*READINGS):
            counts.update(witnesses_of(reading))
        begin = {witness for start in app.iter(*STARTS) for witness in witnesses_of(start)}
        # If a pointer leads to no witness, it may be meant for the one that seems to be missing.
        known = all(witness in self.examination.witnesses for witness in counts)
        for witness in sorted(self.extant | begin):
            if known and not counts[witness]:
                self.examination.tell("E453", app, siglum=self._siglum(witness))
        for witness, count in sorted(counts.items()):
            if witness not in self.examination.witnesses:
                continue
            if count > 1:
                self.examination.tell("E454", app, siglum=self._siglum(witness), count=count)
            elif witness not in self.extant and witness not in begin:
                self.examination.tell("E455" if witness in self.full else "E488", app, siglum=self._siglum(witness))
