"""Say in a PDF which standards it follows, PDF/UA-1 and PDF/A (ISO 14289-1, ISO 19005), and for which colours it is made."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    import pikepdf

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFA, PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
EXTENSION, SCHEMA, PROPERTY = (f"http://www.aiim.org/pdfa/ns/{name}" for name in ("extension/", "schema#", "property#"))
# The flag of an annotation that is printed (ISO 32000-1, table 165); ISO 19005-2, 6.3.2, asks for it.
PRINTED = 4
# A profile of colours that comes with WeasyPrint (sRGB2014.icc of the International Color Consortium).
SRGB = ("sRGB2014.icc", "sRGB IEC61966-2.1", 3)


@dataclass(frozen=True, slots=True)
class Prepress:
    """The standard that a PDF follows besides PDF/UA-1: `part` of ISO 19005, 0 for none."""

    part: int = 0


def prepress_of(variant: str) -> Prepress:
    """Turn a setting, "pdf/ua-1", "pdf/a-2a" or "pdf/a-3a", into what a PDF says."""
    return Prepress({"pdf/a-2a": 2, "pdf/a-3a": 3}.get(variant, 0))


def declared(whole: pikepdf.Pdf, prepress: Prepress, *, lacking: bool) -> None:
    """Write the metadata of a PDF, its colours, and that its links are printed.

    `lacking`: some letters have no glyph. Then it follows none of the standards (ISO 14289-1, 7.21.8; ISO 19005-2, 6.2.11.8).
    """
    import pikepdf

    for page in whole.pages:
        for annotation in page.get("/Annots", ()):
            annotation.F = PRINTED
    name, condition, components = SRGB
    profile = whole.make_stream(files("weasyprint.pdf").joinpath(name).read_bytes())
    profile.N = components
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        DestOutputProfile=profile,
        OutputConditionIdentifier=pikepdf.String(condition),
        Info=pikepdf.String(condition),
    )
    whole.Root.OutputIntents = pikepdf.Array([intent])
    said = whole.Root.Metadata.read_bytes()
    stream = whole.make_stream(said if lacking else _claimed(said, prepress))
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    whole.Root.Metadata = stream


def _claimed(xmp: bytes, prepress: Prepress) -> bytes:
    """Add to metadata which standards a PDF follows. PDF/A wants what others add to XMP described (ISO 19005-2, 6.6.2.3)."""
    packet = etree.fromstring(xmp, etree.XMLParser(remove_blank_text=True))
    rdf = next(packet.iter(f"{{{RDF}}}RDF"))
    about: dict[Any, Any] = {f"{{{RDF}}}about": ""}
    made = etree.SubElement(rdf, f"{{{RDF}}}Description", about, nsmap={"pdfuaid": PDFUA})
    etree.SubElement(made, f"{{{PDFUA}}}part").text = "1"
    if prepress.part:
        archive = etree.SubElement(rdf, f"{{{RDF}}}Description", about, nsmap={"pdfaid": PDFA})
        etree.SubElement(archive, f"{{{PDFA}}}part").text = str(prepress.part)
        etree.SubElement(archive, f"{{{PDFA}}}conformance").text = "A"
        rdf.append(_described())
    inside = etree.tostring(packet, encoding="utf-8")
    head, foot = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n', b'\n<?xpacket end="r"?>'
    return head + inside + foot


def _described() -> etree._Element:
    """Describe the property by which a PDF says that it follows PDF/UA."""
    names = {"rdf": RDF, "pdfaExtension": EXTENSION, "pdfaSchema": SCHEMA, "pdfaProperty": PROPERTY}
    made = etree.Element(f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""}, nsmap=names)
    schemas = etree.SubElement(etree.SubElement(made, f"{{{EXTENSION}}}schemas"), f"{{{RDF}}}Bag")
    schema = etree.SubElement(schemas, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    for name, value in (("schema", "PDF/UA identification schema"), ("namespaceURI", PDFUA), ("prefix", "pdfuaid")):
        etree.SubElement(schema, f"{{{SCHEMA}}}{name}").text = value
    properties = etree.SubElement(etree.SubElement(schema, f"{{{SCHEMA}}}property"), f"{{{RDF}}}Seq")
    described = etree.SubElement(properties, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    for name, value in (
        ("name", "part"),
        ("valueType", "Integer"),
        ("category", "internal"),
        ("description", "The part of ISO 14289 that the document follows"),
    ):
        etree.SubElement(described, f"{{{PROPERTY}}}{name}").text = value
    return made
