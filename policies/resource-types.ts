/**
 * The types of resources that the policies know: Pulumi's token, and the aliases under which the provider offers the
 * same thing of AWS. A table, because loading the provider's own classes would cost every preview a second.
 * `test/policy/resource-types.test.ts` holds it against them.
 */
import type * as aws from "@pulumi/aws";
import type { Unwrap } from "@pulumi/pulumi";
import type * as random from "@pulumi/random";

export interface ResourceType<Props extends object> {
    readonly tokens: readonly string[];
    /** Only for the compiler: what a rule on this type may read. */
    readonly props?: Props;
}

const type = <Args extends object>(...tokens: string[]): ResourceType<Unwrap<Args>> => ({ tokens });

/** The stack itself: a rule on it is judged once, for what the stack must have somewhere. */
export const rootStack = type("pulumi:pulumi:Stack");

// Network
export const vpc = type<aws.ec2.VpcArgs>("aws:ec2/vpc:Vpc");
export const subnet = type<aws.ec2.SubnetArgs>("aws:ec2/subnet:Subnet");
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

// Compute
export const instance = type<aws.ec2.InstanceArgs>("aws:ec2/instance:Instance");
export const launchTemplate = type<aws.ec2.LaunchTemplateArgs>("aws:ec2/launchTemplate:LaunchTemplate");
export const volume = type<aws.ebs.VolumeArgs>("aws:ebs/volume:Volume");

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

// Cache
export const replicationGroup = type<aws.elasticache.ReplicationGroupArgs>(
    "aws:elasticache/replicationGroup:ReplicationGroup",
);
export const cacheCluster = type<aws.elasticache.ClusterArgs>("aws:elasticache/cluster:Cluster");

// Edge
export const loadBalancer = type<aws.lb.LoadBalancerArgs>(
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
);
export const listener = type<aws.lb.ListenerArgs>("aws:lb/listener:Listener", "aws:alb/listener:Listener");
export const distribution = type<aws.cloudfront.DistributionArgs>("aws:cloudfront/distribution:Distribution");

// Storage, keys and logs
export const bucket = type<aws.s3.BucketArgs>("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2");
export const publicAccessBlock = type<aws.s3.BucketPublicAccessBlockArgs>(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
);
export const key = type<aws.kms.KeyArgs>("aws:kms/key:Key");
export const logGroup = type<aws.cloudwatch.LogGroupArgs>("aws:cloudwatch/logGroup:LogGroup");

// Access
export const policyDocuments = type<aws.iam.PolicyArgs>(
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
);
export const role = type<aws.iam.RoleArgs>("aws:iam/role:Role");
export const policyAttachment = type<aws.iam.RolePolicyAttachmentArgs>(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
);

// Secrets
export const randomPassword = type<random.RandomPasswordArgs>("random:index/randomPassword:RandomPassword");
/** What hands out a secret: nothing that is readable later may depend on one. */
export const secretSource = type(
    "random:index/randomPassword:RandomPassword",
    "random:index/randomBytes:RandomBytes",
    "tls:index/privateKey:PrivateKey",
    "aws:iam/accessKey:AccessKey",
    "aws:secretsmanager/secretVersion:SecretVersion",
);
