#!/bin/sh
# Packs the release. Names, order, owners, times and modes do not depend on who builds it, or when, and neither do pigz's
# bytes, as long as it has more than one thread.
set -eu
. /build/recipe/environment.sh
tar --create --format=gnu --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode='u=rwX,go=rX' \
    --directory /build app --directory /build/release requirements.lock static wheels |
    pigz --no-name --processes 4 > /build/archive
