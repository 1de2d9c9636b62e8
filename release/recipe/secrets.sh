#!/bin/sh
# Prints what detect-secrets finds, as JSON with hashes in place of values. Entropy alone finds thousands of lines in
# vendors' files. Django marks keys that protect nothing: https://docs.djangoproject.com/en/5.2/ref/checks/#security
set -eu
cd /build/app
/opt/tools/bin/detect-secrets scan --all-files --no-verify --exclude-secrets '^django-insecure-' \
    --exclude-files '(^|/)(\.secrets\.baseline|Pipfile\.lock|poetry\.lock|uv\.lock|package-lock\.json|yarn\.lock)$' \
    --disable-plugin Base64HighEntropyString --disable-plugin HexHighEntropyString
