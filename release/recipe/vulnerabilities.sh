#!/bin/sh
# Asks the OSV API for known vulnerabilities of the locked packages, and prints pip-audit's JSON. If the service cannot be
# reached, it prints {"unreachable": "why"} instead.
set -eu
. /build/recipe/environment.sh
# pip-audit exits with 1 for a vulnerability as well as for an error. Only an answer has JSON.
/opt/tools/bin/pip-audit --requirement /build/locked.txt --disable-pip --require-hashes --vulnerability-service osv \
    --osv-url "$HRMS_OSV_URL" --format json --desc off --progress-spinner off --timeout 15 --cache-dir /build/temporary/pip-audit \
    > /build/temporary/audit.json 2> /build/temporary/audit.log || true
if [ -s /build/temporary/audit.json ]; then
    cat /build/temporary/audit.json
elif grep --quiet --extended-regexp '^(requests\.exceptions|pip_audit\._service\.interface)\.' /build/temporary/audit.log; then
    # The line with the cause, which is not always the last one.
    (grep '^requests\.exceptions\.' /build/temporary/audit.log || cat /build/temporary/audit.log) | tail --lines=1 |
        python3 -c 'import json, sys; print(json.dumps({"unreachable": sys.stdin.read().strip()}))'
else
    cat /build/temporary/audit.log >&2
    exit 1
fi
