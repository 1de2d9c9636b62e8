# shellcheck shell=sh
# Read by all scripts: the variables of this build, and what makes two builds of the same files give the same bytes.
set -a
. /build/environment
set +a
# Compilers write paths of temporary folders into debugging information, and linkers a hash of it.
export LC_ALL=C.UTF-8 TZ=UTC SOURCE_DATE_EPOCH=315532800 PYTHONHASHSEED=0
export CFLAGS=-g0 LDFLAGS='-Wl,--strip-all -Wl,--build-id=none'
export UV_CACHE_DIR=/cache/uv PIP_CACHE_DIR=/cache/pip PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1
