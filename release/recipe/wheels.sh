#!/bin/sh
# Builds a wheel of every locked package, then installs them as hosts do: from the release alone, by their hashes.
set -eu
. /build/recipe/environment.sh

mkdir -p /build/release
cd /build/release
/opt/tools/bin/pip wheel --quiet --no-deps --require-hashes --requirement /build/locked.txt --wheel-dir wheels
for wheel in wheels/*.whl; do
    file=$(basename "$wheel")
    name=$(echo "$file" | cut -d- -f1)
    version=$(echo "$file" | cut -d- -f2)
    [ "$name" = pip ] || echo "$name==$version --hash=sha256:$(sha256sum "$wheel" | cut -d' ' -f1)"
done > requirements.lock

python3 -m venv --without-pip /build/venv
/opt/tools/bin/uv pip install --quiet --no-config --python /build/venv/bin/python --offline --no-index \
    --find-links wheels --require-hashes --requirement requirements.lock
python3 --version
