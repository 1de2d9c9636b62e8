#!/bin/sh
# Prepares a builder once: its users, the tools of a build, and a database to copy. TOOLS has the tools' versions.
set -eu

# The numbers are the same in every builder, because the cache of downloads belongs to one of them.
for user in packager:64101 project:64102; do
    id "${user%:*}" > /dev/null 2>&1 ||
        useradd --system --user-group --uid "${user#*:}" --home-dir /nonexistent --shell /usr/sbin/nologin "${user%:*}"
done

rm -rf /opt/tools /opt/database
python3 -m venv /opt/tools
# shellcheck disable=SC2086 # several words
/opt/tools/bin/pip install --quiet --no-cache-dir $TOOLS

# Empty but for the names of time zones, which RDS has as well: Django needs them for dates in a time zone.
mariadb-install-db --no-defaults --user=mysql --datadir=/opt/database --auth-root-authentication-method=normal \
    --skip-test-db > /dev/null
mariadb-tzinfo-to-sql /usr/share/zoneinfo 2> /dev/null > /tmp/zones.sql
DATA=/opt/database sh "$(dirname "$0")/with-database.sh" mariadb --no-defaults --user=root \
    --socket=/tmp/mariadb.sock mysql < /tmp/zones.sql
rm /tmp/zones.sql
