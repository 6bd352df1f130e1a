#!/bin/sh
# Checks for what cannot come from the lock file: Pango (PDF) and Chromium (browser tests).
# As root on Debian or Ubuntu it installs what is missing; otherwise it prints the line to run.
set -eu
browser() {
    apt-cache show chromium-headless-shell >/dev/null 2>&1 && echo chromium-headless-shell || echo chromium
}
missing=
for need in "$@"; do
    case $need in
    pango)
        for library in libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0; do
            "$(dirname "$0")/../.venv/bin/python" -c "import ctypes; ctypes.CDLL('$library')" 2>/dev/null ||
                missing="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        done ;;
    chromium)
        # The one without windows asks less of the machine; not every system has it.
        [ -n "${CHROMIUM:-}" ] || command -v chromium-headless-shell >/dev/null 2>&1 ||
            command -v chromium >/dev/null 2>&1 || missing="$missing $(browser)" ;;
    esac
done
[ -z "$missing" ] && exit 0
line="apt-get update && apt-get install -y --no-install-recommends $missing"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing system packages:$missing"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "System packages are missing. Run this line, then try again:" >&2
    echo "  sudo sh -c '$line'" >&2
    exit 1
fi
