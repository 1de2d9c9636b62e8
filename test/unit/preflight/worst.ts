/** The production stack's worst account: as much as can be wrong at the same time. */
import {
    AutoScalingClient,
    CreateAutoScalingGroupCommand,
    CreateLaunchConfigurationCommand,
} from "@aws-sdk/client-auto-scaling";
import { BackupClient, CreateBackupVaultCommand } from "@aws-sdk/client-backup";
import { CloudTrailClient, CreateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
    ConfigServiceClient,
    PutConfigurationRecorderCommand,
    PutDeliveryChannelCommand,
} from "@aws-sdk/client-config-service";
import { CreateDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import { CreatePolicyCommand, CreateRoleCommand, DeleteRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
    ChangeResourceRecordSetsCommand,
    ListHostedZonesCommand,
    Route53Client,
    type Change,
    type RRType,
} from "@aws-sdk/client-route-53";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import {
    CreateSecretCommand,
    DeleteSecretCommand,
    SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import {
    CreateConfigurationSetCommand,
    CreateEmailIdentityCommand,
    SESv2Client,
} from "@aws-sdk/client-sesv2";
import { CreateDocumentCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { zipSync } from "fflate";
import { EXAMPLE_REGION } from "../../../config/example";
import { blockPublicAccess, imageFor, type TestAccount } from "../../support/account";
import { USUAL } from "../../support/account/stub";

const here = { region: EXAMPLE_REGION };
const TRUST = JSON.stringify({ Version: "2012-10-17", Statement: [] });

/** Makes a furnished account the worst one. */
export async function spoil({ stub, dns }: TestAccount): Promise<void> {
    await Promise.all([spoilDns(), spoilServices(), spoilNames()]);
    await blockPublicAccess(false);
    const { "NS example.com": own = [] } = dns.records;
    dns.records = {
        "NS example.com": [...own, "ns.elsewhere.example"],
        "CAA example.com": ["issue letsencrypt.org"],
    };
    stub.state = {
        ...USUAL,
        quotas: {
            "ec2/L-1216C47A": 5,
            "vpc/L-F678F1CE": 1,
            "vpc/L-A4707A72": 0,
            "vpc/L-E79EC296": 5,
            "vpc/L-0EA8095F": 1,
            "elasticloadbalancing/L-53DA6B97": 0,
            "elasticloadbalancing/L-B22855CB": 0,
            "elasticache/L-DFE45DF3": 3,
        },
        sending: { sandbox: true, enabled: false, status: "HEALTHY", allowed: 200, sent: 170 },
        lambdaConcurrency: 0,
        databases: { used: 40, allowed: 40 },
        groups: { used: 499, allowed: 500 },
        roles: { used: 995, allowed: 1000 },
        cacheNodeTypes: [],
        databaseClasses: ["db.m6g.large"],
        debianImage: await imageFor("x86_64"),
        securityHub: true,
        inspector: true,
        backupTypes: { RDS: false, S3: true },
        analyzers: ["company"],
    };
}

async function spoilDns(): Promise<void> {
    const client = new Route53Client(here);
    const { HostedZones = [] } = await client.send(new ListHostedZonesCommand({}));
    const record = (Name: string, Type: RRType, Value: string): Change => ({
        Action: "CREATE",
        ResourceRecordSet: { Name, Type, TTL: 60, ResourceRecords: [{ Value }] },
    });
    await client.send(
        new ChangeResourceRecordSetsCommand({
            HostedZoneId: HostedZones[0]?.Id,
            ChangeBatch: {
                Changes: [
                    record("hrms.example.com", "A", "192.0.2.1"),
                    record("static.hrms.example.com", "CNAME", "old.example.net"),
                ],
            },
        }),
    );
}

async function spoilServices(): Promise<void> {
    await new GuardDutyClient(here).send(new CreateDetectorCommand({ Enable: true }));
    await new SESv2Client(here).send(new CreateEmailIdentityCommand({ EmailIdentity: "hrms.example.com" }));
    const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
    await new S3Client({ ...here, forcePathStyle: true }).send(
        new CreateBucketCommand({ Bucket: "company-logs", CreateBucketConfiguration }),
    );
    const trails = new CloudTrailClient(here);
    for (const Name of ["company", "hrms-prod"]) {
        await trails.send(
            new CreateTrailCommand({
                Name,
                S3BucketName: "company-logs",
                IsMultiRegionTrail: Name === "company",
            }),
        );
    }
    const config = new ConfigServiceClient(here);
    await config.send(
        new PutConfigurationRecorderCommand({
            ConfigurationRecorder: { name: "company", roleARN: "arn:aws:iam::123456789012:role/config" },
        }),
    );
    await config.send(
        new PutDeliveryChannelCommand({ DeliveryChannel: { name: "company", s3BucketName: "company-logs" } }),
    );
    const iam = new IAMClient(here);
    await iam.send(new DeleteRoleCommand({ RoleName: "AWSServiceRoleForConfig" }));
    await iam.send(
        new CreateRoleCommand({
            RoleName: "AWSServiceRoleForAutoScaling_hrms-prod",
            AssumeRolePolicyDocument: TRUST,
        }),
    );
}

async function spoilNames(): Promise<void> {
    await new CloudWatchLogsClient(here).send(
        new CreateLogGroupCommand({ logGroupName: "/hrms/prod/nginx" }),
    );
    const kms = new KMSClient(here);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await kms.send(
        new CreateAliasCommand({ AliasName: "alias/hrms-prod-files", TargetKeyId: KeyMetadata?.KeyId }),
    );
    const ssm = new SSMClient(here);
    await ssm.send(new PutParameterCommand({ Name: "/hrms/prod/release", Value: "none", Type: "String" }));
    const Content = JSON.stringify({ schemaVersion: "2.2", description: "x", mainSteps: [] });
    await ssm.send(new CreateDocumentCommand({ Name: "hrms-prod-patch", Content, DocumentType: "Command" }));
    const iam = new IAMClient(here);
    const { Role } = await iam.send(
        new CreateRoleCommand({ RoleName: "lambda", AssumeRolePolicyDocument: TRUST }),
    );
    await new LambdaClient(here).send(
        new CreateFunctionCommand({
            FunctionName: "hrms-prod-database-users",
            Role: Role?.Arn,
            Runtime: "nodejs22.x",
            Handler: "index.handler",
            Code: { ZipFile: zipSync({ "index.js": new Uint8Array() }) },
        }),
    );
    await iam.send(
        new CreatePolicyCommand({
            PolicyName: "hrms-prod-deployer",
            PolicyDocument: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" }],
            }),
        }),
    );
    const scaling = new AutoScalingClient(here);
    await scaling.send(
        new CreateLaunchConfigurationCommand({
            LaunchConfigurationName: "old",
            ImageId: await imageFor("arm64"),
            InstanceType: "m7g.large",
        }),
    );
    await scaling.send(
        new CreateAutoScalingGroupCommand({
            AutoScalingGroupName: "hrms-prod-web",
            LaunchConfigurationName: "old",
            MinSize: 0,
            MaxSize: 0,
            AvailabilityZones: ["eu-central-1a"],
        }),
    );
    // In the region of the second copy.
    await new BackupClient({ region: "eu-west-1" }).send(
        new CreateBackupVaultCommand({ BackupVaultName: "hrms-prod" }),
    );
    await new SESv2Client(here).send(
        new CreateConfigurationSetCommand({ ConfigurationSetName: "hrms-prod" }),
    );
    const secrets = new SecretsManagerClient(here);
    for (const Name of ["hrms/prod/superuser", "hrms/prod/secret-key"]) {
        await secrets.send(new CreateSecretCommand({ Name, SecretString: "former" }));
    }
    await secrets.send(new DeleteSecretCommand({ SecretId: "hrms/prod/secret-key" }));
}

/** What is found in it, by kind and what it names. */
export const WORST = [
    "database-class-absent",
    "cache-type-absent",
    "image-architecture",
    "quota-vcpus",
    "quota-lambda",
    "quota-security-group-rules",
    "quota-vpcs",
    "quota-internet-gateways",
    "quota-security-groups",
    "quota-load-balancers",
    "quota-target-groups",
    "quota-cache-nodes",
    "quota-auto-scaling-groups",
    "quota-databases",
    "quota-roles",
    "zone-partly-delegated",
    "record-exists: hrms.example.com",
    "record-is-cname: static.hrms.example.com",
    "caa-forbids: hrms.example.com",
    "caa-forbids: static.hrms.example.com",
    "ses-sandbox",
    "ses-paused",
    "ses-quota-used",
    "ses-identity-exists",
    "guardduty-on",
    "security-hub-on",
    "config-recorder-exists",
    "config-channel-exists",
    "config-role-absent",
    "analyzer-exists",
    "inspector-on",
    "trail-exists",
    "public-access-possible",
    "linked-role-exists",
    "name-taken: /hrms/prod/nginx",
    "name-taken: alias/hrms-prod-files",
    "name-taken: /hrms/prod/release",
    "name-taken: hrms-prod-patch",
    "name-taken: hrms-prod-database-users",
    "name-taken: hrms-prod-web",
    "name-taken: hrms-prod",
    "name-taken: hrms-prod",
    "name-taken: hrms-prod",
    "name-taken: hrms-prod-deployer",
    "secret-being-deleted: hrms/prod/secret-key",
    "name-taken: hrms/prod/superuser",
    "backup-type-off",
];
