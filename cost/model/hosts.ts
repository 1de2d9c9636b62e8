/** Hosts, and what costs by the host. */
import { instanceType } from "../../config/instance-types";
import { inLargeOnes } from "../catalog";
import {
    type Context,
    count,
    hourly,
    type Item,
    list,
    monthly,
    object,
    type PlannedResource,
    type PriceOf,
    text,
} from "./context";

export const GROUP = "aws:autoscaling/group:Group";

/** Metrics that EC2 sends by the minute with detailed monitoring; each costs as a metric of one's own. https://aws.amazon.com/cloudwatch/pricing/ */
const DETAILED_METRICS = 7;

/**
 * Metrics of a host's agent (memory and disk), once for each host and once for the group:
 * `host/root/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json`.
 */
const AGENT_METRICS = 2;

/** Hosts of a group, on average. */
export function hostsOf({ inputs }: PlannedResource, { usage }: Context): number {
    const [least, most] = [count(inputs.minSize), count(inputs.maxSize)];
    return Math.min(most, least + (most > least ? usage.extraHosts : 0));
}

/** The type of a group's hosts. */
const typeOf = (group: PlannedResource, context: Context): string =>
    text(context.referred(group, "launchTemplate"), "instanceType");

export const hostCount = (context: Context): number =>
    sum(context.ofType(GROUP).map((group) => hostsOf(group, context)));

/** Virtual processors of all hosts in groups. */
export const vcpuCount = (context: Context): number =>
    sum(
        context
            .ofType(GROUP)
            .map((group) => hostsOf(group, context) * (instanceType(typeOf(group, context))?.vcpus ?? 0)),
    );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const group: PriceOf = (resource, context) => {
    const template = context.referred(resource, "launchTemplate");
    const type = text(template, "instanceType");
    const hosts = hostsOf(resource, context);
    const isDetailed = object(template.inputs.monitoring).enabled === true;
    const disks = list(template.inputs.blockDeviceMappings).map((mapping) =>
        count(object(object(mapping).ebs).volumeSize),
    );
    return [
        machine(`${text(resource, "name")}: ${type}`, type, hosts),
        monthly("disks", "ebs/gp3", hosts * sum(disks)),
        monthly("metrics by the minute", "metric/month", isDetailed ? hosts * DETAILED_METRICS : 0),
        monthly("memory and disk as metrics", "metric/month", (hosts + 1) * AGENT_METRICS),
    ];
};

const instance: PriceOf = (resource) => {
    const type = text(resource, "instanceType");
    return [
        machine(type, type, 1),
        monthly("disk", "ebs/gp3", count(object(resource.inputs.rootBlockDevice).volumeSize)),
    ];
};

function machine(what: string, type: string, hosts: number): Item {
    const { id, larges } = inLargeOnes("host", type);
    return hourly(what, id, hosts * larges);
}

export const HOSTS = {
    [GROUP]: group,
    "aws:ec2/instance:Instance": instance,
    "aws:ssm/parameter:Parameter": ({ inputs }) => [
        monthly("a parameter of more than 4 KB", "parameter/advanced", inputs.tier === "Advanced" ? 1 : 0),
    ],
} as const satisfies Record<string, PriceOf>;
