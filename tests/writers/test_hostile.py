"""Documents that would run a program, or call home, where a book is read: nothing runs, nothing is fetched, and it is told.

Every page of every book is opened in Chromium, while a listener on the loopback address has to hear nothing.
"""

from __future__ import annotations

import re
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HEADER = """<teiHeader><fileDesc><titleStmt><title>Sums{title}</title><author>{title}</author></titleStmt><publicationStmt>
<publisher>{title}</publisher><idno type="URI">{address}</idno></publicationStmt><sourceDesc><listWit><witness xml:id="A"><abbr
type="siglum">A{title}</abbr></witness><witness xml:id="B">Bell {title}</witness></listWit></sourceDesc></fileDesc><encodingDesc>
<tagsDecl><rendition xml:id="r" scheme="css">@import url({address}); background: url({address})</rendition></tagsDecl>
<projectDesc><p>Made {title} of <ref target="javascript:document.title='ran'">it</ref>.</p></projectDesc></encodingDesc>
<xenoData><script xmlns="http://www.w3.org/1999/xhtml" src="{address}">document.title='ran'</script></xenoData></teiHeader>"""
# In each of these {address} is an address that must not be asked for, and a program that runs changes the title of the page.
INSIDES = {
    "a formula": """<p>We add <formula notation="mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"
 xmlns:x="http://www.w3.org/1999/xlink" onload="document.title='ran'" style="background: url({address})" id="a b"><semantics>
<mrow href="javascript:document.title='ran'" x:href="{address}"><mi onclick="document.title='ran'">x</mi><mo>+</mo>
<mglyph src="{address}" alt="one"/><maction actiontype="toggle"><mn>2</mn><mn>3</mn></maction><mtext>and <img
 xmlns="http://www.w3.org/1999/xhtml" src="{address}" onerror="document.title='ran'"/><iframe xmlns="http://www.w3.org/1999/xhtml"
 src="{address}">no frame</iframe>so on</mtext><mi mathbackground="url({address})" style="font: url({address})">y</mi></mrow>
<annotation-xml encoding="application/xhtml+xml"><script xmlns="http://www.w3.org/1999/xhtml">document.title='ran'</script>
<svg xmlns="http://www.w3.org/2000/svg" onload="document.title='ran'"><image x:href="{address}"/></svg></annotation-xml></semantics>
<style xmlns="http://www.w3.org/1999/xhtml">@import url({address});</style></math></formula> at last.</p>""",
    "a drawing": """<figure><svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"
 onload="document.title='ran'"><title>A mole</title><style>@import url({address}); text {{ fill: url({address}) }}</style>
<script>document.title='ran'</script><image x:href="{address}" href="{address}"/><use x:href="{address}#a"/><a
 x:href="javascript:document.title='ran'"><text>boats</text></a><set attributeName="href" to="{address}"/><foreignObject><div
 xmlns="http://www.w3.org/1999/xhtml"><img src="{address}"/>below</div></foreignObject></svg><figDesc>A mole.</figDesc></figure>""",
    "HTML within TEI": """<p xmlns:h="http://www.w3.org/1999/xhtml">Boats <h:script src="{address}">document.title='ran'</h:script>
<h:img src="{address}" onerror="document.title='ran'"/><h:object data="{address}">no object</h:object><h:b
 onclick="document.title='ran'">left</h:b><h:meta http-equiv="refresh" content="0; url={address}"/><h:base href="{address}"/><h:link
 rel="stylesheet" href="{address}"/><h:form action="{address}"><h:input autofocus="" onfocus="document.title='ran'"/></h:form> at
 noon. <?xml-stylesheet href="{address}"?><!-- --><notatedMusic><mei xmlns="http://www.music-encoding.org/ns/mei"><script
>document.title='ran'</script><dir>slow</dir></mei></notatedMusic></p><egXML xmlns="http://www.tei-c.org/ns/Examples"><script
>document.title='ran'</script></egXML><eg>&lt;script src="{address}">document.title='ran'&lt;/script></eg>""",
    "addresses": """<p>See <ref target="javascript:document.title='ran'">one</ref>, <ref
 target="JaVaScRiPt&#x3a;document.title='ran'">two</ref>, <ref target="data:text/html,&lt;script>document.title='ran'&lt;/script>"
>three</ref>, <ref target="file:///etc/passwd">four</ref>, <ref target="http://user:word@127.0.0.1/">five</ref>, <ref
 target="http://[x]/">six</ref>, <ref target="//127.0.0.1/x">seven</ref>, <ref target="vbscript:x">eight</ref>, <ref
 target="https://example.org/?a=[1]&#x9;&quot;onclick=&quot;document.title='ran'">nine</ref>, <ptr target="javascript:x"/>. <graphic
 url="{address}"/> <graphic url="file:///etc/passwd"/> <graphic url="data:image/svg+xml,&lt;svg onload='x'/>"/> <graphic
 url="javascript:x"/> <media mimeType="text/html" url="{address}"/> <binaryObject mimeType="text/html">PHNjcmlwdD4=</binaryObject>
 <figure facs="{address}"><graphic url="http://user:word@127.0.0.1/x.png"/></figure></p>""",
    "ids and other values": """<p xml:id="a b" rend="url({address})" style="background: url({address})" rendition="{address}"
 xml:lang="en&quot; onclick=&quot;document.title='ran'">Boats<ref target="#45">there</ref><pb n="&lt;script>1" facs="{address}"/>
 <seg xml:id="&quot;>&lt;script>document.title='ran'&lt;/script>">were</seg> <anchor xml:id="45"/><date
 when="1901&quot; onclick=&quot;x">then</date> <hi rend="italic&quot; onclick=&quot;document.title='ran'"
 xml:id="x:y">seen</hi> <app
 type="&lt;script>"
 subtype="&quot; onclick=&quot;x" xml:id="javascript:x"><lem wit="#A">out</lem><rdg wit="#B #&lt;script>" type="&lt;script>"
>forth</rdg><note n="&lt;script>" xml:id="[n]" target="javascript:x">Not so.</note></app><note n="&quot; onclick=&quot;x"
 xml:id="/n" target="{address}">Long.</note><lb n="&lt;script>"/> <persName ref="{address}" key="javascript:x">Ann</persName></p><lg
><l n="&lt;script>">Rain</l></lg><table><row><cell cols="&quot; onclick=&quot;x">a</cell></row></table>""",
}


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what was heard there."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line:
                    line.settimeout(2)
                    try:
                        heard.append(line.recv(200))
                    except OSError:
                        heard.append(b"a call without words")

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/beacon", heard
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def hostile(listener: tuple[str, list[bytes]], tmp_path: Path) -> Path:
    """A document with hostile markup of each kind."""
    address = listener[0]
    title = "&lt;script>document.title='ran'&lt;/script>"
    inside = "".join(
        f'<div xml:id="{name}"><head>{name}</head>{text.format(address=address)}</div>' for name, text in INSIDES.items()
    )
    document = tmp_path / "sums.xml"
    document.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEADER.format(title=title, address=address)}'
        f"<text><body>{inside}</body></text></TEI>",
        encoding="utf-8",
    )
    return document


# Each attribute in a page: the name of its element, its own, its value.
_ATTRIBUTES = """
    const found = [];
    for (const element of document.querySelectorAll("*"))
        for (const { name, value } of element.attributes)
            found.push([element.localName, name, value]);
    return found;
"""
# What a page of a book may lead to or show: places and pictures of the book, and the web.
_OWN = re.compile(r"(?:[\w./-]*(?:#[\w.\-]+)?|https?://[^@\[\]\s]+|mailto:[^\s]+)")


def test_no_page_runs_or_fetches_anything(
    hostile: Path,
    listener: tuple[str, list[bytes]],
    run_edition: Callable[..., Any],
    unpacked: Callable[[Path], list[Path]],
    browser: Any,
    epubcheck: Callable[[Path], list[str]],
) -> None:
    made = run_edition("epub", hostile, "-o", "sums.epub", folder=hostile.parent)
    assert made.returncode == 0, made.stderr
    for told in ("W513 ", "script (3 times)", "annotation-xml", "I514 ", "onclick", "W515 ", "W504 "):
        assert told in made.stderr
    for page in unpacked(hostile.parent / "sums.epub"):
        title = re.search(r"<title>(.*?)</title>", page.read_text(encoding="utf-8"), re.DOTALL)
        browser.open(page)
        values = browser.run(_ATTRIBUTES)
        elements = {element for element, _, _ in values}
        assert not elements & {"script", "iframe", "object", "embed", "form", "input", "base", "style", "image", "use", "mglyph"}
        assert [name for _, name, _ in values if name.startswith("on") or name == "xlink:href"] == []
        leading = [value for _, name, value in values if name in ("href", "src", "action", "data", "poster")]
        assert [value for value in leading if not _OWN.fullmatch(value)] == []
        assert [value for _, name, value in values if name == "style" and "url" in value] == []
        assert [value for _, name, value in values if name == "id" and not re.fullmatch(r"[^\W\d][\w.-]*", value)] == []
        assert title is not None
        assert browser.run("return document.title") == title[1].replace("&lt;", "<").replace("&gt;", ">")
    assert listener[1] == []
    assert epubcheck(hostile.parent / "sums.epub") == []


def test_no_page_on_screen_runs_or_fetches_anything_but_its_own_program(
    hostile: Path, listener: tuple[str, list[bytes]], run_edition: Callable[..., Any], browser: Any
) -> None:
    made = run_edition("html", hostile, "-o", "sums.html", folder=hostile.parent)
    assert made.returncode == 0, made.stderr
    browser.driver.get_log("browser")
    browser.open(hostile.parent / "sums.html")
    assert browser.run("return document.body.dataset.ready") == "", "the page's own program ran"
    for details in browser.driver.find_elements("css selector", "details > summary"):
        browser.run("arguments[0].parentElement.open = true", details)
    for text in browser.driver.find_elements("css selector", ".r > .a > *"):
        browser.run("arguments[0].click()", text)
    values = browser.run(_ATTRIBUTES)
    elements = {element for element, _, _ in values}
    assert not elements & {"iframe", "object", "embed", "form", "base", "link", "image", "use", "mglyph"}
    assert len(browser.driver.find_elements("css selector", "script:not([type])")) == 1
    assert [name for _, name, _ in values if name.startswith("on") or name in ("xlink:href", "style")] == []
    leading = [value for _, name, value in values if name in ("href", "src", "action", "data", "poster")]
    assert [value for value in leading if not _OWN.fullmatch(value)] == []
    assert "<script>document.title='ran'</script>" in browser.run("return document.title"), "the title of the document, in words"
    assert browser.driver.get_log("browser") == [], "nothing that the policy had to stop"
    assert listener[1] == []


def test_no_page_on_paper_does_either(
    hostile: Path, listener: tuple[str, list[bytes]], run_edition: Callable[..., Any], tool: Callable[[str], str]
) -> None:
    tool("pango")
    style = hostile.parent / "mine.css"
    style.write_text(f"@import url({listener[0]}); p {{ background: url({listener[0]}) }} @font-face {{ src: url({listener[0]}) }}")
    settings = hostile.parent / "mine.toml"
    settings.write_text('[pdf]\nstylesheet = "mine.css"\n')
    made = run_edition("pdf", hostile, "--settings", settings, "-o", "sums.pdf", folder=hostile.parent)
    assert made.returncode == 0, made.stderr
    command = [tool("qpdf"), "--qdf", "--object-streams=disable", str(hostile.parent / "sums.pdf"), "-"]
    inside = subprocess.run(command, capture_output=True, check=True).stdout.decode("latin-1")
    assert re.findall(r"/(?:JavaScript|JS|Launch|SubmitForm|GoToR|ImportData|EmbeddedFile|RichMedia)\b", inside) == []
    leading = re.findall(r"/URI \((.*?)\)", inside)
    assert [address for address in leading if not re.fullmatch(r"https?://[^@\s]+", address)] == []
    assert listener[1] == []
