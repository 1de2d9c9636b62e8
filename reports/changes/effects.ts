/**
 * What people notice of a change of a resource, by type. docs/settings.md says for each setting what its change does: the
 * steps of an update (`test/engine/stack/settings.test.ts` records them) are looked up here.
 */

/** A resource that an update changes. */
export interface Change {
    readonly type: string;
    /** Logical name. */
    readonly name: string;
    readonly op: "create" | "update" | "delete" | "replace";
    /** The inputs that differ, of an update or a replacement. */
    readonly changed: readonly string[];
}

export interface Effect {
    /** What happens, as a part of a sentence. */
    readonly what: string;
    /** What people miss meanwhile. @defaultValue - nothing */
    readonly downtime?: string;
    /** The window that the change waits for. @defaultValue - it happens at once */
    readonly window?: "database" | "cache";
    readonly source: `https://${string}`;
}

interface Rule extends Effect {
    readonly op: Change["op"];
    /** The end of the resource's name. @defaultValue - any */
    readonly of?: string;
    /** One of these inputs differs. @defaultValue - any */
    readonly inputs?: readonly string[];
}

const RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide";
const RDS_API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";
const ELASTICACHE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference";
const ELB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";
const ASG = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference";

/** By the ids that `recorded.json` holds. */
const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
    "aws:rds/instance:Instance": {
        "database-version": {
            op: "update",
            inputs: ["engineVersion"],
            what: "upgrades the database",
            downtime: "the database restarts, also with a standby",
            window: "database",
            source: `${RDS}/USER_UpgradeDBInstance.Maintenance.html`,
        },
        "database-class": {
            op: "update",
            inputs: ["instanceClass"],
            what: "moves the database to another instance",
            downtime: "a failover with a standby, a restart without one",
            window: "database",
            source: `${RDS}/USER_ModifyInstance.Settings.html`,
        },
        "database-standby": {
            op: "update",
            inputs: ["multiAz"],
            what: "makes or removes the standby",
            downtime: "none; a standby that is made slows writes meanwhile",
            window: "database",
            source: `${RDS}/USER_ModifyInstance.Settings.html`,
        },
        "database-storage": {
            op: "update",
            inputs: ["allocatedStorage", "iops", "storageThroughput"],
            what: "enlarges the database's storage",
            window: "database",
            source: `${RDS}/USER_PIOPS.ModifyingExisting.html`,
        },
        database: {
            op: "update",
            what: "changes the database in place",
            source: `${RDS}/USER_ModifyInstance.Settings.html`,
        },
    },
    "aws:elasticache/replicationGroup:ReplicationGroup": {
        "cache-engine": {
            op: "update",
            inputs: ["engine", "engineVersion", "nodeType", "parameterGroupName"],
            what: "changes engine or nodes of the cache and the queue",
            downtime: "a failover with a replica, a restart without one",
            window: "cache",
            source: `${ELASTICACHE}/API_ModifyReplicationGroup.html`,
        },
        "cache-nodes": {
            op: "update",
            inputs: ["numCacheClusters"],
            what: "adds or removes replicas of the cache and the queue",
            source: `${ELASTICACHE}/API_IncreaseReplicaCount.html`,
        },
        cache: {
            op: "update",
            what: "changes the cache in place",
            source: `${ELASTICACHE}/API_ModifyReplicationGroup.html`,
        },
        "cache-made": {
            op: "create",
            what: "creates a group for the queue, which is empty",
            downtime: "tasks in the former queue are lost: drain it first",
            source: `${ELASTICACHE}/API_CreateReplicationGroup.html`,
        },
        "cache-deleted": {
            op: "delete",
            what: "deletes the queue's group",
            downtime: "tasks in it are lost: drain it first",
            source: `${ELASTICACHE}/API_DeleteReplicationGroup.html`,
        },
        "cache-replaced": {
            op: "replace",
            what: "replaces the cache and the queue by empty ones",
            downtime: "tasks in the queue are lost, and people log in again: stop the workers first",
            source: `${ELASTICACHE}/API_DeleteReplicationGroup.html`,
        },
    },
    "aws:ec2/launchTemplate:LaunchTemplate": {
        "web-hosts": {
            op: "update",
            of: "-web",
            what: "replaces the web hosts one at a time, the new one first",
            source: `${ASG}/API_StartInstanceRefresh.html`,
        },
        "worker-hosts": {
            op: "update",
            of: "-worker",
            what: "replaces the worker hosts one at a time, the new one first",
            source: `${ASG}/API_StartInstanceRefresh.html`,
        },
        "hosts-made": {
            op: "create",
            what: "starts worker hosts",
            source: `${ASG}/API_CreateAutoScalingGroup.html`,
        },
    },
    "aws:autoscaling/group:Group": {
        scale: {
            op: "update",
            inputs: ["minSize", "maxSize"],
            what: "starts or ends hosts until the number fits",
            source: `${ASG}/API_UpdateAutoScalingGroup.html`,
        },
        lifetime: {
            op: "update",
            inputs: ["maxInstanceLifetime"],
            what: "replaces hosts that are older, one at a time",
            source: `${ASG}/API_UpdateAutoScalingGroup.html`,
        },
        "hosts-ended": {
            op: "delete",
            what: "ends the worker hosts; web hosts work off the queue",
            downtime: "tasks wait until web hosts are new",
            source: `${ASG}/API_DeleteAutoScalingGroup.html`,
        },
    },
    "aws:lb/loadBalancer:LoadBalancer": {
        "balancer-zones": {
            op: "update",
            inputs: ["subnets"],
            what: "adds zones to the load balancer or takes them from it",
            downtime:
                "hosts in a zone that is taken get no requests from then on: have two web hosts or more",
            source: `${ELB}/API_SetSubnets.html`,
        },
        balancer: {
            op: "update",
            what: "changes the load balancer in place",
            source: `${ELB}/API_ModifyLoadBalancerAttributes.html`,
        },
    },
    "aws:lb/listener:Listener": {
        "site-name": {
            op: "update",
            inputs: ["defaultActions"],
            what: "moves the site to another name",
            downtime:
                "the former name fails at once, and the new one answers as hosts become new. Without downtime: add the new name to `hrms:extraDomains` first, then exchange the two",
            source: `${ELB}/API_ModifyListener.html`,
        },
        certificate: {
            op: "update",
            inputs: ["certificateArn"],
            what: "puts another certificate in place",
            source: `${ELB}/API_ModifyListener.html`,
        },
        listener: {
            op: "update",
            what: "changes answers of the load balancer in place",
            source: `${ELB}/API_ModifyListenerAttributes.html`,
        },
    },
    "aws:lb/targetGroup:TargetGroup": {
        draining: {
            op: "update",
            what: "changes how long hosts get to finish requests",
            source: `${ELB}/API_ModifyTargetGroupAttributes.html`,
        },
    },
    "aws:ec2/route:Route": {
        "way-out": {
            op: "update",
            what: "sends what leaves the private subnets another way",
            downtime: "connections to the internet that are open break off, and are made again",
            source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html",
        },
    },
    "aws:rds/proxy:Proxy": {
        "proxy-made": {
            op: "create",
            what: "creates the proxy",
            source: `${RDS_API}/API_CreateDBProxy.html`,
        },
        "proxy-deleted": {
            op: "delete",
            what: "deletes the proxy once no host uses it",
            source: `${RDS_API}/API_DeleteDBProxy.html`,
        },
    },
    "aws:ssm/parameter:Parameter": {
        environment: {
            op: "update",
            of: "-environment",
            what: "changes the environment that hosts read at their start",
            source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
        },
    },
    "command:local:Command": {
        "release-deployed": {
            op: "create",
            of: "-deployment-release",
            what: "deploys the release to the hosts, one after the other",
            source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/run-command.html",
        },
    },
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": {
        "lookups-limited": {
            op: "create",
            what: "lets hosts look up the allowed names only, at once",
            downtime: "what needs a name that is missing fails",
            source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html",
        },
        "lookups-free": {
            op: "delete",
            what: "lets hosts look up all names",
            source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html",
        },
    },
    "aws:lambda/invocation:Invocation": {
        "database-users": {
            op: "replace",
            of: "-run",
            what: "corrects the database's users",
            source: "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
        },
    },
    "aws:route53/healthCheck:HealthCheck": {
        "checked-from-outside": {
            op: "update",
            what: "has another address checked from outside",
            downtime: "none, but the alarm of that check rings until hosts are new",
            source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating.html",
        },
    },
    "aws:sesv2/emailIdentity:EmailIdentity": {
        "sender-domain": {
            op: "replace",
            what: "verifies another domain for e-mail",
            downtime: "mail from the new domain fails until SES has found its DNS records",
            source: "https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html",
        },
    },
    "aws:cloudfront/distribution:Distribution": {
        cdn: {
            op: "update",
            what: "spreads to CloudFront's locations within minutes",
            source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToUpdateDistribution.html",
        },
    },
    "aws:sns/topicSubscription:TopicSubscription": {
        contacts: {
            op: "create",
            what: "asks new contacts to confirm",
            downtime: "none; who has not confirmed gets no alarms",
            source: "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html",
        },
    },
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
        "vault-lock": {
            op: "replace",
            what: "locks the vaults anew",
            source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
        },
    },
    "aws:guardduty/detector:Detector": watcher(
        "guard-duty",
        "GuardDuty",
        "guardduty/latest/APIReference/API_DeleteDetector.html",
    ),
    "aws:cloudtrail/trail:Trail": watcher(
        "trail",
        "the trail",
        "awscloudtrail/latest/APIReference/API_DeleteTrail.html",
    ),
    "aws:cfg/recorder:Recorder": watcher(
        "config-recorder",
        "AWS Config's recorder",
        "config/latest/APIReference/API_DeleteConfigurationRecorder.html",
    ),
    "aws:securityhub/account:Account": watcher(
        "security-hub",
        "Security Hub",
        "securityhub/1.0/APIReference/API_DisableSecurityHub.html",
    ),
    "aws:inspector2/enabler:Enabler": watcher(
        "inspector",
        "Inspector",
        "inspector/v2/APIReference/API_Disable.html",
    ),
    "aws:accessanalyzer/analyzer:Analyzer": watcher(
        "access-analyzer",
        "Access Analyzer",
        "access-analyzer/latest/APIReference/API_DeleteAnalyzer.html",
    ),
};

/** Types whose changes people do not notice, in words that say why. */
export const UNNOTICED: Readonly<Record<string, string>> = {
    ...because("part of something else that this table has", [
        "aws:acm/certificate:Certificate",
        "aws:acm/certificateValidation:CertificateValidation",
        "aws:ec2/eip:Eip",
        "aws:ec2/eipAssociation:EipAssociation",
        "aws:ec2/instance:Instance",
        "aws:ec2/natGateway:NatGateway",
        "aws:elasticache/parameterGroup:ParameterGroup",
        "aws:elasticache/subnetGroup:SubnetGroup",
        "aws:iam/instanceProfile:InstanceProfile",
        "aws:lambda/function:Function",
        "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
        "aws:rds/proxyTarget:ProxyTarget",
        "aws:s3/bucketObjectv2:BucketObjectv2",
        "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
    ]),
    ...because(
        "opens or closes a way; what hosts use closes after the rollout (test/engine/stack/cut-off.ts)",
        [
            "aws:ec2/keyPair:KeyPair",
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            "aws:ec2/securityGroup:SecurityGroup",
            "aws:ec2/subnet:Subnet",
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            "aws:iam/role:Role",
            "aws:iam/rolePolicy:RolePolicy",
            "aws:route53/record:Record",
            "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
            "aws:route53/resolverFirewallRule:ResolverFirewallRule",
            "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
            "aws:secretsmanager/secret:Secret",
            "aws:secretsmanager/secretVersion:SecretVersion",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        ],
    ),
    ...because("applies to the next request, backup, patch or message", [
        "aws:autoscaling/lifecycleHook:LifecycleHook",
        "aws:autoscaling/policy:Policy",
        "aws:backup/plan:Plan",
        "aws:budgets/budget:Budget",
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
        "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "aws:ssm/document:Document",
        "aws:ssm/maintenanceWindow:MaintenanceWindow",
        "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
        "aws:wafv2/webAcl:WebAcl",
    ]),
    ...because("watches, and serves nobody", [
        "aws:cfg/deliveryChannel:DeliveryChannel",
        "aws:cfg/recorderStatus:RecorderStatus",
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        "aws:cloudwatch/dashboard:Dashboard",
        "aws:cloudwatch/eventRule:EventRule",
        "aws:cloudwatch/eventTarget:EventTarget",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter",
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "aws:guardduty/detectorFeature:DetectorFeature",
        "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan",
        "aws:securityhub/standardsControlAssociation:StandardsControlAssociation",
        "aws:securityhub/standardsSubscription:StandardsSubscription",
        "pulumi:providers:aws",
    ]),
};

function because(why: string, types: readonly string[]): Record<string, string> {
    return Object.fromEntries(types.map((type) => [type, why]));
}

/** A service that watches the account: what it has found goes with it. */
function watcher(id: string, name: string, page: string): Record<string, Rule> {
    const source: Rule["source"] = `https://docs.aws.amazon.com/${page}`;
    return {
        [`${id}-off`]: { op: "delete", what: `turns ${name} off here, with what it has found`, source },
        [`${id}-on`]: { op: "create", what: `turns ${name} on here`, source },
    };
}

export const EFFECTS: Readonly<Record<string, Effect>> = Object.assign({}, ...Object.values(RULES)) as Record<
    string,
    Effect
>;

/** Inputs that people do not notice, whatever the type. */
const TAGS = ["tags", "tagsAll"];

/**
 * The ids of what people notice of the changes, in the order of the table.
 * @throws Error for a type that this file does not know
 */
export function effectsOf(changes: readonly Change[]): string[] {
    const found = new Set(changes.flatMap(effectsOfOne));
    return Object.keys(EFFECTS).filter((id) => found.has(id));
}

/** Of the rules that fit, those about inputs, or else the general one. */
function effectsOfOne({ type, name, op, changed }: Change): string[] {
    if (op === "update" && changed.every((input) => TAGS.includes(input))) return [];
    const rules = RULES[type];
    if (rules === undefined) {
        if (type in UNNOTICED) return [];
        throw new Error(`Say in reports/changes/effects.ts what people notice of a change of ${type}`);
    }
    const fitting = Object.entries(rules).filter(
        ([, { op: wanted, inputs, of = "" }]) =>
            wanted === op && name.endsWith(of) && (inputs?.some((input) => changed.includes(input)) ?? true),
    );
    const special = fitting.filter(([, { inputs }]) => inputs !== undefined);
    return (special.length > 0 ? special : fitting).map(([id]) => id);
}
