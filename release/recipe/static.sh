#!/bin/sh
# Collects static files, makes them smaller, gives them hashed names, and compresses those that get smaller by it.
. /build/recipe/django.sh
in_copy
install --directory --owner=project --group=project /build/collected "$STATIC_ROOT"
# Links, because most files stay as they are.
# shellcheck disable=SC2154,SC2086 # django.sh sets several words
$as_host STATIC_ROOT=/build/collected python manage.py collectstatic --noinput --verbosity 0 --link --no-post-process
chown -R --no-dereference root:root /build/collected
/opt/tools/bin/python /build/recipe/smaller.py /build/collected
# shellcheck disable=SC2086,SC2154
$as_project DJANGO_SETTINGS_MODULE=hrms_build.collected python manage.py collectstatic --noinput --verbosity 0
chown -R root:root "$STATIC_ROOT"
# Links to files that `project` may not read.
find "$STATIC_ROOT" -type l -delete
/opt/tools/bin/python /build/recipe/compress.py "$STATIC_ROOT"
