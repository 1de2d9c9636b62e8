/** Reads what the drawing shows from the exported stack. */
import type { Deployment, StackResource } from "../../engine/deployment";
import { operations } from "./operations";
import { TIERS, type Picture, type Tier } from "./picture";
import {
    asList,
    asText,
    counted,
    inputOf,
    nameOf,
    projectOf,
    regionOf,
    Resources,
    roleOf,
    stackOf,
    type Inputs,
} from "./resources";
import type { Card } from "./svg";

/** Reads the picture from the stack. Throws if the stack has no VPC or no load balancer. */
export function pictureOf(deployment: Deployment): Picture {
    const stack = new Resources(deployment);
    const vpc = stack.required("aws:ec2/vpc:Vpc");
    const balancer = stack.required("aws:lb/loadBalancer:LoadBalancer");
    const types = new Set(stack.all.map(({ type }) => type));
    const account = asText(vpc.outputs?.arn).split(":")[4] ?? "";
    return {
        title: [projectOf(vpc), stackOf(vpc), regionOf(vpc)].filter(Boolean).join(" · "),
        subtitle: `${stack.all.length} resources of ${types.size} types, drawn from the stack`,
        account: `AWS account${account && ` ${account}`}`,
        vpc: `VPC ${inputOf(vpc, "cidrBlock")}`,
        subnets: subnets(stack),
        people: {
            glyph: "people",
            color: "outside",
            title: "Employees",
            lines: ["with a web browser"],
        },
        names: names(stack),
        cdn: cdn(stack),
        firewall: firewall(stack),
        loadBalancer: loadBalancer(stack, balancer),
        logsRequests: (balancer.inputs?.accessLogs as Inputs | undefined)?.enabled === true,
        wayOut: wayOut(stack),
        hosts: stack.of("aws:autoscaling/group:Group").map((group) => hosts(stack, group)),
        database: database(stack),
        caches: stack.of("aws:elasticache/replicationGroup:ReplicationGroup").map(cache),
        ...storage(stack),
        ...backups(stack),
        ...operations(stack),
        ports: {
            toLoadBalancer: ports(stack, /-load-balancer$/),
            toHosts: ports(stack, /-web$/, /-load-balancer$/),
            toDatabase: ports(stack, /-(database|database-proxy)$/, /-(web|worker)$/),
            toCaches: ports(stack, /-cache$/, /-(web|worker)$/),
        },
    };
}

function subnets(stack: Resources): Record<Tier, string[]> {
    const all = stack
        .of("aws:ec2/subnet:Subnet")
        .map((subnet) => ({
            zone: inputOf(subnet, "availabilityZone"),
            cidr: inputOf(subnet, "cidrBlock"),
            tier: TIERS.find((tier) => nameOf(subnet).includes(`-${tier}-`)),
        }))
        .sort((one, other) => (one.zone < other.zone ? -1 : 1));
    const linesOf = (wanted: Tier): string[] =>
        all.filter(({ tier }) => tier === wanted).map(({ zone, cidr }) => `${zone.slice(-1)}  ${cidr}`);
    return { public: linesOf("public"), private: linesOf("private"), isolated: linesOf("isolated") };
}

function names(stack: Resources): Card | undefined {
    const records = stack.of("aws:route53/record:Record");
    const checks = stack.count("aws:route53/healthCheck:HealthCheck");
    const aliases = records
        .filter((record) => inputOf(record, "type") === "A")
        .map((record) => inputOf(record, "name"));
    return records.length === 0
        ? undefined
        : {
              glyph: "names",
              color: "network",
              title: "Route 53",
              lines: [
                  aliases.join(", "),
                  [
                      counted(records.length, "record"),
                      ...(checks > 0 ? [counted(checks, "health check")] : []),
                  ].join(", "),
              ],
          };
}

function cdn(stack: Resources): Card | undefined {
    const distribution = stack.first("aws:cloudfront/distribution:Distribution");
    return (
        distribution && {
            glyph: "globe",
            color: "network",
            title: "CloudFront",
            lines: [
                asList(distribution.inputs?.aliases).map(asText).join(", "),
                "static files",
                ...(stack.has("aws:cloudfront/originAccessControl:OriginAccessControl")
                    ? ["origin access control"]
                    : []),
            ],
        }
    );
}

function firewall(stack: Resources): Card | undefined {
    const firewall = stack.first("aws:wafv2/webAcl:WebAcl");
    const rules = (statement: string): number =>
        asList(firewall?.inputs?.rules).filter((rule) => JSON.stringify(rule).includes(`"${statement}"`))
            .length;
    return (
        firewall && {
            glyph: "shield",
            color: "security",
            title: "WAF",
            lines: [
                counted(rules("managedRuleGroupStatement"), "managed rule group"),
                counted(rules("rateBasedStatement"), "rate limit"),
            ],
        }
    );
}

function loadBalancer(stack: Resources, balancer: StackResource): Card {
    return {
        glyph: "split",
        color: "network",
        title: "Load balancer",
        lines: [
            ...stack.of("aws:lb/listener:Listener").flatMap(({ inputs = {} }) => listener(inputs)),
            ...(balancer.inputs?.internal === true ? ["internal"] : []),
        ],
    };
}

function listener(inputs: Inputs): string[] {
    const isRedirect = asList(inputs.defaultActions)[0]?.type === "redirect";
    return isRedirect
        ? [`${asText(inputs.port)} redirects to HTTPS`]
        : [
              `${asText(inputs.port)} ${asText(inputs.protocol)}`,
              ...(asText(inputs.sslPolicy).includes("TLS13-1-2") ? ["TLS 1.2 and 1.3"] : []),
          ];
}

/** How hosts reach what is outside the VPC. */
function wayOut(stack: Resources): Card | undefined {
    const gateway = stack.first("aws:ec2/natGateway:NatGateway");
    const instance = stack.first("aws:ec2/instance:Instance");
    const endpoints = stack
        .of("aws:ec2/vpcEndpoint:VpcEndpoint")
        .filter((endpoint) => inputOf(endpoint, "vpcEndpointType") === "Interface").length;
    const inside = endpoints > 0 ? [`${endpoints} AWS services inside the VPC`] : [];
    const color = "network";
    const glyph = "exit";
    if (gateway) {
        const zones =
            inputOf(gateway, "availabilityMode") === "regional" ? "regional, all zones" : "in one zone";
        return { glyph, color, title: "NAT gateway", lines: [zones, ...inside] };
    }
    if (instance) {
        return { glyph, color, title: "NAT instance", lines: [inputOf(instance, "instanceType"), ...inside] };
    }
    return endpoints > 0 ? { glyph, color, title: "VPC endpoints", lines: inside } : undefined;
}

function hosts(stack: Resources, group: StackResource): Card {
    const role = roleOf(group);
    const template = asText((group.inputs?.launchTemplate as Inputs | undefined)?.id);
    const instanceType = stack
        .of("aws:ec2/launchTemplate:LaunchTemplate")
        .filter(({ id }) => id === template)
        .map((found) => inputOf(found, "instanceType"));
    const [least, most] = [inputOf(group, "minSize"), inputOf(group, "maxSize")];
    return {
        glyph: role === "web" ? "server" : "gears",
        color: "compute",
        title: `${role.charAt(0).toUpperCase()}${role.slice(1)} hosts`,
        lines: [
            `${least === most ? least : `${least} to ${most}`} × ${instanceType.join(", ")}`,
            role === "web" ? "Debian, Nginx, Gunicorn" : "Debian, Celery",
        ],
    };
}

function database(stack: Resources): Card | undefined {
    const instance = stack.first("aws:rds/instance:Instance");
    if (!instance) return undefined;
    const engine = inputOf(instance, "engine");
    return {
        glyph: "database",
        color: "data",
        title: `RDS ${engine === "mysql" ? "MySQL" : engine} ${inputOf(instance, "engineVersion")}`,
        lines: [
            inputOf(instance, "instanceClass"),
            instance.inputs?.multiAz === true ? "standby in another zone" : "one zone",
            `${inputOf(instance, "allocatedStorage")} to ${inputOf(instance, "maxAllocatedStorage")} GiB`,
            ...(instance.inputs?.storageEncrypted === true ? ["encrypted"] : []),
            `point in time: ${inputOf(instance, "backupRetentionPeriod")} days`,
            ...(stack.has("aws:rds/proxy:Proxy") ? ["behind RDS Proxy"] : []),
        ],
    };
}

function cache(group: StackResource): Card {
    const engine = inputOf(group, "engine");
    return {
        glyph: "flash",
        color: "data",
        title: `ElastiCache ${roleOf(group)}`,
        lines: [
            `${engine.charAt(0).toUpperCase()}${engine.slice(1)} ${inputOf(group, "engineVersion")}${group.inputs?.transitEncryptionEnabled === true ? ", TLS" : ""}${group.inputs?.automaticFailoverEnabled === true ? ", failover" : ""}`,
            `${inputOf(group, "numCacheClusters")} × ${inputOf(group, "nodeType")}`,
        ],
    };
}

function storage(stack: Resources): Pick<Picture, "storage" | "buckets"> {
    const buckets = stack.of("aws:s3/bucket:Bucket").map(roleOf);
    const qualities = [
        ["private", "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
        [
            "encrypted",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        ],
        ["versioned", "aws:s3/bucketVersioning:BucketVersioning"],
    ] as const;
    const held = qualities.filter(([, type]) => stack.count(type) >= buckets.length).map(([word]) => word);
    const card = { glyph: "bucket", color: "storage", title: "S3", lines: [held.join(", ")] } as const;
    return { buckets, storage: buckets.length > 0 ? card : undefined };
}

function backups(stack: Resources): Pick<Picture, "backup" | "backupCopy" | "backedUp"> {
    const home = regionOf(stack.required("aws:ec2/vpc:Vpc"));
    const vaults = stack.of("aws:backup/vault:Vault");
    const copies = vaults.filter((vault) => regionOf(vault) !== home);
    const selected = stack
        .of("aws:backup/selection:Selection")
        .flatMap(({ inputs }) => (Array.isArray(inputs?.resources) ? inputs.resources.map(asText) : []));
    const isLocked = stack.count("aws:backup/vaultLockConfiguration:VaultLockConfiguration") >= vaults.length;
    const vault = isLocked ? "locked vault" : "vault";
    const tested = stack.has("aws:backup/restoreTestingPlan:RestoreTestingPlan");
    return {
        backup:
            vaults.length > copies.length
                ? {
                      glyph: "vault",
                      color: "storage",
                      title: "AWS Backup",
                      lines: [
                          vault,
                          counted(stack.count("aws:backup/plan:Plan"), "plan"),
                          ...(tested ? ["restores tested by plan"] : []),
                      ],
                  }
                : undefined,
        backupCopy:
            copies.length > 0
                ? {
                      glyph: "copy",
                      color: "storage",
                      title: "Copy of backups",
                      lines: [copies.map(regionOf).join(", "), vault],
                  }
                : undefined,
        backedUp: {
            database: selected.some((arn) => arn.includes(":rds:")),
            files: selected.some((arn) => arn.includes(":s3:")),
        },
    };
}

/** The ports that the security groups of that name admit from others, or from the internet if no other is given. */
function ports(stack: Resources, group: RegExp, from?: RegExp): string {
    const groups = stack.of("aws:ec2/securityGroup:SecurityGroup");
    const isOf = (id: string, name: RegExp): boolean =>
        groups.some((one) => one.id === id && name.test(nameOf(one)));
    const admitted = stack
        .of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        .filter((rule) => isOf(inputOf(rule, "securityGroupId"), group))
        .filter((rule) =>
            from === undefined
                ? inputOf(rule, "cidrIpv4") === "0.0.0.0/0"
                : isOf(inputOf(rule, "referencedSecurityGroupId"), from),
        );
    return [...new Set(admitted.map((rule) => inputOf(rule, "fromPort")))]
        .sort((one, other) => Number(one) - Number(other))
        .join(", ");
}
