# shellcheck shell=sh
# Read by scripts that run the project.
set -eu
. /build/recipe/environment.sh
export PATH="/build/venv/bin:$PATH" PYTHONPATH=/build/django:/build/recipe/django
install --directory --owner=project --group=project --mode=700 /build/temporary/project

# $as_own COMMAND: with the project's own settings, and nothing of hosts. The builder has no Redis.
# shellcheck disable=SC2154 # environment.sh sets it
as_own="$as_project PYTHONPATH=/build/recipe/django DJANGO_SETTINGS_MODULE=hrms_build.project CACHE_URL=locmemcache://
    CELERY_BROKER_URL=memory:// CELERY_RESULT_BACKEND=cache+memory://"
# $as_host COMMAND: as on hosts, whose hooks keep the settings that the variable names.
as_host="$as_project DJANGO_SETTINGS_MODULE=hrms_build.production"
export as_own as_host

# A copy that belongs to the project's user, because a release has none of the files that tests and checks write.
in_copy() {
    rm -rf /build/trial
    cp -a /build/app /build/trial
    chown -R project:project /build/trial
    cd "/build/trial/$HRMS_PROJECT_FOLDER"
}
