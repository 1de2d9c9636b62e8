"""Fills the AWS stand-in with what a stack creates. Reads JSON from stdin, to keep secrets out of the arguments."""

import json
import pathlib
import sys

import boto3

wanted = json.load(sys.stdin)


def client(service: str):
    return boto3.client(
        service,
        endpoint_url=wanted["endpoint"],
        region_name=wanted["region"],
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


s3, ssm, secrets, email = client("s3"), client("ssm"), client("secretsmanager"), client("ses")
for bucket in wanted.get("buckets", []):
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": wanted["region"]})
for upload in wanted.get("objects", []):
    s3.put_object(
        Bucket=upload["bucket"],
        Key=upload["key"],
        Body=pathlib.Path(upload["file"]).read_bytes(),
        ContentType=upload.get("type", "application/octet-stream"),
        ACL="public-read" if upload.get("public") else "private",
    )
for name, value in wanted.get("parameters", {}).items():
    ssm.put_parameter(Name=name, Value=value, Type="String", Overwrite=True)
arns = {}
for name, value in wanted.get("secrets", {}).items():
    text = json.dumps(value)
    try:
        arns[name] = secrets.create_secret(Name=name, SecretString=text)["ARN"]
    except secrets.exceptions.ResourceExistsException:
        arns[name] = secrets.put_secret_value(SecretId=name, SecretString=text)["ARN"]
for address in wanted.get("senders", []):
    email.verify_email_identity(EmailAddress=address)
json.dump({"arns": arns}, sys.stdout)
