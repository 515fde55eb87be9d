"""Find in a text the characters that no XML document can hold."""

from __future__ import annotations

import re

# All but the characters of XML 1.0 (section 2.2).
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
