"""What AWS keeps for this host."""

import json
import os
from pathlib import Path

from . import variables
from .failure import Failed
from .processes import run


def aws(*arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of the AWS CLI. It tries again if AWS does not answer."""
    environment = os.environ | {
        "AWS_DEFAULT_REGION": variables.host()["AWS_DEFAULT_REGION"],
        "AWS_MAX_ATTEMPTS": "5",
        "AWS_RETRY_MODE": "standard",
    }
    ran = run("aws", *arguments, env=environment)
    return ran.returncode, ran.stdout, ran.stderr


def fetch(name: str, to: Path) -> None:
    """Fetches a file of a release from the bucket."""
    bucket = variables.application()["HRMS_RELEASES_BUCKET"]
    code, _, errors = aws("s3", "cp", "--only-show-errors", f"s3://{bucket}/releases/{name}", str(to))
    if code == 0:
        return
    if "404" in errors or "Not Found" in errors:
        raise Failed(
            f"The bucket {bucket} has no releases/{name}", "Publish the release, or name one that is published"
        )
    raise Failed(
        f"releases/{name} could not be fetched from {bucket}: {errors.strip()[-300:]}",
        "Run the command again. If that does not help: the host's role reads this bucket, and the network has a way there",
    )


def secret(variable: str, purpose: str) -> dict[str, str]:
    """The content of a secret whose ARN is in the environment. Only hosts that run migrations can read these."""
    if variables.host()["HRMS_RUNS_MIGRATIONS"] != "yes":
        raise Failed(
            f"This host's role cannot read the secret {purpose}",
            "Run the command on a worker host; where the stack has none, every web host can",
        )
    arn = variables.application().get(variable)
    if arn is None:
        raise Failed(f"The environment does not name the secret {purpose}", "Run pulumi up, then /opt/hrms/bin/refresh")
    code, text, errors = aws(
        "secretsmanager", "get-secret-value", "--secret-id", arn, "--query", "SecretString", "--output", "text"
    )
    if code != 0:
        raise Failed(
            f"The secret {purpose} could not be read: {errors.strip()[-300:]}",
            "Run the command again. If that does not help, compare the host's role with the secret's ARN",
        )
    return json.loads(text)
