"""A project's manage.py, of the kind that reads .env before anything else."""

import os
import sys

from people.dotenv import read_over_environment

if __name__ == "__main__":
    read_over_environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "people.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
