"""Where a release comes from: an in-toto statement in a DSSE envelope, signed with the stack's key.

https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
"""

import base64
import binascii
import json
import tempfile
import textwrap
from pathlib import Path

from .failure import Failed
from .processes import run

PAYLOAD_TYPE = "application/vnd.in-toto+json"
STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "https://slsa.dev/provenance/v1"
FIX = "Do not use this release. Build and publish it again, and find out who could write to the releases bucket"


def verify(sha: str, envelope: str, key: str | None) -> None:
    """Fails unless the key has signed a statement about the release. The key: base64 of its DER SubjectPublicKeyInfo."""
    if not key:
        raise Failed(
            "The environment has no HRMS_RELEASE_KEY, so no release can be verified",
            "Run pulumi up, which makes the key, then /opt/hrms/bin/refresh",
        )
    try:
        content = json.loads(envelope)
        payload = base64.b64decode(content["payload"], validate=True)
        signatures = [base64.b64decode(one["sig"], validate=True) for one in content["signatures"]]
        kind = content["payloadType"]
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise Failed(f"The provenance of release {sha} is not a DSSE envelope", FIX) from None
    if kind != PAYLOAD_TYPE or not any(is_signed(payload, signature, key) for signature in signatures):
        raise Failed(f"The provenance of release {sha} is not signed with this stack's key", FIX)
    # Only now is the payload what the signer wrote.
    statement = json.loads(payload)
    if (
        statement["_type"] != STATEMENT_TYPE
        or statement["predicateType"] != PREDICATE_TYPE
        or {"sha256": sha} not in [subject["digest"] for subject in statement["subject"]]
    ):
        raise Failed(f"The provenance beside release {sha} is about something else", FIX)


def is_signed(payload: bytes, signature: bytes, key: str) -> bool:
    """Whether OpenSSL finds the ECDSA signature good. It takes files; nothing in them is secret."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder, name) for name in ("key", "signature", "message")}
        lines = "\n".join(textwrap.wrap(key, 64))
        files["key"].write_text(f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n")
        files["signature"].write_bytes(signature)
        files["message"].write_bytes(pre_authentication_encoding(payload))
        command = ("openssl", "dgst", "-sha256", "-verify", str(files["key"]))
        return run(*command, "-signature", str(files["signature"]), str(files["message"])).returncode == 0


def pre_authentication_encoding(payload: bytes) -> bytes:
    """The bytes that the signature is about."""
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)
