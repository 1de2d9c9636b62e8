/**
 * What an update takes from running hosts, or from new ones. Hosts are as they were at their start until a rollout replaces
 * them, and Pulumi deletes at the end: what hosts still use must go after the rollout, and what new ones need must be
 * there before it.
 */
import { nameOf } from "../../../policies/urn";
import type { JudgedResource } from "../../../evidence/in-process";
import type { Plan, State, Step } from "../../../evidence/plan/deployment";
import { removedPermissions } from "./permissions";
import type { Name } from "./flips";

const GROUP = "aws:autoscaling/group:Group";
const HOOK = "aws:autoscaling/lifecycleHook:LifecycleHook";
const ROLES = ["web", "worker"];

/** What hosts reach, or are reached by. */
const USED_BY_HOSTS = [
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/route:Route",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:iam/instanceProfile:InstanceProfile",
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:kms/key:Key",
    "aws:lb/listener:Listener",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:lb/targetGroup:TargetGroup",
    "aws:rds/instance:Instance",
    "aws:rds/proxy:Proxy",
    "aws:rds/proxyTarget:ProxyTarget",
    "aws:route53/record:Record",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:secretsmanager/secret:Secret",
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:sesv2/configurationSet:ConfigurationSet",
    "aws:sesv2/emailIdentity:EmailIdentity",
    "aws:ssm/parameter:Parameter",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
];

const RULE = ["cidrIpv4", "fromPort", "ipProtocol", "prefixListId", "referencedSecurityGroupId", "toPort"];

/** Inputs whose change in place takes effect at once, for hosts that are older than it. */
const AT_ONCE: Readonly<Record<string, readonly string[]>> = {
    "aws:ec2/route:Route": ["natGatewayId", "networkInterfaceId", "destinationCidrBlock"],
    "aws:lb/listener:Listener": ["certificateArn", "defaultActions", "port", "protocol"],
    "aws:lb/loadBalancer:LoadBalancer": ["securityGroups", "subnets"],
    "aws:lb/targetGroup:TargetGroup": ["healthCheck", "port", "protocol"],
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": RULE,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": RULE,
};

/** What a setting takes on purpose, or without harm. */
const ON_PURPOSE: readonly {
    readonly settings: readonly Name[];
    readonly what: RegExp;
    readonly why: string;
}[] = [
    {
        settings: ["domain", "hostedZone", "extraDomains"],
        what: /^hrms-edge-https? changes (certificateArn|defaultActions)/,
        why: "another name of the site; docs/settings.md says how to move without downtime",
    },
    {
        settings: ["availabilityZones", "profile", "databaseMultiAz"],
        what: /^hrms-edge changes subnets/,
        why: "docs/settings.md says so: hosts in that zone get no requests until the rollout has replaced them",
    },
    {
        settings: ["nat", "profile", "databaseMultiAz"],
        what: /^hrms-network-private-out changes/,
        why: "another way out, which is there before",
    },
    {
        settings: [
            "outgoingPorts",
            "adminCidrs",
            "sshPublicKey",
            "interfaceEndpoints",
            "nat",
            "profile",
            "databaseMultiAz",
        ],
        what: /^hrms-network-\S+ is deleted without a rollout/,
        why: "the setting is about this connection; without an endpoint, AWS is reached through the NAT",
    },
    {
        settings: ["environmentSecrets", "sentryDsn", "emailUrl"],
        what: /^hrms-hosts-(web|worker) loses secretsmanager:GetSecretValue/,
        why: "read at start, with the environment, which does not name it any more",
    },
    {
        settings: ["workerMaxHosts", "profile", "databaseMultiAz"],
        what: /^hrms-hosts-web loses secretsmanager:GetSecretValue/,
        why: "the migrator's, read when a release is installed",
    },
    {
        settings: ["inspector"],
        what: /^hrms-hosts-(web|worker) loses ssm:GetParameter/,
        why: "Inspector's own parameters, once Inspector is off",
    },
    {
        settings: ["allowedSenders"],
        what: /^hrms-hosts-(web|worker)-mail-\S+ is deleted without a rollout/,
        why: "senders that are not allowed any more",
    },
];

export const accepted = (group: readonly Name[], fault: string): boolean =>
    ON_PURPOSE.some(
        ({ settings, what }) => what.test(fault) && settings.some((name) => group.includes(name)),
    );

/**
 * One sentence for each fault.
 * @param before - what exists before the update
 */
export function cutOff(before: readonly JudgedResource[], { steps, after }: Plan): string[] {
    const former = new Map(before.map((resource) => [resource.urn, resource]));
    return [
        ...takenAway(before, steps, after),
        ...steps.flatMap((step) => narrowed(step, former.get(step.urn)?.inputs ?? {}, after)),
        ...missingForNewHosts(steps, after),
        ...endedWithoutDraining(steps, after),
    ];
}

const groupsIn = (urns: Iterable<string>): string[] =>
    ROLES.filter((role) => [...urns].some((urn) => urn.endsWith(`${GROUP}::hrms-hosts-${role}`)));

function takenAway(before: readonly JudgedResource[], steps: readonly Step[], after: State): string[] {
    // Hosts of a role that goes too need no rollout: what they use depends on their group.
    const staying = groupsIn(after.keys()).filter((role) =>
        groupsIn(before.map(({ urn }) => urn)).includes(role),
    );
    const rollouts = staying.map((role) =>
        steps.findIndex(({ urn }) => nameOf(urn) === `hrms-rollout-${role}`),
    );
    const isRolledOut = (at: number): boolean => rollouts.every((rollout) => rollout >= 0 && rollout < at);
    return steps.flatMap(({ op, type, urn }, at) => {
        const name = nameOf(urn);
        const isOfOthers = /-worker(-|$)/.test(name) && !staying.includes("worker");
        const isOfOneRole = staying.filter((role) => name.startsWith(`hrms-hosts-${role}`));
        const reached =
            isOfOneRole.length > 0
                ? isOfOneRole.every((role) => {
                      const rollout = rollouts[staying.indexOf(role)] ?? -1;
                      return rollout >= 0 && rollout < at;
                  })
                : isRolledOut(at);
        return op.startsWith("delete") &&
            USED_BY_HOSTS.includes(type) &&
            !reached &&
            !isOfOthers &&
            hostsUse(name)
            ? [`${name} is deleted without a rollout before`]
            : [];
    });
}

/**
 * Roles and policies of functions and services, records of certificates and policies, and what deployments read, serve no
 * host.
 */
const hostsUse = (name: string): boolean =>
    !/^hrms-(detection|patching|backup|database-users|database-proxy-role|network-flow|deployment|dns-caa|tls|email-dmarc|email-spf)/.test(
        name,
    );

function narrowed(step: Step, before: JudgedResource["inputs"], after: State): string[] {
    const { op, type, urn, changed = [] } = step;
    const now = after.get(urn)?.inputs;
    if (op !== "update" || now === undefined) return [];
    const atOnce = changed.filter((input) => AT_ONCE[type]?.includes(input));
    const lost = ["policy", "policyDocument"].flatMap((input) =>
        changed.includes(input) ? removedPermissions(before[input], now[input]) : [],
    );
    return [
        ...(atOnce.length > 0 ? [`${nameOf(urn)} changes ${atOnce.join(", ")} at once`] : []),
        ...lost.map((permission) => `${nameOf(urn)} loses ${permission}`),
    ];
}

/** What is made or changed for new hosts, but not certainly before they start. */
function missingForNewHosts(steps: readonly Step[], after: State): string[] {
    const rollouts = steps.filter(
        ({ op, urn }) => op !== "delete" && /^hrms-rollout-(web|worker)$/.test(nameOf(urn)),
    );
    const made = steps.filter(
        ({ op, type, urn, changed }) =>
            ["create", "create-replacement", "update"].includes(op) &&
            USED_BY_HOSTS.includes(type) &&
            hostsUse(nameOf(urn)) &&
            !changed?.every((input) => ["tags", "tagsAll"].includes(input)),
    );
    return rollouts.flatMap(({ urn: rollout }) => {
        const earlier = ancestors(rollout, after);
        return made
            .filter(({ urn }) => !earlier.has(urn) && !isOfAnotherRole(nameOf(urn), nameOf(rollout)))
            .map(({ urn }) => `${nameOf(urn)} is not there before ${nameOf(rollout)}`);
    });
}

const isOfAnotherRole = (name: string, rollout: string): boolean =>
    ROLES.some((role) => name.startsWith(`hrms-hosts-${role}`) && rollout !== `hrms-rollout-${role}`);

function ancestors(urn: string, state: State, found = new Set<string>()): Set<string> {
    for (const dependency of state.get(urn)?.dependencies ?? []) {
        if (found.has(dependency)) continue;
        found.add(dependency);
        ancestors(dependency, state, found);
    }
    return found;
}

/** Without its hook, a group ends its hosts in the middle of their tasks. */
const endedWithoutDraining = (steps: readonly Step[], after: State): string[] =>
    steps
        .filter(({ op, type, urn }) => op === "delete" && type === HOOK && !after.has(urn))
        .filter(({ deletedWith }) => deletedWith === undefined)
        .map(({ urn }) => `${nameOf(urn)} is deleted before its group`);
