import { type Mutations, on } from "./mutation";

type Added = readonly [title: string, of: string, inputs: Readonly<Record<string, unknown>>, policy: string];

const CONTAINER = {
    readonlyRootFilesystem: true,
    logConfiguration: { logDriver: "awslogs" },
};
const task = (changes: object) => ({
    family: "web",
    containerDefinitions: JSON.stringify([{ ...CONTAINER, ...changes }]),
});
const BROKER = {
    engineType: "RabbitMQ",
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    logs: { general: true },
    encryptionOptions: { kmsKeyId: "a1b2" },
};
const CACHE = {
    engine: "valkey",
    userGroupId: "app",
    securityGroupIds: ["sg-0123456789abcdef0"],
    kmsKeyId: "a1b2",
    snapshotRetentionLimit: 1,
};
const ACCESS_POINT = { rootDirectory: { path: "/media" }, posixUser: { uid: 1000, gid: 1000 } };
const OPTIONS = [
    ["aws:elasticbeanstalk:environment", "LoadBalancerType", "application"],
    ["aws:elbv2:listener:default", "ListenerEnabled", "false"],
    ["aws:elasticbeanstalk:healthreporting:system", "SystemType", "enhanced"],
    ["aws:elasticbeanstalk:cloudwatch:logs", "StreamLogs", "true"],
    ["aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled", "false"],
].map(([namespace, name, value]) => ({ namespace, name, value }));

/** Resources that the production stack does not have, with one fault each. */
const ADDED: readonly Added[] = [
    [
        "containers: a privileged container",
        "aws:ecs/taskDefinition:TaskDefinition web",
        task({ privileged: true }),
        "ecs-task-is-unprivileged",
    ],
    [
        "containers: no log",
        "aws:ecs/taskDefinition:TaskDefinition worker",
        task({ logConfiguration: undefined }),
        "ecs-task-writes-logs",
    ],
    [
        "containers: a public address",
        "aws:ecs/service:Service web",
        { networkConfiguration: { assignPublicIp: true } },
        "ecs-service-has-no-public-address",
    ],
    [
        "containers: no insights and no log of commands",
        "aws:ecs/cluster:Cluster web",
        {},
        "ecs-cluster-is-watched",
    ],
    [
        "containers: tags that move",
        "aws:ecr/repository:Repository web",
        { imageTagMutability: "MUTABLE", imageScanningConfiguration: { scanOnPush: true } },
        "container-registry-is-scanned-and-immutable",
    ],
    [
        "containers: files without TLS",
        "aws:ecs/taskDefinition:TaskDefinition files",
        { ...task({}), volumes: [{ name: "media", efsVolumeConfiguration: { fileSystemId: "fs-1" } }] },
        "file-system-requires-tls",
    ],
    [
        "files: an access point to the whole file system",
        "aws:efs/accessPoint:AccessPoint media",
        { ...ACCESS_POINT, rootDirectory: { path: "/" } },
        "file-system-access-point-is-narrow",
    ],
    [
        "functions: a URL for everybody",
        "aws:lambda/functionUrl:FunctionUrl web",
        { authorizationType: "NONE" },
        "lambda-url-asks-for-identity",
    ],
    [
        "queues: not encrypted",
        "aws:sqs/queue:Queue tasks",
        { sqsManagedSseEnabled: false },
        "queue-is-encrypted",
    ],
    [
        "APIs: TLS 1.0",
        "aws:apigateway/domainName:DomainName api",
        { securityPolicy: "TLS_1_0" },
        "api-domain-modern-tls",
    ],
    ["APIs: no log", "aws:apigatewayv2/stage:Stage live", {}, "api-stage-logs-access"],
    [
        "edge: plain HTTP to a VPC origin",
        "aws:cloudfront/vpcOrigin:VpcOrigin web",
        { vpcOriginEndpointConfig: { originProtocolPolicy: "http-only" } },
        "vpc-origin-uses-tls",
    ],
    [
        "edge: a classic load balancer",
        "aws:elb/loadBalancer:LoadBalancer web",
        { listeners: [{ lbProtocol: "http" }] },
        "classic-load-balancer-is-hardened",
    ],
    [
        "Beanstalk: no updates",
        "aws:elasticbeanstalk/environment:Environment web",
        { settings: OPTIONS },
        "beanstalk-environment-is-hardened",
    ],
    [
        "snapshots: for everybody",
        "aws:rds/snapshot:Snapshot before",
        { sharedAccounts: ["all"] },
        "snapshot-is-not-public",
    ],
    [
        "brokers: on the internet",
        "aws:mq/broker:Broker queue",
        { ...BROKER, publiclyAccessible: true },
        "message-broker-is-hardened",
    ],
    ["search: AWS's defaults", "aws:opensearch/domain:Domain search", {}, "search-domain-is-hardened"],
    [
        "caches: Memcached without TLS",
        "aws:elasticache/cluster:Cluster pages",
        { engine: "memcached", replicationGroupId: "pages" },
        "memcached-is-encrypted",
    ],
    [
        "caches: a serverless cache for everyone",
        "aws:elasticache/serverlessCache:ServerlessCache pages",
        { ...CACHE, userGroupId: "" },
        "serverless-cache-is-restricted",
    ],
    [
        "people: a password for the console",
        "aws:iam/userLoginProfile:UserLoginProfile anna",
        {},
        "people-sign-in-through-sso",
    ],
    [
        "people: short passwords",
        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy passwords",
        { minimumPasswordLength: 8 },
        "account-password-policy-is-strong",
    ],
    ["types: a bucket of aws-native", "aws-native:s3:Bucket media", {}, "sensitive-resource-is-judged"],
];

/** Types that are rare in the production stack or missing from it. */
export const types: readonly Mutations[] = [
    {
        "types: a type that no policy knows": {
            of: "aws:dms/replicationInstance:ReplicationInstance hrms-dms",
            added: {},
            violates: ["resource-type-has-a-rule at hrms-prod"],
        },
        "buckets: a public ACL": {
            of: "aws:s3/bucketAcl:BucketAcl hrms-media",
            added: { acl: "public-read" },
            violates: ["s3-bucket-acl-is-not-public"],
        },
    },
    {
        "files: not encrypted": {
            of: "aws:efs/fileSystem:FileSystem media",
            added: { encrypted: false },
            violates: [
                "backup-plan-covers-data",
                "data-encrypted-with-own-key",
                "data-is-protected",
                "file-system-is-encrypted",
            ],
        },
        "database: a proxy without TLS": {
            of: "aws:rds/proxy:Proxy database",
            added: { engineFamily: "MYSQL", requireTls: false },
            violates: ["database-ingress-only-from-app", "database-proxy-requires-tls"],
        },
    },
    ...ADDED.map(([title, of, inputs, policy]) => ({ [title]: { of, added: inputs, violates: [policy] } })),
    on("aws:lambda/function:Function hrms-database-users", {
        "functions: a runtime without patches": {
            set: { runtime: "nodejs16.x" },
            violates: ["lambda-runtime-is-supported"],
        },
    }),
    on("hrms-storage-media-ownership", {
        "buckets: ACLs of the uploader": {
            set: { rule: { objectOwnership: "ObjectWriter" } },
            violates: ["s3-bucket-acls-are-off"],
        },
    }),
    on("aws:sesv2/configurationSet:ConfigurationSet hrms-email-rules", {
        "mail: optional TLS": {
            set: { "deliveryOptions.tlsPolicy": "OPTIONAL" },
            violates: ["mail-requires-tls"],
        },
    }),
    on("aws:ec2/vpcEndpoint:VpcEndpoint hrms-network-s3", {
        "network: an endpoint to every bucket of AWS": {
            set: { policy: undefined },
            violates: ["vpc-endpoint-has-policy"],
        },
    }),
];
