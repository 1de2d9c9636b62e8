#!/bin/sh
# Collects static files with hashed names, and compresses those that get smaller by it, on all processors.
. /build/recipe/django.sh
in_copy
install --directory --owner=project --group=project "$STATIC_ROOT"
# shellcheck disable=SC2086 # django.sh sets several words
$as_project python manage.py collectstatic --noinput --verbosity 0
chown -R root:root "$STATIC_ROOT"
find "$STATIC_ROOT" -type f -size +0 \( -name '*.css' -o -name '*.js' -o -name '*.mjs' -o -name '*.svg' -o -name '*.json' \
    -o -name '*.map' -o -name '*.txt' -o -name '*.xml' -o -name '*.html' -o -name '*.ttf' -o -name '*.otf' \
    -o -name '*.eot' -o -name '*.wasm' \) -print0 |
    xargs --null --no-run-if-empty --max-args=8 --max-procs="$(nproc)" sh /build/recipe/compress.sh
find "$STATIC_ROOT" -type f | wc -l
