/** The hosts of a stack as its Auto Scaling Groups know them. */
import {
    DescribeAutoScalingGroupsCommand,
    DescribeInstanceRefreshesCommand,
    type AutoScalingClient,
} from "@aws-sdk/client-auto-scaling";
import type { DeploymentDocument } from "../../config/deployment";
import type { HostRole } from "../../config/tuning";
import { Fault } from "../fault";
import type { Host, HostState } from "./fleet";

type Groups = DeploymentDocument["groups"];

/**
 * What each state of an instance means here, by how it begins.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
 */
const STATES: readonly (readonly [begins: string, state: HostState])[] = [
    ["InService", "serving"],
    ["Pending", "starting"],
    ["Terminat", "leaving"],
    ["Detach", "leaving"],
];

const entries = (groups: Groups): (readonly [HostRole, string])[] => [
    ["web", groups.web],
    ...(groups.worker === undefined ? [] : [["worker", groups.worker] as const]),
];

/**
 * @throws Fault if a group is not there, or has an instance in standby, which serves nobody and would come back with its old
 * release
 */
export async function hostsOf(groups: Groups, autoScaling: AutoScalingClient): Promise<Host[]> {
    const names = entries(groups).map(([, name]) => name);
    const { AutoScalingGroups = [] } = await autoScaling.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: names }),
    );
    return entries(groups).flatMap(([role, name]) => {
        const group = AutoScalingGroups.find(({ AutoScalingGroupName }) => AutoScalingGroupName === name);
        if (group === undefined) {
            throw new Fault({
                what: `There is no Auto Scaling Group ${name}.`,
                fix: "see whether the AWS credentials are those of the stack's account. If someone has deleted the group, run `pulumi refresh`, then `pulumi up`.",
            });
        }
        return (group.Instances ?? []).map(({ InstanceId: id = "", LifecycleState = "" }) => {
            const known = STATES.find(([begins]) => LifecycleState.startsWith(begins));
            if (known === undefined) throw inStandby(id, LifecycleState, name);
            return { id, role, state: known[1] };
        });
    });
}

const inStandby = (id: string, state: string, group: string): Fault =>
    new Fault({
        what: `${id} in ${group} is in the state ${state}: it serves nobody, and would come back with the release that it has now.`,
        fix: `bring it back (aws autoscaling exit-standby --auto-scaling-group-name ${group} --instance-ids ${id}) or terminate it, then run this again.`,
    });

const ENDED = ["Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"];

/** Names of the groups whose instances are being replaced. */
export async function refreshesUnderWay(groups: Groups, autoScaling: AutoScalingClient): Promise<string[]> {
    const names = entries(groups).map(([, name]) => name);
    const answers = await Promise.all(
        names.map((AutoScalingGroupName) =>
            autoScaling.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName })),
        ),
    );
    return names.filter((_, index) =>
        answers[index]?.InstanceRefreshes?.some(({ Status = "Pending" }) => !ENDED.includes(Status)),
    );
}
