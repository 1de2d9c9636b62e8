"""Uploads in a private bucket, static files by their hashed names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..disk import media_root
from .directions import REMOVED

# How long a link to a document works: long enough to open it, too short to pass it on.
LINK_SECONDS = 300

HASHED = "hrms_host.staticfiles.HashedFiles"
# Storages that hash files as ours does, or put them where the stack's CDN does not look.
ELSEWHERE = ("django.", "whitenoise.", "storages.", "hrms_host.")
# Options that name the place of files. STATIC_ROOT and STATIC_URL are the stack's.
PLACES = ("location", "base_url")

# The host uses its role, whatever keys a project has in its settings.
NO_KEYS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_S3_ACCESS_KEY_ID",
    "AWS_S3_SECRET_ACCESS_KEY",
    "AWS_S3_SESSION_PROFILE",
    "AWS_SES_ACCESS_KEY_ID",
    "AWS_SES_SECRET_ACCESS_KEY",
    "AWS_SES_SESSION_TOKEN",
    "AWS_SESSION_PROFILE",
)


def settings(env: Mapping[str, str], project: Mapping[str, Any]) -> dict[str, Any]:
    root = {"STATIC_ROOT": str(Path(env["STATIC_ROOT"]).resolve())} if env.get("STATIC_ROOT") else {}
    # Elsewhere the project's folder is read-only, and code that writes there fails: nothing would store its files.
    media = {"MEDIA_ROOT": media_root()} if env.get("HRMS_ROLE") == "web" else {}
    return {
        "STORAGES": {
            **project.get("STORAGES", {}),
            "default": {"BACKEND": "hrms_host.uploads.PrivateFiles", "OPTIONS": private_bucket(env)},
            "staticfiles": static_files(project),
        },
        # Django before 5.1 accepts these or STORAGES. Later ones ignore them.
        "STATICFILES_STORAGE": REMOVED,
        "DEFAULT_FILE_STORAGE": REMOVED,
        "STATIC_URL": env["STATIC_URL"],
        **root,
        **media,
        **dict.fromkeys(NO_KEYS),
    }


def static_files(project: Mapping[str, Any]) -> dict[str, Any]:
    """Hashed files. A storage that does more than that, such as pipeline's, still does it."""
    theirs = project.get("STORAGES", {}).get("staticfiles") or {}
    backend = theirs.get("BACKEND") or project.get("STATICFILES_STORAGE") or ""
    own_url = {"own_url": project.get("STATIC_URL")}
    if not backend or backend.startswith(ELSEWHERE):
        return {"BACKEND": HASHED, "OPTIONS": own_url}
    options = {name: value for name, value in (theirs.get("OPTIONS") or {}).items() if name not in PLACES}
    return {"BACKEND": "hrms_host.static_storage.hashed", "OPTIONS": {"project": backend, **own_url, **options}}


def private_bucket(env: Mapping[str, str]) -> dict[str, Any]:
    region = env["AWS_S3_REGION_NAME"]
    return {
        "bucket_name": env["AWS_STORAGE_BUCKET_NAME"],
        "region_name": region,
        # By its region, as the Content-Security-Policy names it: links go to one host from the first day of a bucket.
        "endpoint_url": f"https://s3.{region}.amazonaws.com",
        "addressing_style": "virtual",
        "signature_version": "s3v4",
        "querystring_auth": True,
        "querystring_expire": LINK_SECONDS,
        # Uploads with the same name never overwrite each other.
        "file_overwrite": False,
        # The bucket rejects ACLs and encrypts with its own key.
        "default_acl": None,
        "object_parameters": {},
        "custom_domain": None,
        "use_ssl": True,
        "verify": None,
    }
