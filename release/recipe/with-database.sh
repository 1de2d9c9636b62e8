#!/bin/sh
# with-database COMMAND [ARGUMENT...]: runs a command while MariaDB listens on its usual socket, and nowhere else. root has
# no password. Each call has an empty database of its own, because it serves a copy, unless DATA names a folder.
set -eu

if [ -z "${DATA:-}" ]; then
    DATA=/tmp/database
    cp -a /opt/database "$DATA"
fi
mkdir -p /run/mysqld
echo 'CREATE DATABASE IF NOT EXISTS hrmodel CHARACTER SET utf8mb4;' > /tmp/database.sql
mariadbd --no-defaults --user=root --datadir="$DATA" --tmpdir=/tmp --skip-networking --init-file=/tmp/database.sql \
    --socket=/run/mysqld/mysqld.sock --pid-file=/run/mysqld/mysqld.pid --character-set-server=utf8mb4 \
    --innodb-flush-log-at-trx-commit=0 --skip-log-bin --log-error=/tmp/database.log 2> /dev/null &
server=$!
attempt=1
until mariadb-admin --no-defaults --user=root --socket=/run/mysqld/mysqld.sock ping > /dev/null 2>&1; do
    if [ "$attempt" = 300 ]; then
        cat /tmp/database.log >&2
        exit 1
    fi
    attempt=$((attempt + 1))
    sleep 0.2
done
code=0
"$@" || code=$?
kill "$server"
wait "$server" || true
exit "$code"
