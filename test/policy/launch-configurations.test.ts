/** The policies judge launch configurations, which older groups use, like instances and launch templates. */
import { allPolicies } from "../../policies/all-policies";
import * as types from "../../policies/resource-types";
import { fixture } from "./case";
import { judge, UNKNOWN } from "./harness";

const configuration = fixture(types.launchConfiguration, {
    imageId: "resolve:ssm:/aws/service/debian/release/13/latest/arm64",
    iamInstanceProfile: "hrms-web",
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    rootBlockDevice: { encrypted: true },
    ebsBlockDevices: [{ encrypted: true }],
    associatePublicIpAddress: false,
});
const CONTAINERS = Buffer.from("docker compose up").toString("base64");

const policiesOn = async (changes: Parameters<typeof configuration>[0]): Promise<string[]> => {
    const violations = await judge(allPolicies, [configuration(changes)]);
    return [...new Set(violations.map(({ policy }) => policy))];
};

test.each([
    ["a hardened launch configuration", {}],
    [
        "two hops for containers",
        {
            metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 },
            userDataBase64: CONTAINERS,
        },
    ],
])("accepts %s", async (_, changes) => {
    expect(await policiesOn(changes)).toEqual([]);
});

test.each([
    ["instance-requires-imdsv2", { metadataOptions: undefined }],
    ["instance-requires-imdsv2", { metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 1 } }],
    ["ebs-volumes-encrypted", { rootBlockDevice: undefined }],
    ["ebs-volumes-encrypted", { ebsBlockDevices: [{ encrypted: true }, { encrypted: false }] }],
    ["instance-public-ip-is-declared", { associatePublicIpAddress: true }],
    ["instance-public-ip-is-declared", { associatePublicIpAddress: UNKNOWN }],
    ["instance-has-profile", { iamInstanceProfile: undefined }],
    ["instance-image-from-approved-source", { imageId: "ami-0123456789abcdef0" }],
])("%s rejects %j", async (policy, changes) => {
    expect(await policiesOn(changes)).toEqual([policy]);
});
