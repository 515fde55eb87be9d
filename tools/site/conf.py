"""How Sphinx, with MyST for Markdown, makes the site: read by tools/site/build.py."""

from __future__ import annotations

project = "edition"
author = "The authors of edition"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
html_theme = "furo"
html_title = "edition"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
# So deep are the headings to which links lead.
myst_heading_anchors = 4
# Some blocks hold placeholders, and are none of the language that they are said to be in.
suppress_warnings = ["misc.highlighting_failure"]
