#!/bin/sh
# Loads what Gunicorn serves, with the settings of hosts, from files that the project cannot change, as on hosts. Then
# Django's deployment checks: errors fail, and so do warnings about security, the database and the project's own models.
# Other warnings are printed; packages' models are their authors' matter.
set -eu
. /build/recipe/django.sh
cd "/build/app/$HRMS_PROJECT_FOLDER"
# shellcheck disable=SC2154,SC2086 # django.sh sets several words
$as_host python -m hrms_build.serves "$HRMS_WSGI"
# shellcheck disable=SC2086
apps=$($as_host python -m hrms_build.own_apps)
# shellcheck disable=SC2016,SC2086 # the inner shell knows it; several apps
sh /build/recipe/with-database.sh sh -euc '
    check="$as_host python manage.py check --deploy --database default"
    $check --fail-level ERROR 2>&1
    $check --fail-level WARNING --tag security --tag database
    [ "$#" = 0 ] || $check "$@" --fail-level WARNING --tag models
' sh $apps
