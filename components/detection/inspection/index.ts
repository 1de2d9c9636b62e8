import * as aws from "@pulumi/aws";
import * as command from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../../config";
import { RELEASES, VARIABLES } from "./paths";

/** Pulumi runs it in the project's folder. */
const PROGRAM = "node --import tsx components/detection/inspection/main.ts";

/**
 * What Inspector scans. Images cost nothing while there are none. Lambda's own code is scanned in some regions only:
 * https://docs.aws.amazon.com/config/latest/developerguide/inspector-lambda-code-scan-enabled.html
 */
const SCANNED = ["EC2", "ECR", "LAMBDA"];
const REGIONS_WITH_CODE_SCANS = [
    ...["us-east-1", "us-east-2", "us-west-2", "ap-northeast-1", "ap-southeast-1", "ap-southeast-2"],
    ...["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2"],
];

/**
 * Vulnerabilities of hosts and functions. Inspector's deep inspection finds those of Python packages, such as Django, but only
 * in places that it knows: the releases' folder is not among them. The provider has no resource for its paths, so `pulumi up`
 * makes the call. To run it, you need `inspector2:GetEc2DeepInspectionConfiguration` and
 * `inspector2:UpdateEc2DeepInspectionConfiguration`. The paths belong to the account, so this one stays when the stack goes.
 * Inspector supports Debian 13: https://docs.aws.amazon.com/inspector/latest/user/supported.html
 */
export function vulnerabilityScans(
    name: string,
    { awsAccountId, region }: Pick<Settings, "awsAccountId" | "region">,
    opts: pulumi.CustomResourceOptions,
): void {
    const enabled = new aws.inspector2.Enabler(
        name,
        {
            accountIds: [awsAccountId],
            resourceTypes: REGIONS_WITH_CODE_SCANS.includes(region) ? [...SCANNED, "LAMBDA_CODE"] : SCANNED,
        },
        opts,
    );
    new command.local.Command(
        `${name}-releases`,
        { create: PROGRAM, environment: { [VARIABLES.region]: region, [VARIABLES.path]: RELEASES } },
        { parent: opts.parent, dependsOn: [enabled] },
    );
}
