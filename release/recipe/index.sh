# shellcheck shell=sh
# Read by scripts that fetch packages: the indexes of this machine's pip. Only `packager` can read their passwords.
. /build/recipe/environment.sh
set -a
. /build/indexes
set +a
install --directory --owner=packager --group=packager --mode=700 /cache/packages /build/temporary/packager
install --owner=packager --group=packager --mode=600 /build/netrc /build/temporary/packager/.netrc
