#!/bin/sh
# Makes sure that bubblewrap is there where it can be had: finds it, or installs Debian's when run as root.
# It is never required: without it answers run under limits alone, and every report says so.
set -eu
if command -v bwrap >/dev/null 2>&1; then
    echo "sandbox: $(command -v bwrap)"
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends bubblewrap >/dev/null; then
        command -v bwrap
        exit 0
    fi
fi
echo "No bubblewrap found: answers run without a sandbox. Install it, for instance: apt-get install bubblewrap" >&2
