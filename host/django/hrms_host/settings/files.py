"""Uploads in a private bucket, static files by their hashed names."""

from collections.abc import Mapping
from typing import Any

# How long a link to a document opens it: time to follow it, not to pass it on.
LINK_SECONDS = 300

# The host's role is who it is, whatever keys a project has in its settings.
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
    root = {"STATIC_ROOT": env["STATIC_ROOT"]} if env.get("STATIC_ROOT") else {}
    return {
        "STORAGES": {
            **project.get("STORAGES", {}),
            "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": private_bucket(env)},
            "staticfiles": {"BACKEND": "hrms_host.staticfiles.HashedFiles"},
        },
        "STATIC_URL": env["STATIC_URL"],
        **root,
        **dict.fromkeys(NO_KEYS),
    }


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
        # Two people's files of one name are two files.
        "file_overwrite": False,
        # The bucket refuses ACLs, and encrypts by its own key.
        "default_acl": None,
        "object_parameters": {},
        "custom_domain": None,
        "use_ssl": True,
        "verify": None,
    }
