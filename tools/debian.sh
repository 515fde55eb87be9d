#!/usr/bin/env bash
# Install what Debian has and this machine lacks, or say the exact line to run.
# Usage: tools/debian.sh build|test|press|latex|bench. Exit status: 0 all there, 1 something is missing still.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/say.sh

# Package, and what shows that it is there: a command, a module of Python, or (a dash) Debian's own list.
build="python3-venv ensurepip.py
libpango-1.0-0 -
libpangoft2-1.0-0 -
libharfbuzz-subset0 -
fonts-ebgaramond -
fonts-dejavu-core -"
test="$build
chromium chromium
chromium-driver chromedriver
default-jdk-headless javac
jing jing
nodejs node
npm npm
poppler-utils pdftotext
qpdf qpdf"
press="$build
texlive-humanities -
texlive-latex-extra -"
latex="$press
texlive-luatex lualatex
texlive-plain-generic -"
bench="$build
pandoc pandoc
wordnet-base -"

case "${1:-}" in
  build | test | press | latex | bench) wanted=${!1} ;;
  *) stop "Usage: tools/debian.sh build|test|press|latex|bench" ;;
esac

installed() { # package sign
  case "$2" in
    -) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    *.py) [ -x .venv/bin/python ] || "${PYTHON:-python3}" -c "import ${2%.py}" 2>/dev/null ;;
    *) command -v "$2" >/dev/null ;;
  esac
}

missing() {
  while read -r package sign; do
    installed "$package" "$sign" || printf '%s ' "$package"
  done <<<"$wanted"
}

lacking=$(missing)
[ -n "$lacking" ] || exit 0
line="apt-get install --yes --no-install-recommends ${lacking% }"

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  warn "This is not a Debian machine, so these are not installed or looked for. Under Debian's names: ${lacking% }"
  exit 1
elif [ "$(id -u)" = 0 ]; then
  as_root=(env DEBIAN_FRONTEND=noninteractive)
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
else
  warn "Some Debian packages are missing, and only root may install them. Please run:"
  warn "    sudo $line"
  exit 1
fi

step "Debian packages: ${lacking% }"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" apt-get --quiet --yes -o Acquire::Retries=2 -o Acquire::http::Timeout=30 "$@" >>"$log" 2>&1 </dev/null; }
apt update || true
# One package that cannot be had must not keep the others away.
# shellcheck disable=SC2086
apt install --no-install-recommends $lacking || for package in $lacking; do
  apt install --no-install-recommends "$package" || true
done

lacking=$(missing)
[ -z "$lacking" ] || {
  warn "Not installed: ${lacking% }. What apt-get said last:"
  tail -n 5 "$log" | sed 's/^/    /' >&2
  warn "To try by hand:"
  warn "    apt-get update && apt-get install --yes --no-install-recommends ${lacking% }"
  exit 1
}
