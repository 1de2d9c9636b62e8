import * as aws from "@pulumi/aws";
import { casesOf, clash, once } from "./support/table";

const hub = once(() => new aws.securityhub.Account("shared", {}));

const STANDARDS = "arn:aws:securityhub:eu-central-1::standards";

export const cases = [
    clash(
        "security-hub-twice",
        aws.securityhub.Account,
        () => ({ region: "eu-west-1" }),
        "Account is already subscribed to Security Hub",
    ),
    ...casesOf(
        aws.securityhub.Account,
        () => ({ region: "eu-west-2", controlFindingGenerator: "SECURITY_CONTROL" }),
        [
            [
                "security-hub-finding-generator",
                { region: "eu-west-3", controlFindingGenerator: "CONTROL" },
                "got CONTROL",
            ],
        ],
    ),
    ...casesOf(
        aws.securityhub.StandardsSubscription,
        () => ({
            standardsArn: hub().id.apply(
                () => `${STANDARDS}/aws-foundational-security-best-practices/v/1.0.0`,
            ),
        }),
        [
            [
                "security-hub-standard-unknown",
                { standardsArn: `${STANDARDS}/best-practices/v/1.0.0` },
                "is not a standard of eu-central-1",
            ],
            [
                "security-hub-not-enabled",
                {
                    region: "sa-east-1",
                    standardsArn: "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0",
                },
                "is not subscribed to AWS Security Hub",
            ],
        ],
    ),
];
