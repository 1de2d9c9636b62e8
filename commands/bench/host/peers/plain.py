"""The sample project with its own settings: neither Elastic Beanstalk nor Gunicorn's documentation changes any."""

from hrms.settings import *

# The stack's database admits nobody without.
DATABASES["default"]["OPTIONS"] |= {"ssl_mode": "VERIFY_IDENTITY", "ssl": {"ca": "/etc/hrms/database-authorities.pem"}}
STATIC_URL = "/static/"
