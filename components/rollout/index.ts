import * as aws from "@pulumi/aws";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { HostRole } from "../../config/tuning";
import type { Database } from "../database";
import type { Hosts } from "../hosts";
import type { Monitoring } from "../monitoring";
import { ALARM_SEPARATOR, VARIABLES } from "./target";
import { watchedAlarms } from "./watched";

export interface RolloutArgs extends Pick<Settings, "region" | "stack"> {
    readonly database: Pick<Database, "databaseName" | "usersFunction">;
    readonly hosts: Hosts;
    readonly monitoring: Monitoring;
    /** What new hosts count on beyond what starts them: names and senders. */
    readonly before: readonly pulumi.Resource[];
}

/** Pulumi runs it in the project's folder. Node runs it directly, so that nothing keeps running after an interrupted `up`. */
const PROGRAM = "node --import tsx components/rollout/main.ts";

/**
 * Brings a changed machine (image, instance type, files of `host/`) to the hosts: `pulumi up` starts an instance refresh to
 * the newest version of their launch template, follows it, and fails if the refresh fails or is rolled back.
 * Worker hosts go first, so that a machine that does not start is found before it affects any page.
 * To run `pulumi up`, you need `autoscaling:DescribeAutoScalingGroups`, `DescribeInstanceRefreshes` and
 * `StartInstanceRefresh`, and `cloudwatch:DescribeAlarms`.
 * Cost: one more host while it runs.
 */
export class Rollout extends pulumi.ComponentResource {
    /** No checklist item is about how a change reaches hosts. The runbook covers how to go back. */
    static readonly covers = [] as const satisfies readonly ChecklistId[];

    constructor(name: string, args: RolloutArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:hosts:Rollout", name, {}, opts);
        const worker = this.refresh(name, "worker", args, []);
        const web = this.refresh(name, "web", args, worker);
        this.leaveFormerDatabase(name, args.database, [...worker, ...web]);
        this.registerOutputs({});
    }

    /** Once no host uses a database with a former name, its users lose their rights in it. */
    private leaveFormerDatabase(
        name: string,
        { databaseName, usersFunction }: RolloutArgs["database"],
        dependsOn: readonly pulumi.Resource[],
    ): void {
        new aws.lambda.Invocation(
            `${name}-database-users`,
            { functionName: usersFunction, input: "{}", triggers: { database: databaseName } },
            { parent: this, dependsOn: [...dependsOn] },
        );
    }

    /** The refresh of a role's hosts, if the stack has any. A changed variable runs the program again. */
    private refresh(
        name: string,
        role: HostRole,
        args: RolloutArgs,
        after: readonly pulumi.Resource[],
    ): command.local.Command[] {
        const { before, hosts, monitoring, region, stack } = args;
        const group = hosts.groups[role];
        const template = hosts.templates[role];
        if (!group || !template) {
            return [];
        }
        const refresh = new command.local.Command(
            `${name}-${role}`,
            {
                create: PROGRAM,
                environment: {
                    [VARIABLES.region]: region,
                    [VARIABLES.group]: group.name,
                    [VARIABLES.templateId]: template.id,
                    [VARIABLES.version]: template.latestVersion.apply(String),
                    [VARIABLES.alarms]: pulumi
                        .all(monitoring.alarmNames)
                        .apply((known) => watchedAlarms(role, stack, known).join(ALARM_SEPARATOR)),
                    [VARIABLES.logGroup]: hosts.logGroups.system.name,
                },
            },
            { parent: this, dependsOn: [hosts, monitoring, ...before, ...after] },
        );
        return [refresh];
    }
}
