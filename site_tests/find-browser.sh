#!/bin/sh
# Makes sure that a Chromium or Chrome is there: finds one, or installs Debian's when run as root.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then
        echo "browser: $(command -v "$name")"
        exit 0
    fi
done
for found in "$HOME"/.cache/ms-playwright/chromium*/chrome-linux*/chrome; do
    if [ -x "$found" ]; then
        echo "browser: $found"
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
    command -v chromium
    exit 0
fi
echo "No Chromium or Chrome found. Install one, for instance: apt-get install chromium" >&2
echo "or: .venv/bin/playwright install chromium" >&2
exit 1
