# shellcheck shell=sh
# Read by scripts that run the project: enters a copy of it, because a release has none of the files that checks write.
set -eu
. /build/recipe/environment.sh
rm -rf /build/trial
cp -a /build/app /build/trial
export PATH="/build/venv/bin:$PATH" PYTHONPATH=/build/django:/build/recipe HOME=/tmp
cd "/build/trial/$HRMS_PROJECT_FOLDER"

# $as_project COMMAND: with the project's own settings, and nothing of hosts. The builder has no Redis.
as_project="env PYTHONPATH=/build/recipe DJANGO_SETTINGS_MODULE=hrms_build.project CACHE_URL=locmemcache://
    CELERY_BROKER_URL=memory:// CELERY_RESULT_BACKEND=cache+memory://"
# $as_host COMMAND: as on hosts, whose hooks keep the settings that the variable names.
as_host="env DJANGO_SETTINGS_MODULE=hrms_build.production"
export as_project as_host
