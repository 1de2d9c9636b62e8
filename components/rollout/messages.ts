/** The messages of a rollout: its progress, and what to do if it fails. */
import type { InstanceRefresh, InstanceRefreshStatus } from "@aws-sdk/client-auto-scaling";
import type { Target } from "./target";

/** The ways in which a refresh fails, and the state that each leaves behind. */
export const ENDED_BADLY: Partial<Record<InstanceRefreshStatus, string>> = {
    RollbackSuccessful: "was rolled back; every host runs the former version again",
    RollbackFailed:
        "failed, and so did its rollback; hosts of both versions may be serving, look at them now",
    Failed: "failed; hosts of both versions may be serving",
    Cancelled: "was cancelled; hosts of both versions may be serving",
};

/** Minutes after which a progress line appears even if nothing changed, because a long silence looks like a hang. */
const SIGN_OF_LIFE_MINUTES = 5;

export function progress(refresh: InstanceRefresh, { group }: Target, elapsedMs: number): string {
    const { Status = "Pending", PercentageComplete = 0, InstancesToUpdate, StatusReason } = refresh;
    const minutes = Math.floor(elapsedMs / 60_000 / SIGN_OF_LIFE_MINUTES) * SIGN_OF_LIFE_MINUTES;
    return [
        `${group}: ${Status}, ${PercentageComplete} % done`,
        ...(InstancesToUpdate === undefined ? [] : [`hosts to go: ${InstancesToUpdate}`]),
        ...(minutes > 0 ? [`after ${minutes} minutes`] : []),
        ...(StatusReason ? [StatusReason] : []),
    ].join(", ");
}

export function failure(refresh: InstanceRefresh, target: Target): string {
    const { group, logGroup, region, version } = target;
    const reason = refresh.RollbackDetails?.RollbackReason ?? refresh.StatusReason ?? "AWS gives none";
    return [
        `${group}: the rollout of version ${version} ${ENDED_BADLY[refresh.Status ?? "Failed"] ?? "failed"}.`,
        `Reason: ${reason}`,
        "Find the cause: what became of each launch is told by",
        `    aws autoscaling describe-scaling-activities ${groupOptions(target)}`,
        "and what the hosts said by",
        `    aws logs tail ${logGroup} --region ${region} --since 3h`,
        "Then correct or revert what changed in the machine (image, instance type, files of host/) and run",
        "`pulumi up` again. Unchanged, it tries the same version once more.",
    ].join("\n");
}

export function anotherUnderWay(refresh: InstanceRefresh, target: Target): string {
    const { InstanceRefreshId, Status, DesiredConfiguration } = refresh;
    const version = DesiredConfiguration?.LaunchTemplate?.Version ?? "the group's own version";
    return [
        `${target.group}: the refresh ${InstanceRefreshId} to ${version} is under way (${Status}), and AWS makes one`,
        `at a time; nothing was started for version ${target.version}. Wait for its end, or undo it with`,
        `    aws autoscaling rollback-instance-refresh ${groupOptions(target)}`,
        "and run `pulumi up` again.",
    ].join("\n");
}

export function alarmsAreOn(alarms: readonly string[], target: Target): string {
    const { templateId, version } = target;
    const configuration = { LaunchTemplate: { LaunchTemplateId: templateId, Version: version } };
    return [
        `${target.group}: version ${version} was not rolled out, because an alarm is on that would end the rollout:`,
        ...alarms.map((alarm) => `    ${alarm}`),
        "See to it first (docs/runbook/alarms.md), then run `pulumi up` again. If this version is the cure, start it",
        "without alarms, and the next `pulumi up` follows it:",
        `    aws autoscaling start-instance-refresh ${groupOptions(target)} \\`,
        `        --desired-configuration '${JSON.stringify(configuration)}' \\`,
        `        --preferences '{"MinHealthyPercentage":100,"MaxHealthyPercentage":110,"AutoRollback":true}'`,
    ].join("\n");
}

export const noGroup = ({ group, region }: Target): string =>
    `${group}: no such Auto Scaling Group in ${region}. Are the AWS credentials those of the stack's account? ` +
    "If someone has deleted the group, run `pulumi refresh`, then `pulumi up`.";

const groupOptions = ({ group, region }: Target): string =>
    `--region ${region} --auto-scaling-group-name ${group}`;
