/** What the drawing shows, read from the exported stack: every word of it comes from a resource. */
import type { Deployment, StackResource } from "../deployment";
import { cloudResources } from "../deployment";
import type { Box, Color } from "./svg";

export interface Zone {
    readonly name: string;
    /** CIDR of the zone's subnet in each tier. */
    readonly subnets: Readonly<Record<Tier, string>>;
}

export type Tier = "public" | "private" | "isolated";

export interface ColoredBox extends Box {
    readonly color: Color;
}

export interface Picture {
    readonly title: string;
    readonly subtitle: string;
    readonly vpc: string;
    readonly zones: readonly Zone[];
    readonly edge: readonly ColoredBox[];
    readonly loadBalancer: ColoredBox;
    readonly wayOut: ColoredBox | undefined;
    readonly hosts: readonly ColoredBox[];
    readonly data: readonly ColoredBox[];
    readonly panels: readonly ColoredBox[];
    /** Ports that a tier admits from another: `internet → edge`, … */
    readonly ports: { readonly fromInternet: string; readonly toHosts: string; readonly toData: string };
}

type Inputs = Readonly<Record<string, unknown>>;

/** Reads the picture from the stack. Throws where the stack has no VPC or no load balancer: there is nothing to draw. */
export function pictureOf(deployment: Deployment): Picture {
    // By name: the state lists resources in the order in which they happened to be ready.
    const stack = new Stack(
        cloudResources(deployment).sort((one, other) => one.urn.localeCompare(other.urn)),
    );
    const vpc = stack.one("aws:ec2/vpc:Vpc");
    const balancer = stack.one("aws:lb/loadBalancer:LoadBalancer");
    const types = new Set(stack.resources.map(({ type }) => type));
    const [project, name] = [part(vpc.urn, 1), part(vpc.urn, 0)];
    const region = text(stack.all("aws:")[0]?.outputs?.region ?? vpc.outputs?.region);
    return {
        title: `${project} · ${name}${region ? ` · ${region}` : ""}`,
        subtitle: `${stack.resources.length} resources of ${types.size} types`,
        vpc: `VPC ${text(vpc.inputs?.cidrBlock)}`,
        zones: zones(stack),
        edge: edge(stack),
        loadBalancer: {
            color: "edge",
            title: "Application Load Balancer",
            lines: [
                ...stack.all("aws:lb/listener:Listener").map(({ inputs }) => listener(inputs ?? {})),
                `${text(balancer.inputs?.internal) === "true" ? "internal" : "public"}, logs to S3`,
            ],
        },
        wayOut: wayOut(stack),
        hosts: stack.all("aws:autoscaling/group:Group").map((group) => hosts(stack, group)),
        data: [...databases(stack), ...caches(stack)],
        panels: panels(stack),
        ports: {
            fromInternet: ports(stack, "load-balancer"),
            toHosts: ports(stack, "web", "load-balancer"),
            toData: ports(stack, "(database|cache)", "(web|worker)"),
        },
    };
}

/** The stack's resources, looked up by the start of their type. */
class Stack {
    constructor(readonly resources: readonly StackResource[]) {}

    all(type: string): StackResource[] {
        return this.resources.filter((resource) => resource.type.startsWith(type));
    }

    one(type: string): StackResource {
        const [resource] = this.all(type);
        if (!resource) {
            throw new Error(
                `The stack has no ${type}: there is nothing to draw. Run the preview and up first.`,
            );
        }
        return resource;
    }

    count(type: string): number {
        return this.all(type).length;
    }
}

function zones(stack: Stack): Zone[] {
    const subnets = stack.all("aws:ec2/subnet:Subnet").map(({ urn, inputs }) => ({
        zone: text(inputs?.availabilityZone),
        tier: (["public", "private", "isolated"] as const).find((tier) => urn.includes(`-${tier}-`)),
        cidr: text(inputs?.cidrBlock),
    }));
    const names = [...new Set(subnets.map(({ zone }) => zone))].sort();
    const cidr = (name: string, wanted: Tier): string =>
        subnets.find(({ zone, tier }) => zone === name && tier === wanted)?.cidr ?? "";
    return names.map((name) => ({
        name,
        subnets: {
            public: cidr(name, "public"),
            private: cidr(name, "private"),
            isolated: cidr(name, "isolated"),
        },
    }));
}

function edge(stack: Stack): ColoredBox[] {
    const distribution = stack.all("aws:cloudfront/distribution:Distribution")[0];
    const firewall = stack.all("aws:wafv2/webAcl:WebAcl")[0];
    const rules = (statement: string): number =>
        list(firewall?.inputs?.rules).filter((rule) => JSON.stringify(rule).includes(`"${statement}"`))
            .length;
    const names = stack.all("aws:route53/record:Record").map(({ inputs }) => inputs ?? {});
    const aliases = names
        .filter(({ type, aliases: targets }) => type === "A" && targets !== undefined)
        .map(({ name }) => text(name));
    return [
        {
            color: "edge",
            title: "Route 53",
            lines: [
                ...aliases,
                `${names.length} records, ${stack.count("aws:route53/healthCheck:HealthCheck")} health check`,
            ],
        },
        {
            color: "edge",
            title: "CloudFront",
            lines: [list(distribution?.inputs?.aliases).join(", "), "static files from S3 alone"],
        },
        {
            color: "guard",
            title: "WAF",
            lines: [
                `${rules("managedRuleGroupStatement")} managed rule groups,`,
                `${rules("rateBasedStatement")} rate limits`,
            ],
        },
        {
            color: "guard",
            title: "ACM certificates",
            lines: stack.all("aws:acm/certificate:Certificate").map(({ inputs }) => text(inputs?.domainName)),
        },
    ];
}

function listener(inputs: Inputs): string {
    const [action] = list(inputs.defaultActions) as Inputs[];
    const policy = text(inputs.sslPolicy).replace("ELBSecurityPolicy-", "");
    return action?.type === "redirect"
        ? `${text(inputs.port)} → HTTPS redirect`
        : `${text(inputs.port)} ${text(inputs.protocol)}, ${policy}`;
}

function wayOut(stack: Stack): ColoredBox | undefined {
    const [gateway] = stack.all("aws:ec2/natGateway:NatGateway");
    if (gateway) {
        const mode = inputOf(gateway, "availabilityMode") || "zonal";
        return {
            color: "plain",
            title: "NAT gateway",
            lines: [mode === "regional" ? "regional, all zones" : "in one zone"],
        };
    }
    const [instance] = stack.all("aws:ec2/instance:Instance");
    return instance && { color: "plain", title: "NAT instance", lines: [inputOf(instance, "instanceType")] };
}

function hosts(stack: Stack, group: StackResource): ColoredBox {
    const role = part(group.urn, -1).split("-").at(-1) ?? "";
    const template = stack
        .all("aws:ec2/launchTemplate:LaunchTemplate")
        .find(({ urn }) => group.dependencies?.includes(urn));
    const [least, most] = [text(group.inputs?.minSize), text(group.inputs?.maxSize)];
    return {
        color: "compute",
        title: `${role.charAt(0).toUpperCase()}${role.slice(1)} hosts`,
        lines: [
            `${least === most ? least : `${least} to ${most}`} × ${text(template?.inputs?.instanceType)}`,
            role === "web" ? "Nginx, Gunicorn on Debian 13" : "Celery on Debian 13",
        ],
    };
}

function databases(stack: Stack): ColoredBox[] {
    return stack.all("aws:rds/instance:Instance").map(({ inputs = {}, protect }) => ({
        color: "data",
        title: `RDS ${text(inputs.engine) === "mysql" ? "MySQL" : text(inputs.engine)} ${text(inputs.engineVersion)}`,
        lines: [
            `${text(inputs.instanceClass)}, ${inputs.multiAz === true ? "Multi-AZ" : "one zone"}`,
            `${text(inputs.allocatedStorage)} to ${text(inputs.maxAllocatedStorage)} GiB, encrypted`,
            `restorable for ${text(inputs.backupRetentionPeriod)} days${protect ? ", protected" : ""}`,
        ],
    }));
}

function caches(stack: Stack): ColoredBox[] {
    return stack.all("aws:elasticache/replicationGroup:ReplicationGroup").map(({ urn, inputs = {} }) => ({
        color: "data",
        title: `ElastiCache ${part(urn, -1).includes("queue") ? "queue" : "cache"}`,
        lines: [
            `${text(inputs.engine)} ${text(inputs.engineVersion)}, TLS and token`,
            `${text(inputs.numCacheClusters)} × ${text(inputs.nodeType)}`,
            inputs.automaticFailoverEnabled === true ? "automatic failover" : "single node",
        ],
    }));
}

function panels(stack: Stack): ColoredBox[] {
    const counted = (type: string, one: string, many: string): string[] => {
        const count = stack.count(type);
        return count > 0 ? [`${count} ${count === 1 ? one : many}`] : [];
    };
    const present = (type: string, label: string): string[] => (stack.count(type) > 0 ? [label] : []);
    const buckets = stack
        .all("aws:s3/bucket:Bucket")
        .map(({ urn }) => part(urn, -1).split("-").slice(2).join(" "));
    const vaults = stack.all("aws:backup/vault:Vault").map(({ outputs }) => text(outputs?.region));
    return [
        { color: "data", title: "S3", lines: [buckets.join(", "), "private, encrypted, versioned"] },
        {
            color: "guard",
            title: "Keys and secrets",
            lines: [
                ...counted("aws:kms/key:Key", "KMS key", "KMS keys, one a data class"),
                ...counted("aws:secretsmanager/secret:Secret", "secret", "secrets"),
            ],
        },
        {
            color: "watch",
            title: "Monitoring",
            lines: [
                ...counted("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", "alarms"),
                ...counted("aws:cloudwatch/logGroup:LogGroup", "log group", "log groups"),
                ...counted("aws:sns/topicSubscription:TopicSubscription", "contact", "contacts"),
                ...present("aws:cloudwatch/dashboard:Dashboard", "dashboard"),
            ],
        },
        {
            color: "watch",
            title: "Detection",
            lines: [
                ...present("aws:cloudtrail/trail:Trail", "CloudTrail"),
                ...present("aws:guardduty/detector:Detector", "GuardDuty"),
                ...present("aws:securityhub/account:Account", "Security Hub"),
                ...present("aws:cfg/recorder:Recorder", "AWS Config"),
                ...present("aws:inspector2/enabler:Enabler", "Inspector"),
                ...present("aws:accessanalyzer/analyzer:Analyzer", "Access Analyzer"),
            ],
        },
        {
            color: "data",
            title: "Backup",
            lines: [
                ...counted(
                    "aws:backup/vault:Vault",
                    "locked vault",
                    `locked vaults: ${[...new Set(vaults)].filter(Boolean).join(", ")}`,
                ),
                ...counted("aws:backup/plan:Plan", "plan", "plans"),
                ...present("aws:backup/restoreTestingPlan:RestoreTestingPlan", "restore tested by plan"),
            ],
        },
        {
            color: "plain",
            title: "Upkeep",
            lines: [
                ...present("aws:ssm/maintenanceWindow:MaintenanceWindow", "patching by maintenance window"),
                ...present("aws:sesv2/emailIdentity:EmailIdentity", "SES with DKIM, SPF and DMARC"),
                ...present("aws:budgets/budget:Budget", "budget with alert"),
            ],
        },
    ];
}

/**
 * The different ports that the security groups of that name (a pattern for its end) admit from others, or from the
 * world where no other is named.
 */
function ports(stack: Stack, group: string, from?: string): string {
    const groups = stack.all("aws:ec2/securityGroup:SecurityGroup");
    const isNamed = (wanted: string, pattern: string): boolean =>
        groups.some(({ id, urn }) => id === wanted && new RegExp(`-${pattern}$`).test(urn));
    const admitted = stack
        .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        .filter((rule) => isNamed(inputOf(rule, "securityGroupId"), group))
        .filter((rule) =>
            from === undefined
                ? inputOf(rule, "cidrIpv4") === "0.0.0.0/0"
                : isNamed(inputOf(rule, "referencedSecurityGroupId"), from),
        );
    return [...new Set(admitted.map((rule) => inputOf(rule, "fromPort")))]
        .sort((a, b) => Number(a) - Number(b))
        .join(", ");
}

const inputOf = (resource: StackResource, name: string): string => text(resource.inputs?.[name]);

/** `urn:pulumi:<stack>::<project>::<types>::<name>`: 0 the stack, 1 the project, -1 the name. */
function part(urn: string, index: number): string {
    return urn.replace("urn:pulumi:", "").split("::").at(index) ?? "";
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const text = (value: unknown): string =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
