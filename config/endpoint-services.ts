/** The AWS services that hosts talk to. Without a way out of the VPC, each needs an endpoint inside. */
export const ENDPOINT_SERVICES = [
    "ec2messages",
    "email-smtp",
    "kms",
    "logs",
    "monitoring",
    "secretsmanager",
    "ssm",
    "ssmmessages",
] as const;
