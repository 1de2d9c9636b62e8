#!/bin/sh
# Locks the project's requirements together with those of hosts, with hashes, in /build/locked.txt. Where the project has a
# lock of its own, its versions are what is required. Reads HRMS_REQUIREMENTS and HRMS_LOCK, paths in the project.
set -eu
. /build/recipe/environment.sh

uv=/opt/tools/bin/uv
wanted=/build/app/$HRMS_REQUIREMENTS
case $HRMS_LOCK in
    *uv.lock)
        $uv export --quiet --no-config --frozen --no-dev --no-emit-project --format requirements.txt --no-hashes \
            --directory "$(dirname "/build/app/$HRMS_LOCK")" --output-file /build/wanted.txt > /dev/null
        wanted=/build/wanted.txt
        ;;
    *.lock)
        python3 /build/recipe/requirements.py "/build/app/$HRMS_LOCK" > /build/wanted.txt
        wanted=/build/wanted.txt
        ;;
esac
# Hosts install a release with the pip that it brings.
echo pip > /build/pip.txt

compile() {
    $uv pip compile --quiet --no-config --generate-hashes --no-header --no-annotate --python /usr/bin/python3 \
        --output-file /build/locked.txt "$wanted" /build/django/requirements.txt /build/pip.txt "$@" > /dev/null
}
compile
if grep -q '^celery==' /build/locked.txt; then
    compile /build/django/requirements-celery.txt
fi
if grep '@ ' /build/locked.txt > /build/unhashed.txt; then
    echo 'Requirements from a repository or an address have no hash in the index:' >&2
    cat /build/unhashed.txt >&2
    exit 1
fi
grep -c '==' /build/locked.txt
