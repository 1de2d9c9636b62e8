import * as aws from "@pulumi/aws";
import * as command from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../../config";
import { RELEASES } from "./paths";
import { VARIABLES } from "./place";

/** Pulumi runs it in the project's folder. */
const PROGRAM = "node --import tsx components/detection/inspection/main.ts";

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
        { accountIds: [awsAccountId], resourceTypes: ["EC2", "LAMBDA"] },
        opts,
    );
    new command.local.Command(
        `${name}-releases`,
        { create: PROGRAM, environment: { [VARIABLES.region]: region, [VARIABLES.path]: RELEASES } },
        { parent: opts.parent, dependsOn: [enabled] },
    );
}
