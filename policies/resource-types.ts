/**
 * The types of resources that the policies know: Pulumi's token, and the aliases under which the provider offers the
 * same thing of AWS. A table, because loading the provider's own classes would cost every preview a second.
 * `test/policy/resource-types.test.ts` holds it against them.
 */
import type * as aws from "@pulumi/aws";
import type * as command from "@pulumi/command";
import type { Unwrap } from "@pulumi/pulumi";
import type * as random from "@pulumi/random";

export interface ResourceType<Props extends object> {
    readonly tokens: readonly string[];
    /** Only for the compiler: what a rule on this type may read. */
    readonly props?: Props;
}

/** What a rule on a type may read. */
export type Props<Type> = Type extends ResourceType<infer P> ? P : never;

const type = <Args extends object>(...tokens: string[]): ResourceType<Unwrap<Args>> => ({ tokens });

/** The stack itself: a rule on it is judged once, for what the stack must have somewhere. */
export const rootStack = type("pulumi:pulumi:Stack");
/** Pulumi's connection to AWS, the program's own or the one that the stack's configuration makes. */
export const awsProvider = type<aws.ProviderArgs>("pulumi:providers:aws");

// Network
export const vpc = type<aws.ec2.VpcArgs>("aws:ec2/vpc:Vpc");
export const subnet = type<aws.ec2.SubnetArgs>("aws:ec2/subnet:Subnet");
/** The network that AWS puts into every account. */
export const defaultNetwork = type(
    "aws:ec2/defaultVpc:DefaultVpc",
    "aws:ec2/defaultSubnet:DefaultSubnet",
    "aws:ec2/defaultVpcDhcpOptions:DefaultVpcDhcpOptions",
);
export const internetGateway = type<aws.ec2.InternetGatewayArgs>("aws:ec2/internetGateway:InternetGateway");
export const route = type<aws.ec2.RouteArgs>("aws:ec2/route:Route");
export const routeTable = type<aws.ec2.RouteTableArgs>("aws:ec2/routeTable:RouteTable");
export const defaultRouteTable = type<aws.ec2.DefaultRouteTableArgs>(
    "aws:ec2/defaultRouteTable:DefaultRouteTable",
);
export const routeTableAssociation = type<aws.ec2.RouteTableAssociationArgs>(
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
);
export const mainRouteTableAssociation = type<aws.ec2.MainRouteTableAssociationArgs>(
    "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
);
export const securityGroup = type<aws.ec2.SecurityGroupArgs>("aws:ec2/securityGroup:SecurityGroup");
export const defaultSecurityGroup = type<aws.ec2.DefaultSecurityGroupArgs>(
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
);
export const securityGroupRule = type<aws.ec2.SecurityGroupRuleArgs>(
    "aws:ec2/securityGroupRule:SecurityGroupRule",
);
export const ingressRule = type<aws.vpc.SecurityGroupIngressRuleArgs>(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
);
export const egressRule = type<aws.vpc.SecurityGroupEgressRuleArgs>(
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
);
export const networkAcl = type<aws.ec2.NetworkAclArgs>(
    "aws:ec2/networkAcl:NetworkAcl",
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
);
export const networkAclRule = type<aws.ec2.NetworkAclRuleArgs>("aws:ec2/networkAclRule:NetworkAclRule");
export const flowLog = type<aws.ec2.FlowLogArgs>("aws:ec2/flowLog:FlowLog");
export const elasticIp = type<aws.ec2.EipArgs>("aws:ec2/eip:Eip");
export const elasticIpAssociation = type<aws.ec2.EipAssociationArgs>("aws:ec2/eipAssociation:EipAssociation");
export const networkInterface = type<aws.ec2.NetworkInterfaceArgs>(
    "aws:ec2/networkInterface:NetworkInterface",
);

// Compute
export const instance = type<aws.ec2.InstanceArgs>("aws:ec2/instance:Instance");
export const launchTemplate = type<aws.ec2.LaunchTemplateArgs>("aws:ec2/launchTemplate:LaunchTemplate");
export const keyPair = type<aws.ec2.KeyPairArgs>("aws:ec2/keyPair:KeyPair");
/** A key pair of which the private half lies in the stack's state. */
export const privateKey = type("tls:index/privateKey:PrivateKey");
export const volume = type<aws.ebs.VolumeArgs>("aws:ebs/volume:Volume");
/** The account's own setting for disks that do not say. */
export const encryptionByDefault = type<aws.ebs.EncryptionByDefaultArgs>(
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
);
export const fileSystem = type<aws.efs.FileSystemArgs>("aws:efs/fileSystem:FileSystem");
export const autoScalingGroup = type<aws.autoscaling.GroupArgs>("aws:autoscaling/group:Group");
export const instanceProfile = type<aws.iam.InstanceProfileArgs>("aws:iam/instanceProfile:InstanceProfile");
export const lambdaFunction = type<aws.lambda.FunctionArgs>("aws:lambda/function:Function");
export const maintenanceWindow = type<aws.ssm.MaintenanceWindowArgs>(
    "aws:ssm/maintenanceWindow:MaintenanceWindow",
);
export const maintenanceWindowTarget = type<aws.ssm.MaintenanceWindowTargetArgs>(
    "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
);
export const maintenanceWindowTask = type<aws.ssm.MaintenanceWindowTaskArgs>(
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
);
export const ssmAssociation = type<aws.ssm.AssociationArgs>("aws:ssm/association:Association");
export const ssmDocument = type<aws.ssm.DocumentArgs>("aws:ssm/document:Document");

// Database
export const databaseInstance = type<aws.rds.InstanceArgs>("aws:rds/instance:Instance");
export const databaseCluster = type<aws.rds.ClusterArgs>("aws:rds/cluster:Cluster");
export const databaseClusterInstance = type<aws.rds.ClusterInstanceArgs>(
    "aws:rds/clusterInstance:ClusterInstance",
);
export const databaseSubnetGroup = type<aws.rds.SubnetGroupArgs>("aws:rds/subnetGroup:SubnetGroup");
export const parameterGroup = type<aws.rds.ParameterGroupArgs>("aws:rds/parameterGroup:ParameterGroup");
export const clusterParameterGroup = type<aws.rds.ClusterParameterGroupArgs>(
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
);
export const databaseProxyTarget = type<aws.rds.ProxyTargetArgs>("aws:rds/proxyTarget:ProxyTarget");
export const databaseProxy = type<aws.rds.ProxyArgs>("aws:rds/proxy:Proxy");

// Cache
export const replicationGroup = type<aws.elasticache.ReplicationGroupArgs>(
    "aws:elasticache/replicationGroup:ReplicationGroup",
);
export const cacheCluster = type<aws.elasticache.ClusterArgs>("aws:elasticache/cluster:Cluster");
export const cacheParameterGroup = type<aws.elasticache.ParameterGroupArgs>(
    "aws:elasticache/parameterGroup:ParameterGroup",
);
export const cacheUser = type<aws.elasticache.UserArgs>("aws:elasticache/user:User");

// Edge
export const loadBalancer = type<aws.lb.LoadBalancerArgs>(
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
);
export const listener = type<aws.lb.ListenerArgs>("aws:lb/listener:Listener", "aws:alb/listener:Listener");
export const distribution = type<aws.cloudfront.DistributionArgs>("aws:cloudfront/distribution:Distribution");
export const responseHeadersPolicy = type<aws.cloudfront.ResponseHeadersPolicyArgs>(
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
);
export const webAcl = type<aws.wafv2.WebAclArgs>("aws:wafv2/webAcl:WebAcl");
export const webAclAssociation = type<aws.wafv2.WebAclAssociationArgs>(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
);
export const webAclLogging = type<aws.wafv2.WebAclLoggingConfigurationArgs>(
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
);
export const certificate = type<aws.acm.CertificateArgs>("aws:acm/certificate:Certificate");
export const certificateValidation = type<aws.acm.CertificateValidationArgs>(
    "aws:acm/certificateValidation:CertificateValidation",
);

// Storage, keys and logs
export const bucket = type<aws.s3.BucketArgs>("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2");
export const publicAccessBlock = type<aws.s3.BucketPublicAccessBlockArgs>(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
);
export const bucketPolicy = type<aws.s3.BucketPolicyArgs>("aws:s3/bucketPolicy:BucketPolicy");
export const bucketEncryption = type<aws.s3.BucketServerSideEncryptionConfigurationArgs>(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
);
export const bucketVersioning = type<aws.s3.BucketVersioningArgs>(
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:s3/bucketVersioningV2:BucketVersioningV2",
);
export const bucketLifecycle = type<aws.s3.BucketLifecycleConfigurationArgs>(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
);
export const bucketLogging = type<aws.s3.BucketLoggingArgs>(
    "aws:s3/bucketLogging:BucketLogging",
    "aws:s3/bucketLoggingV2:BucketLoggingV2",
);
export const key = type<aws.kms.KeyArgs>("aws:kms/key:Key");
export const logGroup = type<aws.cloudwatch.LogGroupArgs>("aws:cloudwatch/logGroup:LogGroup");

// Backup
export const backupPlan = type<aws.backup.PlanArgs>("aws:backup/plan:Plan");
export const backupSelection = type<aws.backup.SelectionArgs>("aws:backup/selection:Selection");
export const backupVault = type<aws.backup.VaultArgs>("aws:backup/vault:Vault");
export const backupVaultLock = type<aws.backup.VaultLockConfigurationArgs>(
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
);
export const restoreTestingPlan = type<aws.backup.RestoreTestingPlanArgs>(
    "aws:backup/restoreTestingPlan:RestoreTestingPlan",
);
export const restoreTestingSelection = type<aws.backup.RestoreTestingSelectionArgs>(
    "aws:backup/restoreTestingSelection:RestoreTestingSelection",
);

/** What holds data that nothing can make again, and the keys without which it can't be read. */
export const dataHolders = type(
    ...[databaseInstance, databaseCluster, fileSystem, bucket, backupVault, key].flatMap(
        ({ tokens }) => tokens,
    ),
);

// Access
export const policyDocuments = type<aws.iam.PolicyArgs>(
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
);
export const role = type<aws.iam.RoleArgs>("aws:iam/role:Role");
/** Documents that say who may use a resource, each a resource of its own. */
export const resourcePolicyDocuments = type<aws.sns.TopicPolicyArgs>(
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:backup/vaultPolicy:VaultPolicy",
);
/** What may hold such a document itself. */
export const holdersOfPolicy = type<aws.sqs.QueueArgs>(
    "aws:kms/key:Key",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:sqs/queue:Queue",
    "aws:sns/topic:Topic",
    "aws:secretsmanager/secret:Secret",
);
export const accessKey = type<aws.iam.AccessKeyArgs>("aws:iam/accessKey:AccessKey");
export const policyAttachment = type<aws.iam.RolePolicyAttachmentArgs>(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
);

// Secrets
export const randomPassword = type<random.RandomPasswordArgs>("random:index/randomPassword:RandomPassword");
/** What Pulumi makes up for names: it is shown in plain text wherever it is used, and some of it is short. */
export const randomName = type(
    "random:index/randomString:RandomString",
    "random:index/randomId:RandomId",
    "random:index/randomPet:RandomPet",
    "random:index/randomUuid:RandomUuid",
    "random:index/randomInteger:RandomInteger",
    "random:index/randomShuffle:RandomShuffle",
);
/** What hands out a secret: nothing that is readable later may depend on one. */
export const secretSource = type(
    "random:index/randomPassword:RandomPassword",
    "random:index/randomBytes:RandomBytes",
    "tls:index/privateKey:PrivateKey",
    "aws:iam/accessKey:AccessKey",
    "aws:secretsmanager/secretVersion:SecretVersion",
);
export const secret = type<aws.secretsmanager.SecretArgs>("aws:secretsmanager/secret:Secret");
export const secretVersion = type<aws.secretsmanager.SecretVersionArgs>(
    "aws:secretsmanager/secretVersion:SecretVersion",
);
export const ssmParameter = type<aws.ssm.ParameterArgs>("aws:ssm/parameter:Parameter");
/** What is a secret by itself. A `SecretVersion` is not: most that depends on one needs no more than its ARN. */
export const generatedSecret = type(
    "random:index/randomPassword:RandomPassword",
    "random:index/randomBytes:RandomBytes",
    "tls:index/privateKey:PrivateKey",
    "aws:iam/accessKey:AccessKey",
);
export const localCommand = type<command.local.CommandArgs>("command:local:Command");
export const remoteCommand = type<command.remote.CommandArgs>("command:remote:Command");

// Monitoring
export const metricAlarm = type<aws.cloudwatch.MetricAlarmArgs>("aws:cloudwatch/metricAlarm:MetricAlarm");
export const compositeAlarm = type<aws.cloudwatch.CompositeAlarmArgs>(
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
);
export const scalingPolicy = type("aws:autoscaling/policy:Policy", "aws:appautoscaling/policy:Policy");
export const topic = type<aws.sns.TopicArgs>("aws:sns/topic:Topic");
export const topicSubscription = type<aws.sns.TopicSubscriptionArgs>(
    "aws:sns/topicSubscription:TopicSubscription",
);
export const healthCheck = type<aws.route53.HealthCheckArgs>("aws:route53/healthCheck:HealthCheck");
export const canary = type<aws.synthetics.CanaryArgs>("aws:synthetics/canary:Canary");
export const logDeliverySource = type<aws.cloudwatch.LogDeliverySourceArgs>(
    "aws:cloudwatch/logDeliverySource:LogDeliverySource",
);
export const logDelivery = type<aws.cloudwatch.LogDeliveryArgs>("aws:cloudwatch/logDelivery:LogDelivery");
export const trail = type<aws.cloudtrail.TrailArgs>("aws:cloudtrail/trail:Trail");
export const detector = type<aws.guardduty.DetectorArgs>("aws:guardduty/detector:Detector");
export const configurationRecorder = type<aws.cfg.RecorderArgs>("aws:cfg/recorder:Recorder");
export const configurationRecorderStatus = type<aws.cfg.RecorderStatusArgs>(
    "aws:cfg/recorderStatus:RecorderStatus",
);
