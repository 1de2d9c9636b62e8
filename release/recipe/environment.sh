# shellcheck shell=sh
# Read by all scripts: the variables of this build, what makes two builds of the same files give the same bytes, and the
# users of a builder. root runs the recipe's own programs only. `packager` runs what comes with packages, and `project`
# the project; neither can change what the other, or the recipe, has made.
set -a
. /build/environment
set +a
# Compilers write paths of temporary folders into debugging information, and linkers a hash of it.
export LC_ALL=C.UTF-8 TZ=UTC SOURCE_DATE_EPOCH=315532800 PYTHONHASHSEED=0
export CFLAGS=-g0 LDFLAGS='-Wl,--strip-all -Wl,--build-id=none'
export TMPDIR=/build/temporary UV_CACHE_DIR=/cache/packages/uv

without_rights='--clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all'
as_packager="setpriv --reuid=packager --regid=packager $without_rights env HOME=/build/temporary/packager"
as_project="setpriv --reuid=project --regid=project $without_rights env HOME=/build/temporary/project"
export as_packager as_project
