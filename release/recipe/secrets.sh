#!/bin/sh
# Prints what detect-secrets finds in the project.
set -eu
/opt/tools/bin/python /build/recipe/find_secrets.py
