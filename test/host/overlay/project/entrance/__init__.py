"""Logins past django.contrib.auth, and beside it: at `/`, in APIs, and with sessions of their own."""
