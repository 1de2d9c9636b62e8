import * as aws from "@pulumi/aws";
import { casesOf, clash, once } from "./support/table";

const hub = once(() => new aws.securityhub.Account("shared", {}));

const STANDARDS = "arn:aws:securityhub:eu-central-1::standards";

const subscription = once(
    () =>
        new aws.securityhub.StandardsSubscription("shared", {
            standardsArn: hub().id.apply(() => `${STANDARDS}/nist-800-53/v/5.0.0`),
        }),
);

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
    ...casesOf(
        aws.securityhub.StandardsControlAssociation,
        (name) => ({
            standardsArn: subscription().standardsArn,
            securityControlId: `EC2.${name.length}`,
            associationStatus: "DISABLED",
            updatedReason: "a reason",
        }),
        [
            ["security-hub-control-status", { associationStatus: "OFF" }, "got OFF"],
            [
                "security-hub-control-reason",
                { updatedReason: undefined },
                'Attribute "updated_reason" must be specified',
            ],
            [
                "security-hub-control-standard",
                { standardsArn: `${STANDARDS}/pci-dss/v/4.0.1` },
                "the account is not subscribed to",
            ],
            [
                "security-hub-control-region",
                { securityControlId: "CloudFront.1" },
                "eu-central-1 does not have the control CloudFront.1",
            ],
        ],
    ),
];
