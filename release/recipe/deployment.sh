#!/bin/sh
# Loads what Gunicorn serves, with the settings of hosts. Then Django's deployment checks: errors fail, and so do warnings
# about security, models and the database. Other warnings are printed.
. /build/recipe/django.sh
# shellcheck disable=SC2154,SC2086 # django.sh sets several words
$as_host python -m hrms_build.serves "$HRMS_WSGI"
# shellcheck disable=SC2016 # the inner shell knows it
sh /build/recipe/with-database.sh sh -euc '
    check="$as_host python manage.py check --deploy"
    $check --fail-level ERROR
    $check --fail-level WARNING --database default --tag security --tag models --tag database
'
