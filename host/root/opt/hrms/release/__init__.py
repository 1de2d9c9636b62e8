"""Releases on a host: see /opt/hrms/bin/release."""
