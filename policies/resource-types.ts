/**
 * The types of resources that the policies know: Pulumi's token, and the provider's aliases for the same AWS resource.
 * A table, because loading the provider's own classes would add a second to every preview.
 * `test/policy/resource-types.test.ts` compares it with the classes.
 */
import type * as aws from "@pulumi/aws";
import type * as command from "@pulumi/command";
import type { Unwrap } from "@pulumi/pulumi";
import type * as random from "@pulumi/random";

export interface ResourceType<Props extends object> {
    readonly tokens: readonly string[];
    /** The properties that a rule on this type can read. Only the compiler uses it. */
    readonly props?: Props;
}

/** The properties that a rule on a type can read. */
export type Props<Type> = Type extends ResourceType<infer P> ? P : never;

const type = <Args extends object>(...tokens: string[]): ResourceType<Unwrap<Args>> => ({ tokens });

/** The stack itself. A rule on it runs once, for resources that the stack must have somewhere. */
export const rootStack = type("pulumi:pulumi:Stack");
/** Another stack, whose outputs the program reads. */
export const stackReference = type("pulumi:pulumi:StackReference");
/** Pulumi's connection to AWS, from the program or from the stack's configuration. */
export const awsProvider = type<aws.ProviderArgs>("pulumi:providers:aws");

// Network
export const vpc = type<aws.ec2.VpcArgs>("aws:ec2/vpc:Vpc");
export const subnet = type<aws.ec2.SubnetArgs>("aws:ec2/subnet:Subnet");
/** The default VPC that AWS creates in every account. */
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
export const vpcEndpoint = type<aws.ec2.VpcEndpointArgs>("aws:ec2/vpcEndpoint:VpcEndpoint");

// Compute
export const instance = type<aws.ec2.InstanceArgs>("aws:ec2/instance:Instance");
export const launchTemplate = type<aws.ec2.LaunchTemplateArgs>("aws:ec2/launchTemplate:LaunchTemplate");
export const keyPair = type<aws.ec2.KeyPairArgs>("aws:ec2/keyPair:KeyPair");
/** A key pair whose private half is in the stack's state. */
export const privateKey = type("tls:index/privateKey:PrivateKey");
export const volume = type<aws.ebs.VolumeArgs>("aws:ebs/volume:Volume");
/** The account's default encryption of disks. */
export const encryptionByDefault = type<aws.ebs.EncryptionByDefaultArgs>(
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
);
export const fileSystem = type<aws.efs.FileSystemArgs>("aws:efs/fileSystem:FileSystem");
export const accessPoint = type<aws.efs.AccessPointArgs>("aws:efs/accessPoint:AccessPoint");
export const autoScalingGroup = type<aws.autoscaling.GroupArgs>("aws:autoscaling/group:Group");
export const instanceProfile = type<aws.iam.InstanceProfileArgs>("aws:iam/instanceProfile:InstanceProfile");
export const taskDefinition = type<aws.ecs.TaskDefinitionArgs>("aws:ecs/taskDefinition:TaskDefinition");
export const containerService = type<aws.ecs.ServiceArgs>("aws:ecs/service:Service");
export const containerCluster = type<aws.ecs.ClusterArgs>("aws:ecs/cluster:Cluster");
export const taskSet = type<aws.ecs.TaskSetArgs>("aws:ecs/taskSet:TaskSet");
export const eventTarget = type<aws.cloudwatch.EventTargetArgs>("aws:cloudwatch/eventTarget:EventTarget");
export const schedule = type<aws.scheduler.ScheduleArgs>("aws:scheduler/schedule:Schedule");
export const containerRegistry = type<aws.ecr.RepositoryArgs>("aws:ecr/repository:Repository");
/** A registry that everybody can pull images from. */
export const publicContainerRegistry = type<aws.ecrpublic.RepositoryArgs>(
    "aws:ecrpublic/repository:Repository",
);
/** How the account scans the images of all its registries. */
export const registryScanning = type<aws.ecr.RegistryScanningConfigurationArgs>(
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
);
export const queue = type<aws.sqs.QueueArgs>("aws:sqs/queue:Queue");
export const beanstalkEnvironment = type<aws.elasticbeanstalk.EnvironmentArgs>(
    "aws:elasticbeanstalk/environment:Environment",
);
/** Options that an environment starts from. */
export const beanstalkTemplate = type<aws.elasticbeanstalk.ConfigurationTemplateArgs>(
    "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
);
export const imageSharing = type<aws.ec2.AmiLaunchPermissionArgs>(
    "aws:ec2/amiLaunchPermission:AmiLaunchPermission",
);
export const diskSnapshotSharing = type<aws.ec2.SnapshotCreateVolumePermissionArgs>(
    "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission",
);
/** The account's settings for public disks and images. */
export const publicSharingBlock = type<aws.ebs.SnapshotBlockPublicAccessArgs>(
    "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
    "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
);
export const messageBroker = type<aws.mq.BrokerArgs>("aws:mq/broker:Broker");
export const searchDomain = type<aws.opensearch.DomainArgs>(
    "aws:opensearch/domain:Domain",
    "aws:elasticsearch/domain:Domain",
);
/** The predecessor of launch templates. */
export const launchConfiguration = type<aws.ec2.LaunchConfigurationArgs>(
    "aws:ec2/launchConfiguration:LaunchConfiguration",
);
export const lambdaFunction = type<aws.lambda.FunctionArgs>("aws:lambda/function:Function");
export const functionUrl = type<aws.lambda.FunctionUrlArgs>("aws:lambda/functionUrl:FunctionUrl");
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
/** A setting of Systems Manager for the whole account in a region. */
export const ssmServiceSetting = type<aws.ssm.ServiceSettingArgs>("aws:ssm/serviceSetting:ServiceSetting");
export const autoScalingAttachment = type<aws.autoscaling.AttachmentArgs>(
    "aws:autoscaling/attachment:Attachment",
);
export const ssmDocument = type<aws.ssm.DocumentArgs>("aws:ssm/document:Document");

// Database
export const databaseInstance = type<aws.rds.InstanceArgs>("aws:rds/instance:Instance");
export const databaseCluster = type<aws.rds.ClusterArgs>("aws:rds/cluster:Cluster");
export const databaseClusterInstance = type<aws.rds.ClusterInstanceArgs>(
    "aws:rds/clusterInstance:ClusterInstance",
);
/** Snapshots copied to another region or under another key. */
export const databaseSnapshotCopy = type<aws.rds.SnapshotCopyArgs>(
    "aws:rds/snapshotCopy:SnapshotCopy",
    "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
);
export const databaseSnapshot = type<aws.rds.SnapshotArgs>(
    "aws:rds/snapshot:Snapshot",
    "aws:rds/clusterSnapshot:ClusterSnapshot",
);
export const databaseBackupReplication = type<aws.rds.InstanceAutomatedBackupsReplicationArgs>(
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
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
export const serverlessCache = type<aws.elasticache.ServerlessCacheArgs>(
    "aws:elasticache/serverlessCache:ServerlessCache",
);

// Edge
export const loadBalancer = type<aws.lb.LoadBalancerArgs>(
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
);
export const listener = type<aws.lb.ListenerArgs>("aws:lb/listener:Listener", "aws:alb/listener:Listener");
export const listenerRule = type<aws.lb.ListenerRuleArgs>(
    "aws:lb/listenerRule:ListenerRule",
    "aws:alb/listenerRule:ListenerRule",
);
export const targetGroup = type<aws.lb.TargetGroupArgs>(
    "aws:lb/targetGroup:TargetGroup",
    "aws:alb/targetGroup:TargetGroup",
);
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
export const vpcOrigin = type<aws.cloudfront.VpcOriginArgs>("aws:cloudfront/vpcOrigin:VpcOrigin");
export const classicLoadBalancer = type<aws.elb.LoadBalancerArgs>("aws:elb/loadBalancer:LoadBalancer");
/** The TLS policy of a classic load balancer, among other settings. */
export const classicPolicy = type<aws.elb.LoadBalancerPolicyArgs>(
    "aws:elb/loadBalancerPolicy:LoadBalancerPolicy",
);
/** An API of the newer generation: HTTP or WebSocket. */
export const httpApi = type<aws.apigatewayv2.ApiArgs>("aws:apigatewayv2/api:Api");
export const httpApiDomain = type<aws.apigatewayv2.DomainNameArgs>("aws:apigatewayv2/domainName:DomainName");
export const httpApiStage = type<aws.apigatewayv2.StageArgs>("aws:apigatewayv2/stage:Stage");
/** An API of the older generation: REST. */
export const restApi = type<aws.apigateway.RestApiArgs>("aws:apigateway/restApi:RestApi");
export const restApiDomain = type<aws.apigateway.DomainNameArgs>("aws:apigateway/domainName:DomainName");
export const restApiStage = type<aws.apigateway.StageArgs>("aws:apigateway/stage:Stage");

// Storage, keys and logs
export const bucket = type<aws.s3.BucketArgs>("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2");
/** The second of these tokens alone. Some of its properties have other names. */
export const bucketV2 = type<aws.s3.BucketV2Args>("aws:s3/bucketV2:BucketV2");
export const bucketCors = type<aws.s3.BucketCorsConfigurationArgs>(
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
    "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
);
export const accountPublicAccessBlock = type<aws.s3.AccountPublicAccessBlockArgs>(
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
);
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
export const bucketOwnership = type<aws.s3.BucketOwnershipControlsArgs>(
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
);
export const bucketAcl = type<aws.s3.BucketAclArgs>(
    "aws:s3/bucketAcl:BucketAcl",
    "aws:s3/bucketAclV2:BucketAclV2",
);

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

/** Resources with data that nothing can recreate, and the keys that decrypt it. */
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
/** Resource policies that are separate resources. */
export const resourcePolicyDocuments = type<aws.sns.TopicPolicyArgs>(
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    "aws:codebuild/resourcePolicy:ResourcePolicy",
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "aws:ecr/registryPolicy:RegistryPolicy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy",
    "aws:kinesis/resourcePolicy:ResourcePolicy",
    "aws:s3control/accessPointPolicy:AccessPointPolicy",
    "aws:ses/identityPolicy:IdentityPolicy",
    "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
);
/** The resource policy of all log groups of the account. */
export const logResourcePolicy = type<aws.cloudwatch.LogResourcePolicyArgs>(
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
);
/** The access policy of a search domain: a separate resource, or a property of the domain. */
export const searchAccessPolicy = type<aws.opensearch.DomainPolicyArgs>(
    "aws:opensearch/domainPolicy:DomainPolicy",
    "aws:opensearch/domain:Domain",
);
/** One statement of a function's resource policy, as separate properties. */
export const functionPermission = type<aws.lambda.PermissionArgs>("aws:lambda/permission:Permission");
/** Types that can contain such a document. */
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
/** All the managed policies of a role, a user or a group together. */
export const exclusivePolicyAttachments = type<aws.iam.RolePolicyAttachmentsExclusiveArgs>(
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
    "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
);
export const user = type<aws.iam.UserArgs>("aws:iam/user:User");
/** The password of a user for AWS's console. */
export const loginProfile = type<aws.iam.UserLoginProfileArgs>("aws:iam/userLoginProfile:UserLoginProfile");
export const accountPasswordPolicy = type<aws.iam.AccountPasswordPolicyArgs>(
    "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
);

// Secrets
export const randomPassword = type<random.RandomPasswordArgs>("random:index/randomPassword:RandomPassword");
/** Random resources for names. Pulumi shows their values in plain text, and some are short. */
export const randomName = type(
    "random:index/randomString:RandomString",
    "random:index/randomId:RandomId",
    "random:index/randomPet:RandomPet",
    "random:index/randomUuid:RandomUuid",
    "random:index/randomInteger:RandomInteger",
    "random:index/randomShuffle:RandomShuffle",
);
/** Types that return a secret. A readable property may not depend on one. */
export const secretSource = type(
    "random:index/randomPassword:RandomPassword",
    "random:index/randomBytes:RandomBytes",
    "tls:index/privateKey:PrivateKey",
    "aws:iam/accessKey:AccessKey",
    "aws:secretsmanager/secretVersion:SecretVersion",
);
export const secret = type<aws.secretsmanager.SecretArgs>("aws:secretsmanager/secret:Secret");
export const secretRotation = type<aws.secretsmanager.SecretRotationArgs>(
    "aws:secretsmanager/secretRotation:SecretRotation",
);
export const secretVersion = type<aws.secretsmanager.SecretVersionArgs>(
    "aws:secretsmanager/secretVersion:SecretVersion",
);
export const ssmParameter = type<aws.ssm.ParameterArgs>("aws:ssm/parameter:Parameter");
/** Types that are secrets themselves. `SecretVersion` is not one of them: most dependents need only its ARN. */
export const generatedSecret = type(
    "random:index/randomPassword:RandomPassword",
    "random:index/randomBytes:RandomBytes",
    "tls:index/privateKey:PrivateKey",
    "aws:iam/accessKey:AccessKey",
);
/** Types whose every output is a secret. A key pair also has a public half. */
export const generatedPassword = type(
    "random:index/randomPassword:RandomPassword",
    "random:index/randomBytes:RandomBytes",
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
/** Channels of Slack and Teams that repeat the messages of a topic. */
export const chatChannel = type<aws.chatbot.SlackChannelConfigurationArgs>(
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
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
export const logMetricFilter = type<aws.cloudwatch.LogMetricFilterArgs>(
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
);
export const securityHub = type<aws.securityhub.AccountArgs>("aws:securityhub/account:Account");
export const securityStandard = type<aws.securityhub.StandardsSubscriptionArgs>(
    "aws:securityhub/standardsSubscription:StandardsSubscription",
);
export const accessAnalyzer = type<aws.accessanalyzer.AnalyzerArgs>("aws:accessanalyzer/analyzer:Analyzer");
export const vulnerabilityScan = type<aws.inspector2.EnablerArgs>("aws:inspector2/enabler:Enabler");

// Mail
export const mailConfiguration = type<aws.sesv2.ConfigurationSetArgs>(
    "aws:sesv2/configurationSet:ConfigurationSet",
);
export const classicMailConfiguration = type<aws.ses.ConfigurationSetArgs>(
    "aws:ses/configurationSet:ConfigurationSet",
);
