#!/bin/sh
# Runs the project's tests with its own settings, but on MariaDB.
. /build/recipe/django.sh
in_copy
# shellcheck disable=SC2154,SC2086 # django.sh sets several words
sh /build/recipe/with-database.sh $as_own python manage.py test --noinput --settings=hrms_build.project
