#!/usr/bin/env bash
# Install Ace by DAISY, which checks the accessibility of EPUB, into .tools/ace.
# Ace drives the Chromium that Debian has: its own download of a browser is skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/say.sh

folder=.tools/ace
cmp -s requirements/ace/package-lock.json "$folder/.installed" && exit 0
command -v npm >/dev/null || { warn "Ace is not installed: it needs Node and npm."; exit 1; }
step "Ace, as pinned in requirements/ace/package-lock.json"
rm -rf "$folder"
mkdir -p "$folder"
cp requirements/ace/package.json requirements/ace/package-lock.json "$folder"
PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null ||
  { warn "Ace could not be installed; see above."; exit 1; }
cp requirements/ace/package-lock.json "$folder/.installed"
