import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { secret, UNKNOWN } from "../harness";
import { backupOf } from "../sound";
import { DISK, instanceScene, METADATA, template } from "../sound-hosts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

const volume = fixture(types.volume, { encrypted: true });
const backedUp = (...[subject, ...others]: Scene): Scene => [subject, ...others, ...backupOf([subject])];
const noSecret = fixture(types.instanceProfile)();
const password = fixture(types.randomPassword, { length: 40 })();

/** Put together at run time: no scanner shall take a fixture for a leak. */
const ACCESS_KEY = ["AKIA", "ABCDEFGHIJKLMNOP"].join("");
const PRIVATE_KEY = ["-----BEGIN EC", "PRIVATE", "KEY-----"].join(" ");

export const computeCases: CaseTable = {
    "instance-requires-imdsv2": {
        compliant: {
            "an instance": instanceScene(),
            "a launch template": [template()],
            "no metadata at all": instanceScene({ metadataOptions: { httpEndpoint: "disabled" } }),
        },
        violating: {
            "tokens optional": [template({ metadataOptions: { ...METADATA, httpTokens: "optional" } })],
            "two hops": instanceScene({ metadataOptions: { ...METADATA, httpPutResponseHopLimit: 2 } }),
        },
        omitted: {
            metadataOptions: ["fail", ...instanceScene({ metadataOptions: undefined })],
            httpTokens: ["fail", template({ metadataOptions: { httpPutResponseHopLimit: 1 } })],
            "hop limit": ["fail", template({ metadataOptions: { httpTokens: "required" } })],
        },
        unknown: {
            metadataOptions: ["undetermined", ...instanceScene({ metadataOptions: UNKNOWN })],
            httpTokens: ["undetermined", template({ metadataOptions: { ...METADATA, httpTokens: UNKNOWN } })],
        },
    },
    "ebs-volumes-encrypted": {
        compliant: {
            "an instance with two disks": backedUp(
                ...instanceScene({ ebsBlockDevices: [{ encrypted: true }] }),
            ),
            "a launch template with instance storage": [
                template({ blockDeviceMappings: [DISK, { virtualName: "ephemeral0" }] }),
            ],
            "a volume": backedUp(volume()),
            "disks to come": [fixture(types.encryptionByDefault)()],
        },
        violating: {
            "a root disk": instanceScene({ rootBlockDevice: { encrypted: false } }),
            "a second disk": backedUp(
                ...instanceScene({ ebsBlockDevices: [{ encrypted: true }, { encrypted: false }] }),
            ),
            "a disk of a launch template": [
                template({ blockDeviceMappings: [DISK, { ebs: { encrypted: "false" } }] }),
            ],
            "a volume": backedUp(volume({ encrypted: false })),
            "disks to come": [fixture(types.encryptionByDefault, { enabled: false })()],
        },
        omitted: {
            rootBlockDevice: ["fail", ...instanceScene({ rootBlockDevice: undefined })],
            "encrypted, of a launch template": ["fail", template({ blockDeviceMappings: [{ ebs: {} }] })],
            blockDeviceMappings: ["fail", template({ blockDeviceMappings: undefined })],
            "encrypted, of a volume": ["fail", ...backedUp(volume({ encrypted: undefined }))],
        },
        unknown: {
            "encrypted, of a volume": ["undetermined", ...backedUp(volume({ encrypted: UNKNOWN }))],
            "one of several disks": ["undetermined", template({ blockDeviceMappings: [DISK, UNKNOWN] })],
        },
    },
    "no-plaintext-secret-in-user-data": {
        compliant: {
            "references only": [
                template({
                    userData: base64(
                        [
                            "export DB_PASSWORD=$(fetch-secret db)",
                            'TOKEN="$1"',
                            "SECRET_KEY={{secretKey}}",
                            "HRMS_SECRET=arn:aws:secretsmanager:eu-central-1:123456789012:secret:hrms",
                            "HRMS_TOKEN=/run/hrms/token",
                            "curl https://example.com:8443/path",
                            "lock_passwd: true",
                        ].join("\n"),
                    ),
                }),
            ],
        },
        violating: {
            "a password": instanceScene({ userData: "export DB_PASSWORD=correct-horse" }),
            "a password in YAML": instanceScene({ userData: 'password: "correct-horse"' }),
            "a secret key in base64": [template({ userData: base64("SECRET_KEY='correct-horse'") })],
            "an access key": instanceScene({ userDataBase64: base64(ACCESS_KEY) }),
            "a private key": instanceScene({ userData: PRIVATE_KEY }),
            "a URL with a password": instanceScene({ userData: "redis://user:correct-horse@cache:6379" }),
            "a password that Pulumi marks as secret": instanceScene({
                userData: secret("DB_PASSWORD=correct-horse"),
            }),
        },
        omitted: { userData: ["pass", template()] },
        unknown: { userData: ["undetermined", template({ userData: UNKNOWN })] },
    },
    "user-data-from-no-secret": {
        compliant: { "made from no secret": [template({ userData: base64("echo") }), password] },
        violating: {
            "made from a password": [
                template({ userData: base64("echo") }, { references: { userData: [password] } }),
                password,
            ],
            "made from a password, in base64": [
                ...instanceScene(
                    { userDataBase64: base64("echo") },
                    { references: { userDataBase64: [password] } },
                ),
                password,
            ],
        },
        omitted: { userData: ["pass", ...instanceScene(), password] },
        unknown: {
            "the script, though not what it is made from": [
                "pass",
                template({ userData: base64("echo") }, { references: { userData: [noSecret] } }),
                noSecret,
            ],
        },
    },
};
