# Sourced by the scripts beside it: strict mode, the project's root as working directory, --help.
# shellcheck shell=bash
set -euo pipefail
unset CDPATH
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$@"
  exit 1
}

# The comment at the top of a script is its help.
if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
  awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$here/${0##*/}"
  exit 0
fi
