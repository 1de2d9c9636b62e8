import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import { limitsOf, type LimitSettings } from "../../config/limits";
import type { Alerts } from "../alerts";
import type { Hosts } from "../hosts";
import { patchDocument, windowRole } from "./command";

export interface PatchingArgs
    extends
        LimitSettings,
        Pick<Settings, "awsAccountId" | "patchDay" | "patchHour" | "region" | "stack" | "timeZone"> {
    readonly hosts: Hosts;
    readonly alerts: Alerts;
}

/** The final states that mean that the week's patches are missing. */
const FAILURES = ["FAILED", "TIMED_OUT", "SKIPPED_OVERLAPPING"];

/**
 * Patches every host once a week, one after the other, and stops at the first failure. `bin/patch` installs Debian's
 * security updates. A host that needs a reboot asks its group for a replacement instead, so that no request is lost.
 * In between, Debian's unattended-upgrades installs updates that need no reboot. Hosts without a way out (`nat` none) reach no
 * mirror: their updates come with a new image.
 * Patch Manager (AWS-RunPatchBaseline with a baseline) is not used: it rejects Debian 13 as an unsupported operating
 * system, and it supports no approval delay for Debian: https://github.com/aws/amazon-ssm-agent/issues/648,
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PatchRule.html
 * Cost: none.
 */
export class Patching extends pulumi.ComponentResource {
    static readonly covers = [
        "security.server.patches",
        "setup.server.os-updated",
        "operations.ongoing.update-schedule",
    ] as const satisfies readonly ChecklistId[];

    /** The maintenance window in which hosts are patched. */
    readonly window: aws.ssm.MaintenanceWindow;

    constructor(name: string, args: PatchingArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:operations:Patching", name, {}, opts);
        this.window = this.createWindow(name, args);
        this.patchHosts(name, args);
        this.alertOnFailure(name, args);
        this.takeInventory(name, args);
        this.registerOutputs({ windowId: this.window.id });
    }

    private createWindow(name: string, args: PatchingArgs): aws.ssm.MaintenanceWindow {
        const { patchDay, patchHour, stack, timeZone } = args;
        const { patchStartHours, patchCutoffHours } = limitsOf(args);
        return new aws.ssm.MaintenanceWindow(
            name,
            {
                description: `Security updates of the hosts of ${stack}`,
                schedule: `cron(0 ${patchHour} ? * ${patchDay} *)`,
                scheduleTimezone: timeZone,
                duration: patchStartHours + patchCutoffHours,
                cutoff: patchCutoffHours,
                allowUnassociatedTargets: false,
            },
            { parent: this },
        );
    }

    private patchHosts(name: string, args: PatchingArgs): void {
        const child = { parent: this };
        const document = patchDocument(`${name}-command`, args, child);
        const target = new aws.ssm.MaintenanceWindowTarget(
            `${name}-hosts`,
            { windowId: this.window.id, resourceType: "INSTANCE", targets: hostsByTag(args) },
            child,
        );
        new aws.ssm.MaintenanceWindowTask(
            `${name}-install`,
            {
                windowId: this.window.id,
                taskType: "RUN_COMMAND",
                taskArn: document.arn,
                serviceRoleArn: windowRole(`${name}-window`, args, document, child).arn,
                targets: [{ key: "WindowTargetIds", values: [target.id] }],
                maxConcurrency: "1",
                maxErrors: "0",
                cutoffBehavior: "CONTINUE_TASK",
                taskInvocationParameters: {
                    runCommandParameters: {
                        timeoutSeconds: limitsOf(args).patch,
                        cloudwatchConfig: {
                            cloudwatchOutputEnabled: true,
                            cloudwatchLogGroupName: args.hosts.logGroups.system.name,
                        },
                    },
                },
            },
            child,
        );
    }

    private alertOnFailure(name: string, { alerts }: PatchingArgs): void {
        const rule = new aws.cloudwatch.EventRule(
            `${name}-failed`,
            {
                description: "Hosts were not patched",
                eventPattern: pulumi.jsonStringify({
                    source: ["aws.ssm"],
                    "detail-type": ["Maintenance Window Execution State-change Notification"],
                    detail: { "window-id": [this.window.id], status: FAILURES },
                }),
            },
            { parent: this },
        );
        new aws.cloudwatch.EventTarget(
            `${name}-failed`,
            {
                rule: rule.name,
                arn: alerts.warning.arn,
                inputTransformer: {
                    inputPaths: { status: "$.detail.status", window: "$.detail.window-id", time: "$.time" },
                    inputTemplate:
                        '"Patching of the HRMS hosts ended with <status> at <time> (maintenance window <window>). ' +
                        'The output of each host is in the log group of the system."',
                },
            },
            { parent: this, dependsOn: [alerts] },
        );
    }

    /**
     * Lists each host's packages, so that you can see which hosts a new vulnerability affects. As often as Inspector asks for:
     * an association by tags overrides Inspector's for all instances, which skips these hosts.
     * https://docs.aws.amazon.com/systems-manager/latest/userguide/inventory-collection.html
     * https://docs.aws.amazon.com/inspector/latest/user/scanning-ec2.html
     */
    private takeInventory(name: string, args: PatchingArgs): void {
        new aws.ssm.Association(
            `${name}-inventory`,
            {
                name: "AWS-GatherSoftwareInventory",
                associationName: `hrms-${args.stack}-inventory`,
                scheduleExpression: "rate(30 minutes)",
                targets: hostsByTag(args),
                parameters: {
                    applications: "Enabled",
                    networkConfig: "Enabled",
                    instanceDetailedInformation: "Enabled",
                },
            },
            { parent: this },
        );
    }
}

const hostsByTag = ({ stack }: PatchingArgs): { key: string; values: string[] }[] => [
    { key: "tag:Application", values: ["hrms"] },
    { key: "tag:Stack", values: [stack] },
];
