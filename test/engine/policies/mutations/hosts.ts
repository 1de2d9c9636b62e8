import { type Mutations, on } from "./mutation";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate hrms-hosts-web";
const WORKER_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate hrms-hosts-worker";
const APP_SECRET = "hrms-secrets-database-app-value";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const METADATA = { httpTokens: "required", httpPutResponseHopLimit: 1 };

const web = on(TEMPLATE, {
    "hosts: metadata without a token": {
        set: { "metadataOptions.httpTokens": "optional" },
        violates: ["instance-requires-imdsv2"],
    },
    "hosts: metadata for containers": {
        set: { "metadataOptions.httpPutResponseHopLimit": 2 },
        violates: ["instance-requires-imdsv2"],
    },
    "hosts: metadata as the account has it": {
        set: { metadataOptions: undefined },
        violates: ["instance-requires-imdsv2"],
    },
    "hosts: disk not encrypted": {
        set: { "blockDeviceMappings.0.ebs.encrypted": "false" },
        violates: ["ebs-volumes-encrypted"],
    },
    "hosts: disk as the image has it": {
        set: { blockDeviceMappings: undefined },
        violates: ["ebs-volumes-encrypted"],
    },
    "hosts: a second disk, not encrypted": {
        set: {
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { encrypted: "true" } },
                { deviceName: "/dev/xvdb", ebs: { volumeSize: 100 } },
            ],
        },
        violates: ["ebs-volumes-encrypted"],
    },
    "hosts: no role": { set: { iamInstanceProfile: undefined }, violates: ["instance-has-profile"] },
    "hosts: an image of somebody else": {
        set: { tags: undefined, imageId: "ami-0123456789abcdef0" },
        violates: ["instance-image-from-approved-source"],
    },
    "hosts: an image from a parameter of the account": {
        set: { imageId: "resolve:ssm:/hrms/image" },
        violates: ["instance-image-from-approved-source"],
    },
    "hosts: a password in user data": {
        set: { userData: base64("#!/bin/sh\nexport DB_PASSWORD=Tr0ub4dor\n") },
        violates: ["no-plaintext-secret-in-user-data"],
    },
    "hosts: a broker's address with its password in user data": {
        set: { userData: base64("#!/bin/sh\ncelery --broker rediss://:Tr0ub4dor@queue:6379/0\n") },
        violates: ["no-plaintext-secret-in-user-data"],
    },
    "hosts: the secret key in user data": {
        takes: { userData: ["random:index/randomPassword:RandomPassword hrms-secrets-secret-key", "result"] },
        violates: ["user-data-from-no-secret", "no-secret-value-outside-sinks"],
    },
});

const worker = on(WORKER_TEMPLATE, {
    "workers: a public address": {
        set: { "networkInterfaces.0.associatePublicIpAddress": "true" },
        violates: ["instance-public-ip-is-declared"],
    },
    "workers: an access key in user data": {
        set: { userData: base64("aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n") },
        violates: ["no-plaintext-secret-in-user-data"],
    },
    "workers: a secret's version in user data": {
        refers: { userData: [APP_SECRET] },
        violates: ["user-data-from-no-secret"],
    },
    "workers: hop limit left out": {
        set: { "metadataOptions.httpPutResponseHopLimit": undefined },
        violates: ["instance-requires-imdsv2"],
    },
});

const added: readonly Mutations[] = [
    on("aws:ec2/instance:Instance bastion", {
        "hosts: a bastion that anyone may terminate": {
            added: {
                ami: "resolve:ssm:/aws/service/debian/release/13/latest/arm64",
                instanceType: "t4g.micro",
                iamInstanceProfile: "bastion",
                metadataOptions: METADATA,
                rootBlockDevice: { encrypted: true },
                tags: {
                    Application: "hrms",
                    Stack: "prod",
                    Owner: "people-systems",
                    DataClass: "confidential",
                },
            },
            // Nothing watches it either.
            violates: ["instance-termination-protected", "critical-resources-have-alarms"],
        },
    }),
    on("aws:ec2/keyPair:KeyPair administrator", {
        "hosts: an administrator's old DSA key": {
            added: { publicKey: `ssh-dss ${base64("\0\0\0\x07ssh-dss")}` },
            violates: ["ssh-key-is-imported-public-key"],
        },
    }),
    on("tls:index/privateKey:PrivateKey administrator", {
        "hosts: a key made by the program": {
            added: { algorithm: "ED25519" },
            violates: ["private-key-not-in-state"],
        },
    }),
];

export const hosts: readonly Mutations[] = [web, worker, ...added];
