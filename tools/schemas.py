"""Turn the tables of keys into docs/edition-toml.md and the JSON Schemas beside it. Run by `make schemas`."""

from __future__ import annotations

import json
from pathlib import Path

from edition.project.key_schemas import key_tables, schemas

DOCS = Path(__file__).resolve().parent.parent / "docs"

PAGE = """\
# edition.toml

The description of an edition: `sources/<name>/edition.toml`. [That of the specimen](../sources/specimen/edition.toml) explains
itself line by line. Beside it lie `names.toml` with the names that the texts have, and `decisions.toml` with what the editor
decides ([decisions.md](decisions.md)).

The keys of `[[witness]]` that say how a text is divided (`divisions`, `headings`, `from`, `to`, `leave_out`, `key`, `verse`) are
obeyed whatever the text looks like; [reading.md](reading.md) shows them at work. `edition read FILE` proposes those that a file may
need. A file in `witnesses/` is read by it as edition.toml says, so that you see at once what a line has done.

An editor that knows JSON Schema, such as one with Taplo, proposes keys and marks faults if the first line of the file is

```toml
#:schema ../../docs/edition.schema.json
```

with the path from the file to the schema; a workspace of your own needs a copy. For `names.toml` and `decisions.toml` there are
`names.schema.json` and `decisions.schema.json`.

This page and the schemas are made by `make schemas` from the tables by which the program reads these files; do not change them by
hand.
"""


def outputs() -> dict[Path, str]:
    """What is written: each path with its text."""
    found = {DOCS / "edition-toml.md": PAGE + key_tables()}
    for file, schema in schemas().items():
        found[DOCS / file.replace(".toml", ".schema.json")] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return found


def main() -> None:
    """Write the page and the schemas."""
    for path, text in outputs().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
