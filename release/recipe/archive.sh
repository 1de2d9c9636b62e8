#!/bin/sh
# Packs the release. Names, order, owners, times and modes do not depend on who builds it, or when.
set -eu
. /build/recipe/environment.sh
tar --create --format=gnu --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode='u=rwX,go=rX' \
    --directory /build app --directory /build/release requirements.lock static wheels |
    gzip -9 -n > /build/archive
