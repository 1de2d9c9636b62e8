#!/bin/sh
# compress FILE...: makes FILE.gz and FILE.br, unless one saves less than a twentieth.
set -eu
for file; do
    gzip -9 -n -k -f "$file"
    brotli --best --keep --force "$file"
    most=$(($(stat --format=%s "$file") * 95 / 100))
    for made in "$file.gz" "$file.br"; do
        [ "$(stat --format=%s "$made")" -le "$most" ] || rm "$made"
    done
done
