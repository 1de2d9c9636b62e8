#!/bin/sh
# Makes a builder of Debian's own image: installs PACKAGES, and prepares it with TOOLS.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update --quiet=2
# shellcheck disable=SC2086 # several words
apt-get install --yes --quiet=2 --no-install-recommends $PACKAGES > /dev/null
apt-get clean
rm -rf /var/lib/apt/lists/*
mkdir -p /build /cache
sh /opt/recipe/prepare.sh
