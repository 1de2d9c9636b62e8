/** Logs, metrics, alarms, and what watches the account. */
import type { Usage } from "../usage";
import {
    assumed,
    type Context,
    hourly,
    type Item,
    list,
    monthly,
    object,
    type PlannedResource,
    type PriceOf,
    text,
} from "./context";
import { hostCount, vcpuCount } from "./hosts";

/** What the end of a log group's name says about what is in it. */
const LOG_GROUPS: readonly (readonly [name: RegExp, assumption: keyof Usage])[] = [
    [/\/application$/, "applicationLogGb"],
    [/\/nginx$/, "accessLogGb"],
    [/\/system$/, "systemLogGb"],
    [/\/trail$/, "trailLogGb"],
    [/\/flow-log$/, "flowLogGb"],
    [/^aws-waf-logs-/, "firewallLogGb"],
    [/\/error$/, "databaseLogGb"],
    [/\/cache\/slow-log$/, "cacheLogGb"],
];

/** What CloudWatch makes of a GB that it stores. https://aws.amazon.com/cloudwatch/pricing/ */
const COMPRESSED = 0.15;

const logGroup: PriceOf = (resource, { usage }) => {
    const name = text(resource, "name");
    const assumption = LOG_GROUPS.find(([pattern]) => pattern.test(name))?.[1];
    const gb = assumption === undefined ? 0 : usage[assumption];
    const months = Number(resource.inputs.retentionInDays ?? 0) / (365 / 12);
    return [
        assumed(`${name}: written`, "logs/ingested", gb),
        assumed(`${name}: kept`, "logs/stored", gb * COMPRESSED * months),
    ];
};

/** An alarm on an expression costs by each metric that the expression uses; one on a query, by each that it finds, here one. */
const alarm: PriceOf = ({ inputs }) => {
    const queries = list(inputs.metricQueries).filter((query) => object(query).metric !== undefined);
    return [monthly("alarm", "alarm/month", Math.max(1, queries.length))];
};

/** Latency and HTTPS. The check itself is free: an account has fifty for what runs on AWS. https://aws.amazon.com/route53/pricing/ */
const healthCheck: PriceOf = ({ inputs }) => [
    monthly(
        "options of the check",
        "health-check/option",
        Number(inputs.measureLatency === true) + Number(String(inputs.type).startsWith("HTTPS")),
    ),
];

/** The first copy of the management events is free. https://aws.amazon.com/cloudtrail/pricing/ */
const trail: PriceOf = ({ inputs }, { usage }) => {
    const data = list(inputs.advancedEventSelectors).some((selector) =>
        list(object(selector).fieldSelectors).some((field) => list(object(field).equals).includes("Data")),
    );
    return [
        assumed("reads and writes of uploads", "trail/data-events", data ? usage.fileEvents * 10 : 0),
        assumed("unusual calls", "trail/insights", list(inputs.insightSelectors).length * usage.calls * 10),
    ];
};

const FEATURES: Readonly<Record<string, (context: Context) => readonly Item[]>> = {
    S3_DATA_EVENTS: ({ usage }) => [
        assumed("reads and writes of files", "threats/file-events", usage.fileEvents),
    ],
    RUNTIME_MONITORING: (context) => [monthly("agents on hosts", "threats/vcpu", vcpuCount(context))],
    // Scans a disk only after a finding; the one function hardly uses the network.
    EBS_MALWARE_PROTECTION: () => [],
    LAMBDA_NETWORK_LOGS: () => [],
};

function feature(resource: PlannedResource, context: Context): readonly Item[] {
    const name = text(resource, "name");
    const items = FEATURES[name];
    if (items === undefined)
        throw new Error(`cost/model/watch.ts does not know GuardDuty's feature ${name}.`);
    return items(context);
}

/** Hosts with GuardDuty's agent are not charged for their flow logs; what is left is a quarter. */
const FLOWS_WITHOUT_AGENT = 0.25;

const inspector: PriceOf = ({ inputs }, context) => {
    const scanned = list(inputs.resourceTypes);
    const functions = context.ofType("aws:lambda/function:Function").length;
    const scans = (type: string): number => Number(scanned.includes(type));
    return [
        hourly("hosts", "inspector/host", scans("EC2") * hostCount(context)),
        hourly("functions", "inspector/function", scans("LAMBDA") * functions),
        hourly("functions' code", "inspector/function-code", scans("LAMBDA_CODE") * functions),
    ];
};

export const WATCH = {
    "aws:cloudwatch/logGroup:LogGroup": logGroup,
    "aws:cloudwatch/metricAlarm:MetricAlarm": alarm,
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": () => [monthly("alarm on alarms", "alarm/composite")],
    // An account has three for nothing, each with 50 metrics; this one has more.
    "aws:cloudwatch/dashboard:Dashboard": () => [monthly("dashboard", "dashboard/month")],
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": () => [monthly("counter", "metric/month")],
    "aws:route53/healthCheck:HealthCheck": healthCheck,
    "aws:cloudtrail/trail:Trail": trail,
    "aws:guardduty/detector:Detector": (_, { usage }) => [
        assumed("calls to AWS", "threats/events", usage.calls),
        assumed("flows and lookups", "threats/logs", usage.flowLogGb * FLOWS_WITHOUT_AGENT),
    ],
    "aws:guardduty/detectorFeature:DetectorFeature": feature,
    "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": (_, { usage }) => [
        assumed("uploads, by size", "threats/uploads", usage.newUploadsGb),
        assumed("uploads, by number", "threats/upload-scans", usage.newUploads),
    ],
    "aws:cfg/recorder:Recorder": (_, { usage }) => [
        assumed("changes of resources", "config/item", usage.changes),
    ],
    "aws:securityhub/account:Account": (_, { usage }) => [
        assumed("checks", "security-hub/check", usage.checks),
    ],
    "aws:inspector2/enabler:Enabler": inspector,
} as const satisfies Record<string, PriceOf>;
