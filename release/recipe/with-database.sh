#!/bin/sh
# with-database COMMAND [ARGUMENT...]: runs a command while MariaDB listens on the socket mariadb.sock of TMPDIR, and nowhere
# else. root has no password, whoever asks. Each call has an empty database of its own, because it serves a copy, unless
# DATA names a folder.
set -eu

temporary=${TMPDIR:-/tmp}
socket=$temporary/mariadb.sock
if [ -z "${DATA:-}" ]; then
    DATA=$temporary/database
    cp -a /opt/database "$DATA"
fi
echo 'CREATE DATABASE IF NOT EXISTS hrmodel CHARACTER SET utf8mb4;' > "$temporary/database.sql"
mariadbd --no-defaults --user=mysql --datadir="$DATA" --tmpdir="$temporary" --skip-networking \
    --init-file="$temporary/database.sql" --socket="$socket" --pid-file="$temporary/mariadb.pid" \
    --character-set-server=utf8mb4 --innodb-flush-log-at-trx-commit=0 --skip-log-bin \
    --log-error="$temporary/database.log" 2> /dev/null &
server=$!
attempt=1
until mariadb-admin --no-defaults --user=root --socket="$socket" ping > /dev/null 2>&1; do
    if [ "$attempt" = 300 ]; then
        cat "$temporary/database.log" >&2
        exit 1
    fi
    attempt=$((attempt + 1))
    sleep 0.2
done
code=0
"$@" || code=$?
kill "$server"
wait "$server" || true
rm -f "$temporary/database.sql" "$temporary/database.log"
exit "$code"
