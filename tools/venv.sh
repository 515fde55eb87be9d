#!/usr/bin/env bash
# Make .venv with the pinned libraries and the program itself, or add the pinned test tools to it.
# Usage: tools/venv.sh runtime|tests|trials|bench|site. PYTHON=/path/to/python chooses the interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/say.sh

good() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14; do
    if good "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
  stop "Python 3.11 or later is needed and was not found. Install it (Debian 12 and later have it as python3), or give its path: make PYTHON=…"
}

make_venv() {
  local python
  python=$(find_python)
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    stop "Python's module venv is missing; on Debian it is in python3-venv (see above). When it is there, run make again."
  step "Virtual environment .venv, with $("$python" --version)"
  "$python" -m venv --clear .venv || stop "The virtual environment could not be made; see above."
}

install() {
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input "$@"
}

case "${1:-}" in
  runtime)
    good .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1 || make_venv
    step "Python libraries, as pinned in requirements/runtime.txt"
    install --require-hashes -r requirements/runtime.txt -r requirements/build.txt ||
      stop "The libraries could not be installed; a network is needed the first time. See above, then run make again."
    install --no-deps --no-build-isolation --editable .
    ;;
  tests | trials | bench | site)
    step "Python tools, as pinned in requirements/$1.txt"
    install --require-hashes -r "requirements/$1.txt" ||
      stop "The tools could not be installed; a network is needed the first time. See above, then run make again."
    ;;
  *) stop "Usage: tools/venv.sh runtime|tests|trials|bench|site" ;;
esac
touch ".venv/.$1"
