"""A project as they come: nothing in it was written with production in mind."""

import pymysql

from .celery import app as celery_app  # noqa: F401
from .jobs import start

pymysql.install_as_MySQLdb()
start("package")
