#!/bin/sh
# Fails if a model of the project has changed without a migration, or if the migrations do not run on an empty database.
# Packages' own models are their authors' matter.
. /build/recipe/django.sh
in_copy
# shellcheck disable=SC2154 # django.sh sets it
apps=$($as_own python -m hrms_build.own_apps)
# shellcheck disable=SC2086,SC2016 # several apps; the inner shell has them as arguments
sh /build/recipe/with-database.sh sh -euc '
    [ "$#" = 0 ] || $as_own python manage.py makemigrations "$@" --check --dry-run --settings=hrms_build.project
    $as_host python manage.py migrate --noinput --verbosity 0
' sh $apps
