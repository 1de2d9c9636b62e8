#!/bin/sh
# Prepares a builder once: the tools of a build, and a database to copy. PINNED has the tools' versions.
set -eu

python3 -m venv /opt/tools
# shellcheck disable=SC2086 # several words
/opt/tools/bin/pip install --quiet --no-cache-dir $PINNED

# Empty but for the names of time zones, which RDS has as well: Django needs them for dates in a time zone.
mariadb-install-db --no-defaults --user=root --datadir=/opt/database --auth-root-authentication-method=normal \
    --skip-test-db > /dev/null
mariadb-tzinfo-to-sql /usr/share/zoneinfo 2> /dev/null > /tmp/zones.sql
DATA=/opt/database sh "$(dirname "$0")/with-database.sh" mariadb --no-defaults --user=root \
    --socket=/run/mysqld/mysqld.sock mysql < /tmp/zones.sql
