/**
 * Every resource type of the two stacks, and its purpose. The lifecycle test rejects a type without a reason and a
 * reason without a resource.
 */
interface Entry {
    readonly stacks: readonly ("prod" | "starter")[];
    readonly reason: string;
}

const both = (reason: string): Entry => ({ stacks: ["prod", "starter"], reason });
const inProduction = (reason: string): Entry => ({ stacks: ["prod"], reason });
const inStarter = (reason: string): Entry => ({ stacks: ["starter"], reason });

export const INVENTORY: Readonly<Record<string, Entry>> = {
    "aws:accessanalyzer/analyzer:Analyzer": both("finds resources that are open to other accounts"),
    "aws:acm/certificate:Certificate": both(
        "HTTPS for the application, and in us-east-1 for the static files",
    ),
    "aws:acm/certificateValidation:CertificateValidation": both(
        "waits for the certificates, so that each listener gets an issued one",
    ),
    "aws:autoscaling/group:Group": both("keeps the desired number of hosts running across the zones"),
    "aws:autoscaling/lifecycleHook:LifecycleHook": both(
        "a host joins only after its bootstrap and leaves only after draining",
    ),
    "aws:autoscaling/policy:Policy": both("adds hosts under load and removes them afterwards"),
    "aws:backup/plan:Plan": both("when backups run, how long they are kept, and where the copies go"),
    "aws:backup/restoreTestingPlan:RestoreTestingPlan": both(
        "restores a backup every week, because an untested backup may be unusable",
    ),
    "aws:backup/restoreTestingSelection:RestoreTestingSelection": both(
        "what the test restores: the database and the uploaded files",
    ),
    "aws:backup/selection:Selection": both("what the plan covers: the database and the uploaded files"),
    "aws:backup/vault:Vault": both("stores backups under their own key"),
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": both(
        "nobody deletes a backup before its time",
    ),
    "aws:backup/vaultNotifications:VaultNotifications": both("notifies a person about a failed backup job"),
    "aws:backup/vaultPolicy:VaultPolicy": both("denies the deletion of recovery points"),
    "aws:budgets/budget:Budget": both("notifies a person about unexpected costs"),
    "aws:cfg/deliveryChannel:DeliveryChannel": both("where AWS Config writes its records"),
    "aws:cfg/recorder:Recorder": both("records every change of a resource"),
    "aws:cfg/recorderStatus:RecorderStatus": both("switches the recorder on, which creating it does not"),
    "aws:cloudfront/cachePolicy:CachePolicy": both("caches compressed static files by path only"),
    "aws:cloudfront/distribution:Distribution": both("serves static files close to the users"),
    "aws:cloudfront/originAccessControl:OriginAccessControl": both(
        "lets only CloudFront read the static bucket",
    ),
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": both(
        "security headers and CORS for static files",
    ),
    "aws:cloudtrail/trail:Trail": both("who did what in the account"),
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": both(
        'one alarm for "the service is down" in place of ten',
    ),
    "aws:cloudwatch/dashboard:Dashboard": both("the state of the stack on one page"),
    "aws:cloudwatch/eventRule:EventRule": both("findings and failed jobs become alerts"),
    "aws:cloudwatch/eventTarget:EventTarget": both("sends those alerts to the topic"),
    "aws:cloudwatch/logDelivery:LogDelivery": both("CloudFront's access log reaches the log bucket"),
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": both(
        "the log bucket as CloudFront's destination",
    ),
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": both("the distribution as the source of that log"),
    "aws:cloudwatch/logGroup:LogGroup": both("logs with a retention and a key"),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": both(
        "counts errors, failed logins and what the trail shows",
    ),
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": both("lets AWS's services write into log groups"),
    "aws:cloudwatch/metricAlarm:MetricAlarm": both(
        "one for each thing that can go wrong, with a reason and a runbook",
    ),
    "aws:ebs/encryptionByDefault:EncryptionByDefault": both(
        "also encrypts volumes that somebody creates by hand",
    ),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": both("the default security group admits nothing"),
    "aws:ec2/eip:Eip": inStarter("the fixed address from which the stack reaches the internet"),
    "aws:ec2/eipAssociation:EipAssociation": inStarter("ties that address to the NAT instance"),
    "aws:ec2/flowLog:FlowLog": both("who talked to whom in the network"),
    "aws:ec2/instance:Instance": inStarter("the NAT instance: a tenth of a gateway's price"),
    "aws:ec2/internetGateway:InternetGateway": both("the route into the load balancer, and out for NAT"),
    "aws:ec2/launchTemplate:LaunchTemplate": both("defines a host: image, type, disk, rights, first boot"),
    "aws:ec2/natGateway:NatGateway": inProduction("connects the private subnets to the internet"),
    "aws:ec2/route:Route": both("to the internet for public subnets, through NAT for private ones"),
    "aws:ec2/routeTable:RouteTable": both(
        "one for each tier; the isolated tier has no route to the internet",
    ),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": both("ties each subnet to its tier's table"),
    "aws:ec2/securityGroup:SecurityGroup": both("a firewall for each role"),
    "aws:ec2/subnet:Subnet": both("public, private and isolated in each zone"),
    "aws:ec2/vpc:Vpc": both("a network of its own"),
    "aws:ec2/vpcEndpoint:VpcEndpoint": both("S3 without leaving AWS's network"),
    "aws:elasticache/parameterGroup:ParameterGroup": both(
        "what Redis evicts when memory is full: nothing of the queue",
    ),
    "aws:elasticache/replicationGroup:ReplicationGroup": both(
        "the cache, and in production a separate queue",
    ),
    "aws:elasticache/subnetGroup:SubnetGroup": both("keeps them in the isolated subnets"),
    "aws:guardduty/detector:Detector": both("notices intruders"),
    "aws:guardduty/detectorFeature:DetectorFeature": both("also watches S3, hosts and their disks"),
    "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": both("scans every uploaded file"),
    "aws:iam/instanceProfile:InstanceProfile": both("gives hosts their role"),
    "aws:iam/role:Role": both("one for each workload, with the rights that it needs"),
    "aws:iam/rolePolicy:RolePolicy": both("what each role may do"),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": both(
        "AWS's own policies where a service asks for them",
    ),
    "aws:iam/policy:Policy": both("what people and workflows need that deploy releases"),
    "aws:iam/serviceLinkedRole:ServiceLinkedRole": both("lets Auto Scaling use the key of the hosts' disks"),
    "aws:inspector2/enabler:Enabler": both("finds vulnerable packages on hosts and in functions"),
    "aws:kms/alias:Alias": both("a name for each key"),
    "aws:kms/key:Key": both("a key for each class of data, and one that signs releases"),
    "aws:lambda/function:Function": both("makes the database's users from inside the network"),
    "aws:lambda/invocation:Invocation": both("runs it after a change of the database or a password"),
    "aws:lb/listener:Listener": both("HTTPS with current TLS, and HTTP that only redirects"),
    "aws:lb/loadBalancer:LoadBalancer": both("receives all requests from the internet"),
    "aws:lb/targetGroup:TargetGroup": both("the web hosts that are healthy"),
    "aws:rds/eventSubscription:EventSubscription": both(
        "notifies a person about failover, low storage and failure of the database",
    ),
    "aws:rds/instance:Instance": both("the database"),
    "aws:rds/parameterGroup:ParameterGroup": both("TLS only, slow query log, utf8mb4"),
    "aws:rds/subnetGroup:SubnetGroup": both("keeps the database in the isolated subnets"),
    "aws:route53/healthCheck:HealthCheck": both("checks from outside that the application responds"),
    "aws:route53/record:Record": both("names, certificate validation, CAA, DKIM, SPF and DMARC"),
    "aws:s3/bucket:Bucket": both("static files, uploaded files, releases, logs"),
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": both(
        "lets browsers upload to the media bucket only from the application's pages",
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": both("deletes old versions and logs"),
    "aws:s3/bucketLogging:BucketLogging": both("who read what"),
    "aws:s3/bucketObjectv2:BucketObjectv2": both("the bundle that a host boots with"),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": both(
        "no object belongs to anyone else, no ACLs",
    ),
    "aws:s3/bucketPolicy:BucketPolicy": both("TLS only, and who may write logs or read static files"),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": both("nothing is ever public"),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
        both("encrypted at rest"),
    "aws:s3/bucketVersioning:BucketVersioning": both("keeps deleted and overwritten files recoverable"),
    "aws:secretsmanager/secret:Secret": both("each password and key, under a key of our own"),
    "aws:secretsmanager/secretVersion:SecretVersion": both("its value"),
    "aws:securityhub/account:Account": both("collects findings"),
    "aws:securityhub/standardsControlAssociation:StandardsControlAssociation": both(
        "switches off the controls that the stack fails on purpose, each with its reason",
    ),
    "aws:securityhub/standardsSubscription:StandardsSubscription": both(
        "checks the account against AWS's best practices and CIS",
    ),
    "aws:sesv2/configurationSet:ConfigurationSet": both("sends email only over TLS, and counts it"),
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": both(
        "counts bounces and complaints",
    ),
    "aws:sesv2/emailIdentity:EmailIdentity": both("the domain's right to send, with DKIM"),
    "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": both(
        "a sender domain of our own, for SPF",
    ),
    "aws:sns/topic:Topic": both("critical alerts and warnings"),
    "aws:sns/topicPolicy:TopicPolicy": both("which services may alert"),
    "aws:sns/topicSubscription:TopicSubscription": both("the people who get alerts"),
    "aws:ssm/association:Association": both("lists the software on the hosts every day"),
    "aws:ssm/document:Document": both(
        "how shell sessions are encrypted and logged; the commands that patch hosts and deploy releases",
    ),
    "aws:ssm/maintenanceWindow:MaintenanceWindow": both("when hosts are patched"),
    "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget": both("which ones"),
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask": both("how: one after the other, security updates"),
    "aws:ssm/parameter:Parameter": both(
        "settings of the application, its release, what deployments need to know, the image that hosts start from",
    ),
    "aws:ssm/serviceSetting:ServiceSetting": both("keeps documents of Systems Manager private"),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": both("what each role may connect to"),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": both("what may connect to each role"),
    "aws:wafv2/webAcl:WebAcl": both("blocks known attacks and password guessing"),
    "aws:wafv2/webAclAssociation:WebAclAssociation": both("puts the firewall in front of the load balancer"),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": both("what it blocked"),
    "command:local:Command": both(
        "rolls out a changed machine to the hosts, with alarms and a rollback, shows Inspector the releases, deploys a changed release",
    ),
    "random:index/randomId:RandomId": both("a new name for the final snapshot"),
    "random:index/randomPassword:RandomPassword": both("generated passwords and keys"),
};
