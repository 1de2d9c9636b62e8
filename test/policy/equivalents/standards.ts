/**
 * The controls of the standards that the stack subscribes to in Security Hub, for the services that it uses, and what says
 * that the stack passes each. Read on 2026-11-30:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html
 */
import type { JudgedResource } from "../../../evidence/in-process";
import type { Standard } from "../../../components/detection/exceptions";

/** `Service: numbers`. */
const controls = (lists: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(lists).flatMap(([service, numbers]) =>
        numbers.split(" ").map((number) => `${service}.${number}`),
    );

export const CONTROLS: Readonly<Record<Standard, readonly string[]>> = {
    fsbp: controls({
        Account: "1",
        ACM: "1 2",
        AutoScaling: "1 2 3 5 6 9",
        Backup: "1",
        CloudFront: "1 3 4 5 6 7 8 9 10 12 13 15 16",
        CloudTrail: "1 2 4 5",
        Config: "1",
        EC2: "1 2 3 4 6 7 8 9 10 15 16 17 18 19 20 21 23 24 25 51 55 56 57 58 60 170 171 172 173 180 181",
        ElastiCache: "1 2 3 4 5 6 7",
        ELB: "1 2 3 4 5 6 7 8 9 10 12 13 14 17 18 21 22",
        EventBridge: "3",
        GuardDuty: "1 5 6 7 8 9 10 11 12 13",
        IAM: "1 2 3 4 5 6 7 8 21",
        Inspector: "1 2 3 4",
        KMS: "1 2 3 5",
        Lambda: "1 2 5",
        Macie: "1 2",
        RDS: "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 19 20 21 22 23 24 25 27 34 35 36 37 40 41 42 43 44 45 46 47 48",
        Route53: "2",
        S3: "1 2 3 5 6 8 9 12 13 19 24 25",
        SecretsManager: "1 2 3 4",
        SNS: "4",
        SSM: "1 2 3 4 6 7",
        WAF: "10 12",
    }),
    cis: controls({
        Account: "1",
        CloudTrail: "1 2 4 7",
        Config: "1",
        EC2: "2 6 7 8 21 53 54",
        EFS: "1",
        IAM: "2 3 4 5 6 9 15 16 18 22 26 27 28",
        KMS: "4",
        RDS: "2 3 13",
        S3: "1 5 8 20 22 23",
    }),
};

/** What people do in the account, or what happens while the stack runs. The controls stay on, and no stack can pass them. */
export const PEOPLES: readonly string[] = controls({
    Account: "1",
    EC2: "4",
    IAM: "2 3 4 5 6 7 8 9 15 16 18 22 26 27",
    KMS: "3",
    SSM: "2 3",
});

/** What the stack has none of: the control → the part of Pulumi's type that would be there. */
export const ABSENT: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries({
        "ec2/networkAcl:": controls({ EC2: "16" }),
        "ec2/vpnConnection:": controls({ EC2: "20 171" }),
        "ec2transitgateway/": controls({ EC2: "23" }),
        "ec2clientvpn/": controls({ EC2: "51" }),
        "ec2/spotFleetRequest:": controls({ EC2: "173" }),
        "efs/": controls({ EFS: "1" }),
        "elb/": controls({ ELB: "2 3 7 8 9 10 14" }),
        "cloudwatch/eventBus:": controls({ EventBridge: "3" }),
        "ec2/launchConfiguration:": controls({ AutoScaling: "3 5" }),
        "rds/cluster:": controls({ RDS: "7 12 14 15 16 19 24 27 34 35 37 45 47 48" }),
        "s3/accessPoint:": controls({ S3: "19" }),
        "s3control/multiRegionAccessPoint:": controls({ S3: "24" }),
        "s3/directoryBucket:": controls({ S3: "25" }),
        "secretsmanager/secretRotation:": controls({ SecretsManager: "2" }),
        "iam/policy:": controls({ IAM: "1 21", KMS: "1" }),
    }).flatMap(([type, ids]) => ids.map((id) => [id, type])),
);

/** Of a stack, what has a type: its inputs. */
type Find = (type: string) => readonly Record<string, unknown>[];

export const finderIn =
    (resources: readonly JudgedResource[]): Find =>
    (type) =>
        resources.filter((one) => one.type.startsWith(`aws:${type}:`)).map(({ inputs }) => ({ ...inputs }));

type Check = (find: Find) => boolean;

/** Each resource of a type has what the function asks for, and there is one. */
const each =
    (type: string, holds: (inputs: Record<string, unknown>) => unknown): Check =>
    (find) =>
        find(type).length > 0 && find(type).every((inputs) => Boolean(holds(inputs)));

/** The same, and there need not be one. */
const any =
    (type: string, holds: (inputs: Record<string, unknown>) => unknown): Check =>
    (find) =>
        find(type).every((inputs) => Boolean(holds(inputs)));

const has = (value: unknown, text: string): boolean => JSON.stringify(value ?? null).includes(text);

const feature =
    (name: string, agent?: string): Check =>
    (find) =>
        find("guardduty/detectorFeature").some(
            (inputs) =>
                inputs.name === name &&
                inputs.status === "ENABLED" &&
                (agent === undefined ||
                    has(inputs.additionalConfigurations, `{"name":"${agent}","status":"ENABLED"}`)),
        );
const scan = (type: string): Check =>
    each("inspector2/enabler", ({ resourceTypes }) => has(resourceTypes, `"${type}"`));
const setting =
    (id: string, value: string): Check =>
    (find) =>
        find("ssm/serviceSetting").some(
            ({ settingId, settingValue }) => String(settingId).endsWith(id) && settingValue === value,
        );
const engine = (name: string): Check => each("rds/instance", (database) => database.engine !== name);
const open = (inputs: Record<string, unknown>, port: number): boolean =>
    (inputs.cidrIpv4 === "0.0.0.0/0" || inputs.cidrIpv6 === "::/0") &&
    Number(inputs.fromPort) <= port &&
    port <= Number(inputs.toPort);
const notOpen = (inputs: Record<string, unknown>): boolean => ![22, 3389].some((port) => open(inputs, port));
const closedBucket = each(
    "s3/bucketPublicAccessBlock",
    (block) =>
        block.blockPublicAcls &&
        block.blockPublicPolicy &&
        block.ignorePublicAcls &&
        block.restrictPublicBuckets,
);
const viewers = (text: string): Check =>
    each("cloudfront/distribution", (one) => has(one.viewerCertificate, text));

/** Without those of 2021 that also accept CBC. https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17 */
const TLS_POLICIES = /^ELBSecurityPolicy-TLS13-1-(2-Res|3)(-FIPS)?(-PQ)?-(2021-06|2023-04|2025-09)$/;

/** What no policy of the pack judges. */
export const PASSES: Readonly<Record<string, Check>> = {
    "ACM.1": each("acm/certificate", ({ validationMethod }) => validationMethod === "DNS"),
    "ACM.2": each("acm/certificate", ({ keyAlgorithm }) => keyAlgorithm !== "RSA_1024"),
    "AutoScaling.9": each("autoscaling/group", ({ launchTemplate }) => launchTemplate),
    "CloudFront.8": viewers('"sslSupportMethod":"sni-only"'),
    "CloudFront.12": each("cloudfront/distribution", ({ origins }) => has(origins, "hrms-storage-static")),
    "CloudFront.15": viewers('"minimumProtocolVersion":"TLSv1.2_202'),
    "CloudFront.16": each("cloudfront/distribution", ({ origins }) => !has(origins, "lambda-url")),
    "Config.1": each("cfg/recorder", ({ roleArn }) => String(roleArn).endsWith("/AWSServiceRoleForConfig")),
    "EC2.7": each("ebs/encryptionByDefault", ({ enabled }) => enabled),
    "EC2.17": each(
        "ec2/launchTemplate",
        ({ networkInterfaces }) => !has(networkInterfaces, '"deviceIndex":1'),
    ),
    "EC2.24": each(
        "ec2/launchTemplate",
        ({ instanceType }) => !/^(t1|m[12]|c1)\./.test(String(instanceType)),
    ),
    "EC2.53": any("vpc/securityGroupIngressRule", notOpen),
    "EC2.54": any("vpc/securityGroupIngressRule", notOpen),
    "EC2.170": each("ec2/launchTemplate", ({ metadataOptions }) =>
        has(metadataOptions, '"httpTokens":"required"'),
    ),
    "EC2.181": each("ec2/launchTemplate", ({ blockDeviceMappings }) =>
        has(blockDeviceMappings, '"encrypted":"true"'),
    ),
    "EC2.180": any("ec2/instance", ({ sourceDestCheck }) => sourceDestCheck !== false),
    "ElastiCache.1": each(
        "elasticache/replicationGroup",
        (group) => Number(group.snapshotRetentionLimit) >= 1,
    ),
    "ElastiCache.2": each("elasticache/replicationGroup", (group) => group.autoMinorVersionUpgrade),
    "ElastiCache.7": each("elasticache/replicationGroup", (group) => group.subnetGroupName !== "default"),
    "ELB.13": each("lb/loadBalancer", ({ subnets }) => (subnets as unknown[]).length >= 2),
    "ELB.17": each(
        "lb/listener",
        ({ protocol, sslPolicy }) => protocol === "HTTP" || TLS_POLICIES.test(String(sslPolicy)),
    ),
    "ELB.21": each("lb/targetGroup", ({ healthCheck }) => has(healthCheck, '"protocol":"HTTPS"')),
    "ELB.22": each("lb/targetGroup", ({ protocol }) => protocol === "HTTPS"),
    "GuardDuty.6": feature("LAMBDA_NETWORK_LOGS"),
    "GuardDuty.8": feature("EBS_MALWARE_PROTECTION"),
    "GuardDuty.10": feature("S3_DATA_EVENTS"),
    "GuardDuty.11": feature("RUNTIME_MONITORING"),
    "GuardDuty.13": feature("RUNTIME_MONITORING", "EC2_AGENT_MANAGEMENT"),
    "IAM.28": each("accessanalyzer/analyzer", ({ type }) => type === "ACCOUNT"),
    "Inspector.1": scan("EC2"),
    "Inspector.2": scan("ECR"),
    "Inspector.3": scan("LAMBDA_CODE"),
    "Inspector.4": scan("LAMBDA"),
    "Lambda.5": each("lambda/function", ({ vpcConfig }) => has(vpcConfig, '","subnet-')),
    "RDS.4": each("rds/instance", ({ storageEncrypted }) => storageEncrypted),
    "RDS.36": engine("postgres"),
    "RDS.40": engine("sqlserver"),
    "RDS.41": engine("sqlserver"),
    "RDS.42": engine("mariadb"),
    "RDS.44": engine("mariadb"),
    "RDS.43": any("rds/proxy", ({ requireTls }) => requireTls),
    "RDS.46": each("rds/instance", ({ publiclyAccessible }) => publiclyAccessible === false),
    "S3.2": closedBucket,
    "S3.3": closedBucket,
    "S3.6": closedBucket,
    "SSM.4": each("ssm/document", ({ permissions }) => permissions === undefined),
    "SSM.6": setting("/ssm/automation/customer-script-log-destination", "CloudWatch"),
    "SSM.7": setting("/ssm/documents/console/public-sharing-permission", "Disable"),
    "WAF.12": each("wafv2/webAcl", (acl) => !has(acl, '"cloudwatchMetricsEnabled":false')),
};
