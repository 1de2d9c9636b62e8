/** The fault of each `examples/<id>.tf` as our policies see it. */
import type { ResourceType } from "../../../policies/resource-types";
import * as types from "../../../policies/resource-types";
import { fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";

type Props = Readonly<Record<string, unknown>>;

const bad = (
    type: ResourceType<object>,
    props: Props = {},
    references: Resource["references"] = {},
): Resource => fixture(type)(props, { references });

const policyDocument = (statement: Props): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const anyone = (action: string, resource: string): string =>
    policyDocument({ Principal: "*", Action: action, Resource: resource });
const trust = (principal: Props, extra: Props = {}): Props => ({
    assumeRolePolicy: policyDocument({ Action: "sts:AssumeRole", Principal: principal, ...extra }),
});
const openPort = (port: number, protocol = "tcp"): Resource =>
    bad(types.securityGroup, {
        description: "bad",
        ingress: [{ description: "in", fromPort: port, toPort: port, protocol, cidrBlocks: ["0.0.0.0/0"] }],
    });
const distribution = (viewerProtocolPolicy: string, headers: readonly Resource[] = []): Resource =>
    bad(
        types.distribution,
        {
            enabled: true,
            origins: [{ domainName: "example.org", originId: "site" }],
            defaultCacheBehavior: {
                allowedMethods: ["GET", "HEAD"],
                cachedMethods: ["GET", "HEAD"],
                targetOriginId: "site",
                viewerProtocolPolicy,
                ...(headers.length > 0 ? { responseHeadersPolicyId: UNKNOWN } : {}),
            },
            viewerCertificate: { cloudfrontDefaultCertificate: true },
            restrictions: { geoRestriction: { restrictionType: "none" } },
        },
        { defaultCacheBehavior: headers },
    );
const headersPolicy = bad(types.responseHeadersPolicy, {
    securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: 60 } },
});
const host = (props: Props = {}): Resource =>
    bad(types.instance, { ami: "ami-1", instanceType: "t4g.small", ...props });
const database = (props: Props = {}): Resource =>
    bad(types.databaseInstance, { instanceClass: "db.t4g.small", engine: "mysql", ...props });
const balancer = (props: Props = {}): Resource =>
    bad(types.loadBalancer, { loadBalancerType: "application", internal: false, ...props });
const password = bad(types.generatedSecret);
const listener = (props: Props): Resource =>
    bad(types.listener, { defaultActions: [{ type: "forward", targetGroupArn: "arn" }], ...props });
const publicAccess = (setting: string): Resource[] => {
    const bucket = bad(types.bucket);
    const allOn = {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    };
    return [bucket, bad(types.publicAccessBlock, { ...allOn, [setting]: false }, { bucket: [bucket] })];
};

export const scenes: Readonly<Record<string, readonly Resource[]>> = {
    CKV_AWS_3: [bad(types.volume, { size: 8 })],
    CKV_AWS_7: [bad(types.key, { enableKeyRotation: false })],
    CKV_AWS_8: [host({ rootBlockDevice: { encrypted: false } })],
    CKV_AWS_16: [database({ storageEncrypted: false })],
    CKV_AWS_17: [database({ publiclyAccessible: true })],
    CKV_AWS_18: [bad(types.bucket)],
    CKV_AWS_21: [bad(types.bucket)],
    CKV_AWS_23: [
        bad(types.securityGroup, {
            ingress: [{ fromPort: 443, toPort: 443, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] }],
        }),
    ],
    CKV_AWS_24: [openPort(22)],
    CKV_AWS_25: [openPort(3389)],
    CKV_AWS_26: [bad(types.topic)],
    CKV_AWS_29: [bad(types.replicationGroup, { atRestEncryptionEnabled: false })],
    CKV_AWS_30: [bad(types.replicationGroup, { transitEncryptionEnabled: false })],
    CKV_AWS_31: [bad(types.replicationGroup, { transitEncryptionEnabled: true })],
    CKV_AWS_33: [bad(types.key, { policy: anyone("kms:*", "*") })],
    CKV_AWS_34: [distribution("allow-all")],
    CKV_AWS_35: [bad(types.trail)],
    CKV_AWS_36: [bad(types.trail)],
    CKV_AWS_46: [host({ userData: "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMAAA" })],
    CKV_AWS_53: publicAccess("blockPublicAcls"),
    CKV_AWS_54: publicAccess("blockPublicPolicy"),
    CKV_AWS_55: publicAccess("ignorePublicAcls"),
    CKV_AWS_56: publicAccess("restrictPublicBuckets"),
    CKV_AWS_60: [bad(types.role, trust({ AWS: "*" }))],
    CKV_AWS_62: [bad(types.policyDocuments, { policy: policyDocument({ Action: "*", Resource: "*" }) })],
    CKV_AWS_66: [bad(types.logGroup)],
    CKV_AWS_67: [bad(types.trail)],
    CKV_AWS_68: [distribution("https-only")],
    CKV_AWS_79: [host()],
    CKV_AWS_86: [distribution("https-only")],
    CKV_AWS_88: [host({ associatePublicIpAddress: true })],
    CKV_AWS_91: [balancer()],
    CKV_AWS_103: [listener({ port: 443, protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS-1-0-2015-04" })],
    CKV_AWS_129: [database()],
    CKV_AWS_130: [bad(types.subnet, { mapPublicIpOnLaunch: true })],
    CKV_AWS_131: [balancer({ dropInvalidHeaderFields: false })],
    CKV_AWS_133: [database({ backupRetentionPeriod: 0 })],
    CKV_AWS_145: [bad(types.bucket)],
    CKV_AWS_148: [bad(types.defaultNetwork)],
    CKV_AWS_149: [bad(types.secret)],
    CKV_AWS_150: [balancer()],
    CKV_AWS_157: [database()],
    CKV_AWS_158: [bad(types.logGroup)],
    CKV_AWS_166: [bad(types.backupVault)],
    CKV_AWS_174: [distribution("https-only")],
    CKV_AWS_226: [database({ autoMinorVersionUpgrade: false })],
    CKV_AWS_259: [distribution("https-only", [headersPolicy]), headersPolicy],
    CKV_AWS_274: [
        bad(types.policyAttachment, {
            role: "bad",
            policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
    ],
    CKV_AWS_277: [openPort(0, "-1")],
    CKV_AWS_286: [
        bad(types.policyDocuments, {
            policy: policyDocument({ Action: ["iam:CreatePolicyVersion"], Resource: "*" }),
        }),
    ],
    CKV_AWS_293: [database()],
    CKV_AWS_319: [bad(types.metricAlarm, { actionsEnabled: false })],
    CKV_AWS_328: [balancer({ desyncMitigationMode: "monitor" })],
    CKV_AWS_341: [bad(types.launchTemplate, { metadataOptions: { httpPutResponseHopLimit: 2 } })],
    CKV_AWS_358: [
        bad(
            types.role,
            trust(
                { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
                {
                    Action: "sts:AssumeRoleWithWebIdentity",
                    Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "*" } },
                },
            ),
        ),
    ],
    CKV_AWS_364: [
        bad(types.functionPermission, {
            action: "lambda:InvokeFunction",
            function: "bad",
            principal: "s3.amazonaws.com",
        }),
    ],
    CKV_AWS_378: [bad(types.targetGroup, { port: 80, protocol: "HTTP" })],
    CKV2_AWS_3: [bad(types.rootStack), bad(types.detector, { enable: false })],
    CKV2_AWS_6: [bad(types.bucket)],
    CKV2_AWS_8: [bad(types.databaseCluster, { engine: "aurora-mysql" })],
    CKV2_AWS_9: [bad(types.volume, { size: 8 })],
    CKV2_AWS_10: [bad(types.trail)],
    CKV2_AWS_11: [bad(types.vpc, { cidrBlock: "10.0.0.0/16" })],
    CKV2_AWS_12: [
        bad(types.vpc, { cidrBlock: "10.0.0.0/16" }),
        bad(types.defaultSecurityGroup, {
            ingress: [{ fromPort: 0, toPort: 0, protocol: "-1", self: true }],
        }),
    ],
    CKV2_AWS_18: [bad(types.fileSystem)],
    CKV2_AWS_20: [listener({ port: 80, protocol: "HTTP" })],
    CKV2_AWS_28: [balancer()],
    CKV2_AWS_31: [bad(types.webAcl, { scope: "REGIONAL", defaultAction: { allow: {} } })],
    CKV2_AWS_34: [
        bad(types.ssmParameter, { name: "/hrms/db-password", type: "String", value: "x" }),
        fixture(types.ssmParameter)(
            { type: "String", value: "x" },
            { name: "made-from-secret", references: { value: [password] } },
        ),
        password,
    ],
    CKV2_AWS_41: [host()],
    CKV2_AWS_42: [distribution("https-only")],
    CKV2_AWS_45: [
        bad(types.rootStack),
        bad(types.configurationRecorder, { recordingGroup: { allSupported: false } }),
    ],
    CKV2_AWS_56: [
        bad(types.policyAttachment, { role: "bad", policyArn: "arn:aws:iam::aws:policy/IAMFullAccess" }),
    ],
    CKV2_AWS_61: [bad(types.bucket)],
    CKV2_AWS_69: [database({ parameterGroupName: "bad" }), bad(types.parameterGroup)],
};
