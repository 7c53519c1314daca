#!/bin/sh
# Looks for a Firefox, and installs Debian's when run as root. Without one the second engine is not tested, and that is said.
set -eu
for name in firefox-esr firefox; do
    if command -v "$name" >/dev/null 2>&1; then
        echo "second engine: $(command -v "$name")"
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends firefox-esr >/dev/null; then
        echo "second engine: $(command -v firefox-esr)"
        exit 0
    fi
fi
echo "No Firefox found: THE SECOND ENGINE IS NOT TESTED. Install one, for instance: apt-get install firefox-esr" >&2
