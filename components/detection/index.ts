import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Alerts } from "../alerts";
import { eventAlert } from "../internal/event-alert";
import type { Keys } from "../keys";
import type { Storage } from "../storage";
import type { ExceptionSettings } from "./exceptions";
import { FINDINGS, SERVICES, type Service } from "./findings";
import { threatDetection } from "./guard-duty";
import { vulnerabilityScans } from "./inspection";
import { configurationRecorder } from "./recorder";
import { closedDocuments } from "./safeguards";
import { securityStandards } from "./standards";
import { tellOnce } from "./told";
import { auditTrail } from "./trail";

export interface DetectionArgs
    extends
        ExceptionSettings,
        Pick<Settings, Service | "awsAccountId" | "logRetentionDays" | "region" | "stack"> {
    readonly keys: Keys;
    readonly alerts: Alerts;
    readonly storage: Storage;
}

/**
 * Watches the account itself: its API calls, threats, changes, failed standards, vulnerabilities, and resources that are
 * reachable from outside. Important findings become alerts.
 *
 * Controls of Security Hub that the stack fails on purpose are switched off, each with its reason (`exceptions.ts`).
 *
 * Most of these services exist once per account and region. If one is already on, AWS rejects a second GuardDuty detector,
 * Config recorder, Security Hub or account analyzer. In that case, set the service to `elsewhere: <who runs it>`, or import
 * it with `pulumi import`. A second trail is allowed and billed. Inspector simply stays on.
 * `pulumi destroy` switches off the services that the stack switched on.
 * Cost: by events and hosts; some 30 to 60 USD a month for a small stack.
 */
export class Detection extends pulumi.ComponentResource {
    static readonly covers = [
        "monitoring.security.events",
        "monitoring.security.intrusion-detection",
        "operations.first-day.security-alerts",
        "testing.security.scanning",
        "testing.security.vulnerabilities",
    ] as const satisfies readonly ChecklistId[];

    /** The trail's log group. Undefined if CloudTrail runs elsewhere. */
    readonly trailLogGroup: aws.cloudwatch.LogGroup | undefined;
    /** The services that somebody else runs, with the given reasons. */
    readonly elsewhere: Readonly<Partial<Record<Service, string>>>;

    constructor(name: string, args: DetectionArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:security:Detection", name, {}, opts);
        const child = { parent: this };
        const isHere = (service: Service): boolean => args[service] === "here";
        this.elsewhere = Object.fromEntries(
            SERVICES.flatMap((service) => {
                const choice = args[service];
                return choice === "here" ? [] : [[service, choice.elsewhere]];
            }),
        );

        this.trailLogGroup = isHere("cloudTrail") ? auditTrail(`${name}-trail`, args, child).logs : undefined;
        if (isHere("guardDuty")) {
            threatDetection(`${name}-guard-duty`, args, child);
        }
        const recorder = isHere("awsConfig") ? [configurationRecorder(`${name}-config`, args, child)] : [];
        if (isHere("securityHub")) {
            // Security Hub's controls read AWS Config's records.
            securityStandards(name, args, { ...child, dependsOn: recorder });
        }
        if (isHere("inspector")) {
            vulnerabilityScans(`${name}-inspector`, args, child);
        }
        if (isHere("accessAnalyzer")) {
            new aws.accessanalyzer.Analyzer(
                `${name}-access`,
                { analyzerName: `hrms-${args.stack}`, type: "ACCOUNT" },
                child,
            );
        }
        closedDocuments(`${name}-documents`, args, child);
        const rules = FINDINGS.filter(({ from }) => isHere(from)).map((finding) => ({
            from: finding.from,
            rule: eventAlert(`${name}-${finding.name}`, finding, args.alerts[finding.severity].arn, child),
        }));
        const ofHub = rules.filter(({ from }) => from === "securityHub").map(({ rule }) => rule);
        if (ofHub.length > 0) tellOnce(`${name}-told`, args, ofHub, child);
        this.registerOutputs({ trailLogGroupName: this.trailLogGroup?.name, elsewhere: this.elsewhere });
    }
}
