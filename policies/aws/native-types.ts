/**
 * Types of the provider aws-native that need a rule, by what they do. Their properties have
 * different names from those of the provider aws, which the rules read.
 * Tokens as of @pulumi/aws-native 1.79.
 */
const WHAT_THEY_DO = {
    "holds data": [
        "amazonmq:Broker",
        "backup:BackupVault",
        "dynamodb:Table",
        "ec2:Volume",
        "ecr:Repository",
        "efs:FileSystem",
        "elasticache:ReplicationGroup",
        "elasticache:ServerlessCache",
        "kms:Key",
        "logs:LogGroup",
        "neptune:DbCluster",
        "opensearchservice:Domain",
        "rds:DbCluster",
        "rds:DbInstance",
        "redshift:Cluster",
        "s3:Bucket",
        "secretsmanager:Secret",
        "sns:Topic",
        "sqs:Queue",
        "ssm:Parameter",
    ],
    "opens ports": [
        "apigatewayv2:DomainName",
        "cloudfront:Distribution",
        "cloudfront:VpcOrigin",
        "ec2:Eip",
        "ec2:Instance",
        "ec2:LaunchTemplate",
        "ec2:NetworkInterface",
        "ec2:Route",
        "ec2:SecurityGroup",
        "ec2:SecurityGroupIngress",
        "ec2:Subnet",
        "ecs:Service",
        "ecs:TaskDefinition",
        "elasticbeanstalk:Environment",
        "elasticloadbalancing:LoadBalancer",
        "elasticloadbalancingv2:Listener",
        "elasticloadbalancingv2:LoadBalancer",
        "lambda:Function",
        "lambda:Url",
        "rds:DbProxy",
    ],
    "grants access": [
        "iam:GroupPolicy",
        "iam:ManagedPolicy",
        "iam:Role",
        "iam:RolePolicy",
        "iam:User",
        "iam:UserPolicy",
        "lambda:Permission",
        "s3:BucketPolicy",
        "sns:TopicInlinePolicy",
        "sqs:QueueInlinePolicy",
        "ssm:Document",
    ],
} as const;

/** What each sensitive type of aws-native does, as the end of a sentence. */
export const SENSITIVE_NATIVE_TYPES: ReadonlyMap<string, string> = new Map(
    Object.entries(WHAT_THEY_DO).flatMap(([does, types]) =>
        types.map((type) => [`aws-native:${type}`, does] as const),
    ),
);
