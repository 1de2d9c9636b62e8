#!/bin/sh
# Lists the packages of the release with their licences in /build/sbom.json, as CycloneDX.
set -eu
. /build/recipe/environment.sh
# Asking an environment runs what packages have for its start.
# shellcheck disable=SC2154,SC2086 # environment.sh sets several words
$as_project /opt/tools/bin/cyclonedx-py environment --output-reproducible --spec-version 1.6 --output-format JSON \
    /build/venv/bin/python > /build/sbom.json
