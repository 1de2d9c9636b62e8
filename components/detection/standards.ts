import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { controlChoices, type ExceptionSettings, type Standard } from "./exceptions";

/** https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html */
const STANDARDS: Readonly<Record<Standard, string>> = {
    fsbp: "aws-foundational-security-best-practices/v/1.0.0",
    cis: "cis-aws-foundations-benchmark/v/3.0.0",
};

/**
 * Regions that an account must be opted in to, and Osaka. Security Hub lacks some controls there, and nobody has tried what
 * it answers about a control that it lacks. So all stay on there, and those of the exceptions are failed.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-regions.html
 */
const LATER_REGIONS =
    /^(af|il|me|mx)-|^ap-(east|south-2|northeast-3|southeast-[3-9])|^ca-west-|^eu-(central-2|south)/;

/** Security Hub with its standards, without the controls that the stack fails on purpose. */
export function securityStandards(
    name: string,
    settings: ExceptionSettings,
    opts: pulumi.CustomResourceOptions,
): void {
    const { region } = settings;
    const hub = new aws.securityhub.Account(
        `${name}-hub`,
        {
            enableDefaultStandards: false,
            autoEnableControls: true,
            controlFindingGenerator: "SECURITY_CONTROL",
        },
        opts,
    );
    const subscribed = (standard: Standard): aws.securityhub.StandardsSubscription => {
        const path = STANDARDS[standard];
        return new aws.securityhub.StandardsSubscription(
            `${name}-${path.split("/", 1)[0] ?? path}`,
            { standardsArn: `arn:aws:securityhub:${region}::standards/${path}` },
            { ...opts, dependsOn: [hub] },
        );
    };
    const subscriptions = { fsbp: subscribed("fsbp"), cis: subscribed("cis") };
    if (LATER_REGIONS.test(region)) return;
    for (const { standard, control, off, reason } of controlChoices(settings)) {
        new aws.securityhub.StandardsControlAssociation(
            `${name}-${standard}-${control.toLowerCase().replace(".", "-")}`,
            {
                standardsArn: subscriptions[standard].standardsArn,
                securityControlId: control,
                associationStatus: off ? "DISABLED" : "ENABLED",
                updatedReason: off ? reason : undefined,
            },
            { ...opts, dependsOn: [subscriptions[standard]] },
        );
    }
}
