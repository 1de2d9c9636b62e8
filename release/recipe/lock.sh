#!/bin/sh
# Locks the project's requirements together with those of hosts, with hashes, in /build/locked.txt, and lists those from
# git in /build/repositories.txt. Where the project has a lock of its own, its versions are what is required. Reads
# HRMS_REQUIREMENTS and HRMS_LOCK, paths in the project, and HRMS_GROUPS, names. /build/kept has the lock of an earlier
# build, if that is wanted. Exits with 3 after a message that is complete.
set -eu
. /build/recipe/index.sh

# shellcheck disable=SC2154 # environment.sh sets it
uv="$as_packager /opt/tools/bin/uv"
own=/build/app/$HRMS_REQUIREMENTS
wanted=$own
groups() {
    for group in $HRMS_GROUPS; do
        printf '%s\n' --group "$1$group"
    done
}

own_requirements() {
    case $HRMS_LOCK in
        *uv.lock)
            # shellcheck disable=SC2046,SC2086 # several words
            $uv export --quiet --no-config --frozen --no-dev --no-emit-project --format requirements.txt --no-hashes \
                --no-annotate --no-header --directory "$(dirname "/build/app/$HRMS_LOCK")" $(groups '') > /build/wanted.txt
            wanted=/build/wanted.txt
            ;;
        *.lock)
            # shellcheck disable=SC2086 # several names
            python3 /build/recipe/requirements.py "/build/app/$HRMS_LOCK" $HRMS_GROUPS > /build/wanted.txt
            wanted=/build/wanted.txt
            ;;
    esac
}

compile() {
    # shellcheck disable=SC2046,SC2086 # several words
    $uv pip compile --quiet --no-config --generate-hashes --no-header --no-annotate --python /usr/bin/python3 \
        "$wanted" $([ "$wanted" != "$own" ] || groups "$own:") /build/django/requirements.txt /build/pip.txt "$@" \
        > /build/compiled.txt
}

lock() {
    own_requirements
    # Hosts install a release with the pip that it brings.
    echo pip > /build/pip.txt
    compile
    if grep -q '^celery==' /build/compiled.txt; then
        compile /build/django/requirements-celery.txt
    fi
    grep '@ git+' /build/compiled.txt > /build/repositories.txt || true
    grep -v '@ git+' /build/compiled.txt > /build/locked.txt
    python3 /build/recipe/sources.py "$wanted" >&2 || exit 3
}

if [ -d /build/kept ]; then
    cp -R /build/kept/. /build
else
    lock
fi
grep -c '==' /build/locked.txt
