/** The reason why a type needs no rule, by the type's token. A type that a rule is written for leaves this list. */
export const TYPES_WITHOUT_RULE: Readonly<Record<string, string>> = {
    // Network
    "aws:ec2/natGateway:NatGateway": "It only lets connections out.",
    "aws:lb/targetGroupAttachment:TargetGroupAttachment": "It only adds a host to a target group.",
    "aws:alb/targetGroupAttachment:TargetGroupAttachment": "It only adds a host to a target group.",
    "aws:elasticache/subnetGroup:SubnetGroup":
        "It only lists subnets; security groups decide who reaches the cache.",
    "aws:route53/record:Record": "DNS records are public by design.",
    "aws:route53/zone:Zone": "DNS zones are public by design.",
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList":
        "It only narrows what can be looked up; a stack without it can look up everything.",
    "aws:route53/resolverFirewallRule:ResolverFirewallRule":
        "It only narrows what can be looked up; a stack without it can look up everything.",
    "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup":
        "It only narrows what can be looked up; a stack without it can look up everything.",
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation":
        "It only narrows what can be looked up; a stack without it can look up everything.",
    "aws:apigatewayv2/apiMapping:ApiMapping": "It only connects a domain and an API.",
    "aws:apigatewayv2/integration:Integration":
        "It only names the target of an API. The route decides who may call it.",

    "aws:apigatewayv2/route:Route": "Django itself authenticates people.",

    // Edge
    "aws:cloudfront/cachePolicy:CachePolicy":
        "Whether a shared cache may keep a page depends on the page, which no program shows.",
    "aws:cloudfront/originAccessControl:OriginAccessControl":
        "The bucket refuses unsigned requests, so a wrong setting only closes access.",

    // Compute
    "aws:autoscaling/lifecycleHook:LifecycleHook": "It only delays the start or the end of a host.",
    "aws:ec2/volumeAttachment:VolumeAttachment": "It only connects a disk and a host, which policies judge.",
    "aws:efs/backupPolicy:BackupPolicy":
        "It can only add backups. A policy judges whether a plan covers the file system.",
    "aws:efs/mountTarget:MountTarget":
        "It only names a subnet and security groups, and policies judge the groups.",
    "aws:lambda/invocation:Invocation": "It only calls a function.",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": "It only removes old images.",
    "aws:elasticbeanstalk/application:Application":
        "It is only a name for environments, which policies judge.",
    "aws:elasticbeanstalk/applicationVersion:ApplicationVersion": "It only names a bundle in a bucket.",
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup":
        "It only limits the connections of a proxy, which policies judge.",

    // Access
    "aws:iam/serviceLinkedRole:ServiceLinkedRole": "AWS writes its policies, and nobody can change them.",
    "aws:kms/alias:Alias": "It is only a second name of a key, which policies judge.",

    // Storage
    "aws:s3/bucketObjectv2:BucketObjectv2":
        "Its bucket decides who reads an object, and policies look for secrets in it.",

    // Backup
    "aws:backup/vaultNotifications:VaultNotifications": "It only tells a topic what happened in a vault.",

    // Mail
    "aws:sesv2/emailIdentity:EmailIdentity":
        "It only asks AWS to check that a domain belongs to the account.",
    "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes":
        "It only names the domain to which mail bounces.",
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination":
        "It only tells a topic what happened to mail.",

    // Monitoring
    "aws:cloudwatch/dashboard:Dashboard": "Only people who may read the metrics can see it.",
    "aws:cloudwatch/eventRule:EventRule": "It only selects events; the role of its target decides what runs.",
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination":
        "It only names a bucket or a log group, which policies judge.",
    "aws:cfg/deliveryChannel:DeliveryChannel": "It only names a bucket, which policies judge.",
    "aws:budgets/budget:Budget": "It only watches costs.",
    "aws:rds/eventSubscription:EventSubscription": "It only tells a topic what happened to a database.",
    "aws:securityhub/standardsControlAssociation:StandardsControlAssociation":
        "It only switches a control on or off, and Security Hub shows each that is off, with the reason.",
    "aws:guardduty/detectorFeature:DetectorFeature":
        "It only changes what a detector watches, and policies judge the detector.",
    "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": "It can only add a scan of uploads.",
};
