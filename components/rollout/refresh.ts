/** Runs an instance refresh from start to end, or none if every host is up to date. */
import {
    DescribeAutoScalingGroupsCommand,
    DescribeInstanceRefreshesCommand,
    StartInstanceRefreshCommand,
    type AutoScalingClient,
    type InstanceRefresh,
    type LaunchTemplateSpecification,
    type RefreshPreferences,
} from "@aws-sdk/client-auto-scaling";
import { alarmsAreOn, anotherUnderWay, ENDED_BADLY, failure, noGroup, progress } from "./messages";
import type { Target } from "./target";

/** The clients that a rollout uses. */
export interface Tools {
    readonly autoScaling: AutoScalingClient;
    readonly alarmsThatAreOn: (names: readonly string[]) => Promise<string[]>;
    readonly say: (line: string) => void;
    /** Waits before the next check. */
    readonly pause: () => Promise<void>;
}

/**
 * How long the last new hosts are watched before the rollout is final. The alarms that detect a bad host need up to fifteen
 * minutes, and their metrics arrive a little late.
 */
const BAKE_SECONDS = 1200;

const PREFERENCES: RefreshPreferences = {
    // A new host serves before an old one is terminated, as in every replacement by the group.
    MinHealthyPercentage: 100,
    MaxHealthyPercentage: 110,
    SkipMatching: true,
    AutoRollback: true,
    BakeTime: BAKE_SECONDS,
};

/**
 * Brings the hosts of a group to a version, and returns when all of them have it. If a refresh to that version is already
 * running, left by an interrupted `pulumi up` or started by hand, it is followed to its end.
 * Throws if the refresh fails, if a refresh to another version is running, or if an alarm is on before the start.
 */
export async function rollOut(target: Target, tools: Tools): Promise<void> {
    const underWay = await findUnderWay(target, tools);
    if (underWay) {
        tools.say(`${target.group}: following the refresh ${underWay} to version ${target.version}`);
        await follow(underWay, target, tools);
        return;
    }
    if (await everyHostIsThere(target, tools)) {
        tools.say(`${target.group}: every host is on version ${target.version} of its template`);
        return;
    }
    await follow(await start(target, tools), target, tools);
}

async function findUnderWay(target: Target, { autoScaling }: Tools): Promise<string | undefined> {
    const { InstanceRefreshes = [] } = await autoScaling.send(
        new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: target.group }),
    );
    const underWay = InstanceRefreshes.find((refresh) => !hasEnded(refresh));
    if (underWay && !isOn(underWay.DesiredConfiguration?.LaunchTemplate, target)) {
        throw new Error(anotherUnderWay(underWay, target));
    }
    return underWay?.InstanceRefreshId;
}

async function everyHostIsThere(target: Target, { autoScaling }: Tools): Promise<boolean> {
    const { AutoScalingGroups: [group] = [] } = await autoScaling.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [target.group] }),
    );
    if (!group) {
        throw new Error(noGroup(target));
    }
    const staying = (group.Instances ?? []).filter(
        ({ LifecycleState = "" }) => !LifecycleState.startsWith("Terminat"),
    );
    return [group, ...staying].every(({ LaunchTemplate }) => isOn(LaunchTemplate, target));
}

async function start(target: Target, { autoScaling, alarmsThatAreOn, say }: Tools): Promise<string> {
    const { alarms, group, templateId, version } = target;
    const on = await alarmsThatAreOn(alarms);
    if (on.length > 0) {
        throw new Error(alarmsAreOn(on, target));
    }
    const { InstanceRefreshId = "" } = await autoScaling.send(
        new StartInstanceRefreshCommand({
            AutoScalingGroupName: group,
            // Rollback needs it: the group keeps its own version until the refresh is done.
            DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: templateId, Version: version } },
            Preferences: { ...PREFERENCES, AlarmSpecification: { Alarms: [...alarms] } },
        }),
    );
    say(`${group}: refresh ${InstanceRefreshId} to version ${version} has started`);
    return InstanceRefreshId;
}

async function follow(id: string, target: Target, { autoScaling, say, pause }: Tools): Promise<void> {
    const since = Date.now();
    let said = "";
    for (;;) {
        const { InstanceRefreshes: [refresh] = [] } = await autoScaling.send(
            new DescribeInstanceRefreshesCommand({
                AutoScalingGroupName: target.group,
                InstanceRefreshIds: [id],
            }),
        );
        if (!refresh) {
            throw new Error(
                `${target.group}: AWS no longer knows the refresh ${id}; run \`pulumi up\` again`,
            );
        }
        const line = progress(refresh, target, Date.now() - since);
        if (line !== said) {
            say(line);
            said = line;
        }
        if (refresh.Status === "Successful") {
            return;
        }
        if (hasEnded(refresh)) {
            throw new Error(failure(refresh, target));
        }
        await pause();
    }
}

const hasEnded = ({ Status }: InstanceRefresh): boolean =>
    Status !== undefined && (Status === "Successful" || Status in ENDED_BADLY);

const isOn = (template: LaunchTemplateSpecification | undefined, target: Target): boolean =>
    template?.LaunchTemplateId === target.templateId && template.Version === target.version;
