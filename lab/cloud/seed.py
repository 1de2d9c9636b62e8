"""Fills the AWS stand-in with what a stack creates. Reads JSON from stdin, to keep secrets out of the arguments."""

import base64
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
kms, logs, rds = client("kms"), client("logs"), client("rds")
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
for name in wanted.get("logGroups", []):
    logs.create_log_group(logGroupName=name)
for name in wanted.get("databases", []):
    rds.create_db_instance(DBInstanceIdentifier=name, DBInstanceClass="db.t4g.medium", Engine="mysql")
keys = {}
for name in wanted.get("signingKeys", []):
    arn = kms.create_key(KeyUsage="SIGN_VERIFY", KeySpec="ECC_NIST_P256")["KeyMetadata"]["Arn"]
    keys[name] = {"arn": arn, "publicKey": base64.b64encode(kms.get_public_key(KeyId=arn)["PublicKey"]).decode()}
signature = None
if sign := wanted.get("sign"):
    answer = kms.sign(
        KeyId=sign["key"],
        Message=base64.b64decode(sign["message"]),
        SigningAlgorithm="ECDSA_SHA_256",
    )
    signature = base64.b64encode(answer["Signature"]).decode()
json.dump({"arns": arns, "keys": keys, "signature": signature}, sys.stdout)
