# Sourced by the other scripts: how they speak.
step() { printf '· %s\n' "$*"; }
warn() { printf '! %s\n' "$*" >&2; }
stop() { warn "$@"; exit 1; }
