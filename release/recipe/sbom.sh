#!/bin/sh
# Lists the packages of the release with their licences in /build/sbom.json, as CycloneDX.
set -eu
. /build/recipe/environment.sh
/opt/tools/bin/cyclonedx-py environment --output-reproducible --spec-version 1.6 --output-format JSON \
    --output-file /build/sbom.json /build/venv/bin/python
