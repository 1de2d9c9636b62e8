#!/bin/sh
# run SCRIPT: runs a script of the recipe. Then its temporary files are gone, and what it made belongs to whoever owns the
# work folder, who may be nobody in a container.
set -eu
chmod 1777 /build/temporary
code=0
# In a container this is the first process, which no signal ends by itself.
sh "/build/recipe/$1" &
script=$!
trap 'kill "$script"' INT TERM
wait "$script" || code=$?
find /build/temporary -mindepth 1 -delete
chown -R --reference=/build/. /build/.
exit "$code"
