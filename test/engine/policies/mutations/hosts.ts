import { gzipSync } from "node:zlib";
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
    "hosts: two hops for metadata without containers": {
        set: { "metadataOptions.httpPutResponseHopLimit": 2 },
        violates: ["instance-requires-imdsv2"],
    },
    "hosts: the account's default for metadata": {
        set: { metadataOptions: undefined },
        violates: ["instance-requires-imdsv2"],
    },
    "hosts: an unencrypted disk": {
        set: { "blockDeviceMappings.0.ebs.encrypted": "false" },
        violates: ["ebs-volumes-encrypted"],
    },
    "hosts: a disk with the image's setting": {
        set: { blockDeviceMappings: undefined },
        violates: ["ebs-volumes-encrypted"],
    },
    "hosts: an unencrypted second disk": {
        set: {
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { encrypted: "true" } },
                { deviceName: "/dev/xvdb", ebs: { volumeSize: 100 } },
            ],
        },
        violates: ["ebs-volumes-encrypted"],
    },
    "hosts: no role": { set: { iamInstanceProfile: undefined }, violates: ["instance-has-profile"] },
    "hosts: an image of unknown origin": {
        alone: true,
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
    "hosts: a broker URL with a password in user data": {
        set: { userData: base64("#!/bin/sh\ncelery --broker rediss://:Tr0ub4dor@queue:6379/0\n") },
        violates: ["no-plaintext-secret-in-user-data"],
    },
    "hosts: the secret key in user data": {
        takes: { userData: ["random:index/randomPassword:RandomPassword hrms-secrets-secret-key", "result"] },
        violates: ["user-data-from-no-secret"],
    },
});

const worker = on(WORKER_TEMPLATE, {
    "workers: a public address": {
        set: { "networkInterfaces.0.associatePublicIpAddress": "true" },
        violates: ["instance-public-ip-is-declared"],
    },
    "workers: a secret access key in compressed user data": {
        set: {
            userData: gzipSync(
                "#!/bin/sh\nexport AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
            ).toString("base64"),
        },
        violates: ["no-plaintext-secret-in-user-data"],
    },
    "workers: a key from Django's startproject in user data": {
        set: { userData: base64("SECRET='django-insecure-&x7@2k!q9z'\n") },
        violates: ["no-plaintext-secret-in-user-data"],
    },
    "workers: an access key in user data": {
        set: { userData: base64("aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n") },
        violates: ["no-plaintext-secret-in-user-data"],
    },
    "workers: a generated password in user data": {
        refers: { userData: ["random:index/randomPassword:RandomPassword hrms-secrets-cache-auth"] },
        violates: ["user-data-from-no-secret"],
    },
    "workers: a secret's value in user data": {
        takes: { userData: [APP_SECRET, "secretString"] },
        violates: ["user-data-from-no-secret"],
    },
    "workers: hop limit left out": {
        set: { "metadataOptions.httpPutResponseHopLimit": undefined },
        violates: ["instance-requires-imdsv2"],
    },
});

const added: readonly Mutations[] = [
    on("aws:ec2/instance:Instance bastion", {
        "hosts: a bastion without termination protection": {
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
            // The bastion also has no alarms.
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
        "hosts: a private key that the program creates": {
            added: { algorithm: "ED25519" },
            violates: ["private-key-not-in-state"],
        },
    }),
];

export const hosts: readonly Mutations[] = [web, worker, ...added];
