"""What a host adds to a Django project, so that it runs in production as the checklist wants, without a change to it.

Units run with PYTHONPATH on this folder and DJANGO_SETTINGS_MODULE=hrms_host.settings; HRMS_PROJECT_SETTINGS names the
project's own settings.
"""
