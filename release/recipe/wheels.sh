#!/bin/sh
# Makes a wheel of every locked package, then installs them as hosts do: from the release alone, by their hashes.
set -eu
. /build/recipe/index.sh

mkdir -p /build/release
cd /build/release
install --directory --owner=packager --group=packager \
    /build/made /build/made/wheels /build/made/build-requirements
# shellcheck disable=SC2086,SC2154 # environment.sh sets several words
$as_packager /opt/tools/bin/python /build/recipe/wheels.py
# Files that `packager` cannot change any more, and no links to others.
cp --recursive --dereference /build/made/wheels wheels
cp --recursive --dereference /build/made/build-requirements /build/made/repositories.txt /build
rm /build/netrc
for wheel in wheels/*.whl; do
    file=$(basename "$wheel")
    name=$(echo "$file" | cut -d- -f1)
    version=$(echo "$file" | cut -d- -f2)
    [ "$name" = pip ] || echo "$name==$version --hash=sha256:$(sha256sum "$wheel" | cut -d' ' -f1)"
done > requirements.lock

python3 -m venv --without-pip /build/venv
/opt/tools/bin/uv pip install --quiet --no-config --python /build/venv/bin/python --offline --no-index --no-cache \
    --find-links wheels --require-hashes --requirement requirements.lock
python3 --version
