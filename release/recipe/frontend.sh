#!/bin/sh
# Builds the front ends in the folders that /build/front-ends names, one on a line, from their package-lock.json. They can
# write anywhere in the project. Prints how many files they made.
set -eu
. /build/recipe/environment.sh
[ -s /build/front-ends ] || exit 0

install --directory --owner=packager --group=packager --mode=700 /cache/packages /build/temporary/packager
chown -R packager:packager /build/app
touch /build/temporary/start
# shellcheck disable=SC2154 # environment.sh sets it
npm="$as_packager NODE_ENV=production npm_config_cache=/cache/packages/npm npm_config_update_notifier=false npm"
while IFS= read -r folder; do
    cd "/build/app/$folder"
    # Tools of the build are development's dependencies.
    $npm ci --include=dev --no-audit --no-fund >&2
    $npm run build >&2
done < /build/front-ends
find /build/app -name node_modules -type d -prune -exec rm -r {} +
chown -R root:root /build/app
find /build/app -type f -newer /build/temporary/start | wc -l
