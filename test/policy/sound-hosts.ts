/** Hosts that satisfy every policy, with everything that the pack requires around them. */
import * as types from "../../policies/resource-types";
import { fixture, type Scene } from "./case";
import { type Resource, UNKNOWN } from "./harness";
import { alarmsOn } from "./sound-alarms";

const IMAGE = "resolve:ssm:/aws/service/debian/release/13/latest/arm64";
export const METADATA = { httpTokens: "required", httpPutResponseHopLimit: 1 };
export const DISK = { deviceName: "/dev/xvda", ebs: { encrypted: "true" } };

export const instance = fixture(types.instance, {
    ami: IMAGE,
    iamInstanceProfile: "hrms-bastion",
    disableApiTermination: true,
    metadataOptions: METADATA,
    rootBlockDevice: { encrypted: true },
});
export const template = fixture(types.launchTemplate, {
    imageId: IMAGE,
    iamInstanceProfile: { name: "hrms-web" },
    metadataOptions: METADATA,
    blockDeviceMappings: [DISK],
});
const group = fixture(types.autoScalingGroup, {
    launchTemplate: { id: UNKNOWN, version: "1" },
    vpcZoneIdentifiers: [UNKNOWN, UNKNOWN],
});

/** Patches for every host, once a week. */
export const patches = fixture(types.ssmAssociation, {
    name: "AWS-RunPatchBaseline",
    scheduleExpression: "cron(0 4 ? * SUN *)",
    targets: [{ key: "InstanceIds", values: ["*"] }],
});

type Args = Parameters<typeof instance>;

/** An instance and everything that belongs to it. */
export function instanceScene(...args: Args): Scene {
    const subject = instance(...args);
    return [subject, patches(), ...alarmsOn(subject)];
}

/** An Auto Scaling Group, its launch template and everything that belongs to them. */
export function groupScene(changes: Args[0] = {}, from: Resource = template()): Scene {
    const subject = group(changes, { references: { launchTemplate: [from] } });
    return [subject, from, patches(), ...alarmsOn(subject)];
}
