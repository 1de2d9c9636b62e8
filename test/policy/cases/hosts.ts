import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { alarmsOn } from "../sound-alarms";
import { groupScene, instance, instanceScene, patches, template } from "../sound-hosts";

type Changes = Parameters<typeof instance>[0];

const closed = fixture(types.securityGroup, { description: "Private subnets" }, { name: "nat-firewall" });
const ingress = (changes: Changes) =>
    fixture(types.ingressRule, {
        description: "The way out",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
    })(changes, { references: { securityGroupId: [closed()] } });

/** A NAT: it has an address, and no role. */
function natScene(changes: Changes = {}, { cidr = "10.20.0.0/19", routed = true } = {}): Scene {
    const nat = instance(
        { sourceDestCheck: false, vpcSecurityGroupIds: [UNKNOWN], iamInstanceProfile: undefined, ...changes },
        { references: { vpcSecurityGroupIds: [closed()] } },
    );
    const route = fixture(types.route)({}, { references: { networkInterfaceId: [nat] } });
    const address = fixture(types.elasticIpAssociation)({}, { references: { instanceId: [nat] } });
    return [
        nat,
        address,
        closed(),
        ingress({ cidrIpv4: cidr }),
        ...(routed ? [route] : []),
        patches(),
        ...alarmsOn(nat),
    ];
}

const card = (changes: object) => ({ networkInterfaces: [{ deviceIndex: 0, ...changes }] });

function addressed(type: Parameters<typeof fixture>[0], property: string): Scene {
    const scene = instanceScene();
    return [...scene, fixture(type)({}, { references: { [property]: [scene[0]] } })] as unknown as Scene;
}

const eni = fixture(types.networkInterface)();
const ofOwnInterface = instance({}, { references: { networkInterfaces: [eni] } });

const publicAddress: CaseTable[string] = {
    compliant: {
        "a private instance": instanceScene({ associatePublicIpAddress: false }),
        "a private launch template": [template(card({ associatePublicIpAddress: "false" }))],
        "a NAT": natScene(),
        "a NAT that AWS gives an address": natScene({ associatePublicIpAddress: true }),
        "the address of something else": [...instanceScene(), fixture(types.elasticIp)()] as unknown as Scene,
    },
    violating: {
        "an instance": instanceScene({ associatePublicIpAddress: true }),
        "a launch template": [template(card({ associatePublicIpAddress: "true" }))],
        "the second interface of a launch template": [
            template({
                networkInterfaces: [
                    { associatePublicIpAddress: "false" },
                    { associatePublicIpAddress: "true" },
                ],
            }),
        ],
        "an Elastic IP": addressed(types.elasticIp, "instance"),
        "an Elastic IP of its interface": addressed(types.elasticIp, "networkInterface"),
        "an associated Elastic IP": addressed(types.elasticIpAssociation, "instanceId"),
        "an Elastic IP associated with its interface": addressed(
            types.elasticIpAssociation,
            "networkInterfaceId",
        ),
        "an Elastic IP of an interface that it is given": [
            ofOwnInterface,
            eni,
            fixture(types.elasticIp)({}, { references: { networkInterface: [eni] } }),
            patches(),
            ...alarmsOn(ofOwnInterface),
        ],
        "a NAT to which no route leads": natScene({ iamInstanceProfile: "nat" }, { routed: false }),
        "a NAT that the world can connect to": natScene({ iamInstanceProfile: "nat" }, { cidr: "0.0.0.0/0" }),
        "what only takes its own packets": natScene({ iamInstanceProfile: "nat", sourceDestCheck: true }),
    },
    omitted: {
        associatePublicIpAddress: ["pass", ...instanceScene()],
        "networkInterfaces of a launch template": ["pass", template()],
    },
    unknown: {
        associatePublicIpAddress: ["undetermined", ...instanceScene({ associatePublicIpAddress: UNKNOWN })],
        "what the subnet gives": [
            "pass",
            ...instanceScene({}, { computed: { associatePublicIpAddress: UNKNOWN } }),
        ],
        "that of a launch template": ["undetermined", template(card({ associatePublicIpAddress: UNKNOWN }))],
    },
};

const DEBIAN = "/aws/service/debian/release/13/latest/arm64";
const lookedUp = (ImageParameter: unknown) => ({ tags: { Name: "web", ImageParameter } });
const AMI = "ami-0123456789abcdef0";

const image: CaseTable[string] = {
    compliant: {
        "a publisher's parameter": [template({ imageId: `resolve:ssm:${DEBIAN}` })],
        "one version of it": instanceScene({ ami: `resolve:ssm:${DEBIAN}:57` }),
        "an id that was read from one": [template({ imageId: AMI, ...lookedUp(DEBIAN) })],
        "an instance with an id that was read from one": instanceScene({ ami: AMI, ...lookedUp(DEBIAN) }),
    },
    violating: {
        "an id": instanceScene({ ami: AMI }),
        "an id in a launch template": [template({ imageId: AMI })],
        "somebody's own parameter": [template({ imageId: "resolve:ssm:/hrms/image" })],
        "a parameter with a similar name": [
            template({ imageId: "resolve:ssm:/aws/service/debian/releases/13" }),
        ],
        "an id that was read from somebody's own": [template({ imageId: AMI, ...lookedUp("/hrms/image") })],
        "a wrong parameter, whatever the tag says": [
            template({ imageId: "resolve:ssm:/hrms/image", ...lookedUp(DEBIAN) }),
        ],
        "an empty tag": instanceScene({ ami: AMI, ...lookedUp("") }),
    },
    omitted: {
        imageId: ["fail", template({ imageId: undefined })],
        ami: ["fail", ...instanceScene({ ami: undefined })],
        "ami, which a launch template names": [
            "pass",
            ...instanceScene({ ami: undefined, launchTemplate: { id: UNKNOWN } }),
        ],
        "imageId, in spite of a tag": ["fail", template({ imageId: undefined, ...lookedUp(DEBIAN) })],
    },
    unknown: {
        "an image of the stack's own": ["undetermined", template({ imageId: UNKNOWN })],
        "the tag's value": ["undetermined", ...instanceScene({ ami: AMI, ...lookedUp(UNKNOWN) })],
    },
};

const profile = fixture(types.instanceProfile)();
const withProfile = { references: { iamInstanceProfile: [profile] } };

const instanceProfile: CaseTable[string] = {
    compliant: {
        "an instance": instanceScene({ iamInstanceProfile: "hrms-web" }),
        "a launch template": [
            template({ iamInstanceProfile: { arn: "arn:aws:iam::1:instance-profile/web" } }),
        ],
        "a NAT without": natScene(),
    },
    violating: {
        "an empty name": instanceScene({ iamInstanceProfile: "" }),
        "neither name nor ARN": [template({ iamInstanceProfile: {} })],
    },
    omitted: {
        "that of an instance": ["fail", ...instanceScene({ iamInstanceProfile: undefined })],
        "that of a launch template": ["fail", template({ iamInstanceProfile: undefined })],
        "that of an instance from a launch template": [
            "pass",
            ...instanceScene({ iamInstanceProfile: undefined, launchTemplate: { id: UNKNOWN } }),
        ],
    },
    unknown: {
        "a profile of the stack": [
            "pass",
            ...instanceScene({ iamInstanceProfile: UNKNOWN }, withProfile),
            profile,
        ],
        "a profile of the stack, in a launch template": [
            "pass",
            template({ iamInstanceProfile: UNKNOWN }, withProfile),
            profile,
        ],
        "its ARN": ["pass", template({ iamInstanceProfile: { arn: UNKNOWN } })],
        "what AWS fills in": [
            "fail",
            ...instanceScene(
                { iamInstanceProfile: undefined },
                { computed: { iamInstanceProfile: UNKNOWN } },
            ),
        ],
        "what comes from nowhere": ["undetermined", ...instanceScene({ iamInstanceProfile: UNKNOWN })],
    },
};

/** Without the patches for everyone. */
const unpatched = ([subject, ...others]: Scene): Scene => [
    subject,
    ...others.filter(({ type }) => type !== patches().type),
];
const tagged = { tags: { Application: "hrms" } };
/** With those that the provider adds. */
const tagsAll = { Application: "hrms", Stack: "prod", Owner: "people-systems", DataClass: "confidential" };
const byTag = (key: string, ...values: readonly unknown[]) => ({ targets: [{ key, values }] });
const HRMS = byTag("tag:Application", "hrms");
const own = fixture(types.ssmDocument)();

interface Window {
    readonly window?: Changes;
    readonly task?: Changes;
    readonly target?: Changes;
    /** Of the task. */
    readonly references?: Readonly<Record<string, readonly Resource[]>>;
}

/** A maintenance window with one task and one target. */
function windowOf({ window, task, target = HRMS, references }: Window = {}): readonly Resource[] {
    const open = fixture(types.maintenanceWindow, {}, { computed: { enabled: UNKNOWN } })(window);
    const inWindow = { windowId: [open] };
    const taskOf = fixture(types.maintenanceWindowTask, { taskArn: "AWS-RunPatchBaseline" });
    return [
        open,
        taskOf(task, { references: { ...inWindow, ...references } }),
        fixture(types.maintenanceWindowTarget)(target, { references: inWindow }),
    ];
}

const onInstance = (...others: readonly Resource[]): Scene => [
    ...unpatched(instanceScene(tagged)),
    ...others,
];
const onGroup = (changes: Changes, from: Resource, ...others: readonly Resource[]): Scene => [
    ...unpatched(groupScene(changes, from)),
    ...others,
];
const APPLICATION = { key: "Application", value: "hrms", propagateAtLaunch: true };
const specification = (resourceType: string) => ({
    tagSpecifications: [{ resourceType, tags: { Application: "hrms" } }],
});
const association = (changes: Changes) => patches({ ...HRMS, ...changes });
const [subject] = instanceScene(tagged);
const byId = fixture(types.maintenanceWindowTarget);

const patching: CaseTable[string] = {
    compliant: {
        "a window, by tag": onInstance(...windowOf()),
        "a window, by a tag of the provider": [
            ...unpatched(instanceScene({}, { computed: { tagsAll } })),
            ...windowOf(),
        ],
        "a window, by the name of a tag": onInstance(
            ...windowOf({ target: byTag("tag-key", "Application") }),
        ),
        "a window, by id": onInstance(
            ...windowOf().slice(0, 2),
            byId(byTag("InstanceIds", UNKNOWN), {
                references: { windowId: windowOf().slice(0, 1), targets: [subject] },
            }),
        ),
        "a window with a document of the stack": onInstance(
            ...windowOf({ task: { taskArn: UNKNOWN }, references: { taskArn: [own] } }),
            own,
        ),
        "an association, by tag": onInstance(association({})),
        "an association with a document of the stack": [
            ...onInstance(patches({ ...HRMS, name: UNKNOWN }, { references: { name: [own] } })),
            own,
        ],
        "an association with every host": onInstance(patches()),
        "a group, by a tag that it passes on": onGroup({ tags: [APPLICATION] }, template(), ...windowOf()),
        "a group, by a tag of its template": onGroup({}, template(specification("instance")), ...windowOf()),
        "a template that nothing starts hosts from": [template()],
    },
    violating: {
        "other hosts": onInstance(...windowOf({ target: byTag("tag:Application", "crm") })),
        "hosts with another tag besides": onInstance(
            ...windowOf({
                target: { targets: [...HRMS.targets, { key: "tag:Stack", values: ["prod"] }] },
            }),
        ),
        "another host": onInstance(...windowOf({ target: byTag("InstanceIds", "i-0123456789") })),
        "a kind of target that can't be followed": onInstance(
            ...windowOf({ target: byTag("resource-groups:Name", "hrms") }),
        ),
        "a window that is switched off": onInstance(...windowOf({ window: { enabled: false } })),
        "a window that does something else": onInstance(
            ...windowOf({ task: { taskArn: "AWS-GatherSoftwareInventory" } }),
        ),
        "a window with a task of another one": onInstance(...windowOf({ references: { windowId: [] } })),
        "an association that does something else": onInstance(
            association({ name: "AWS-GatherSoftwareInventory" }),
        ),
        "a group whose tag stays on the group": onGroup(
            { tags: [{ ...APPLICATION, propagateAtLaunch: false }] },
            template(),
            ...windowOf(),
        ),
        "a group whose tag is that of the disks": onGroup(
            {},
            template(specification("volume")),
            ...windowOf(),
        ),
    },
    omitted: {
        "all of it": ["fail", ...onInstance()],
        "the schedule of an association": [
            "fail",
            ...onInstance(association({ scheduleExpression: undefined })),
        ],
        "the targets": ["fail", ...onInstance(...windowOf({ target: { targets: undefined } }))],
        "the tags of a group": ["fail", ...onGroup({}, template(), ...windowOf())],
    },
    unknown: {
        "the tag that is asked for": [
            "undetermined",
            ...unpatched(instanceScene({ tags: { Application: UNKNOWN } })),
            ...windowOf(),
        ],
        "another tag": [
            "pass",
            ...unpatched(instanceScene({ tags: { Application: "hrms", Release: UNKNOWN } })),
            ...windowOf(),
        ],
        "whether the window is open": [
            "undetermined",
            ...onInstance(...windowOf({ window: { enabled: UNKNOWN } })),
        ],
        "the targets": ["undetermined", ...onInstance(...windowOf({ target: { targets: UNKNOWN } }))],
    },
};

const ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA9iA50igrPjNM3P+VbyFg8IcvsgKK0hER99svBk/Ko6";
const ECDSA =
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBMwrZc/Mvn4MyQca+nYZyLdHjL5o5CSIW61HWVm1cR4S" +
    "EyQAy/VK/VUlnqPFa9Ds2TIDH6ZgC1+QuQ+L/Sk2BV4=";

/** A key in the form of OpenSSH: each field with its length before it. */
function openSsh(algorithm: string, ...numbers: readonly Buffer[]): string {
    const fields = [Buffer.from(algorithm), ...numbers].map((field) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(field.length);
        return Buffer.concat([length, field]);
    });
    return `${algorithm} ${Buffer.concat(fields).toString("base64")}`;
}

/** With a modulus of that many bits; a number whose first bit is set has a zero byte before it. */
function rsa(bits: number): string {
    const hex = ((1n << BigInt(bits)) - 1n).toString(16);
    const modulus = Buffer.from(hex.padStart(Math.ceil((bits + 1) / 8) * 2, "0"), "hex");
    return openSsh("ssh-rsa", Buffer.from([1, 0, 1]), modulus);
}

const keyPair = fixture(types.keyPair, { publicKey: ED25519 });
const madeKey = fixture(types.privateKey, { algorithm: "ED25519" });

const pinned = (version: unknown) => groupScene({ launchTemplate: { id: UNKNOWN, version } });
const unpinned = groupScene({ launchTemplate: { id: UNKNOWN } });
const mixed = (specification: object, overrides: readonly object[] = []) =>
    groupScene({
        launchTemplate: undefined,
        mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: specification, overrides } },
    });

export const hostCases: CaseTable = {
    "instance-public-ip-is-declared": publicAddress,
    "instance-image-from-approved-source": image,
    "instance-has-profile": instanceProfile,
    "instance-patching-is-scheduled": patching,
    "instance-termination-protected": {
        compliant: { protected: instanceScene({ disableApiTermination: true }) },
        violating: { unprotected: instanceScene({ disableApiTermination: false }) },
        omitted: { disableApiTermination: ["fail", ...instanceScene({ disableApiTermination: undefined })] },
        unknown: {
            disableApiTermination: ["undetermined", ...instanceScene({ disableApiTermination: UNKNOWN })],
        },
    },
    "launch-template-version-is-pinned": {
        compliant: {
            "a number": pinned("7"),
            "a number, with several types of instances": mixed({ launchTemplateId: UNKNOWN, version: "7" }),
            "a number for each type": mixed({ version: "7" }, [
                { instanceType: "m7g.large" },
                { launchTemplateSpecification: { version: "3" } },
            ]),
        },
        violating: {
            newest: pinned("$Latest"),
            default: pinned("$Default"),
            "newest, with several types of instances": mixed({ version: "$Latest" }),
            "newest of one type": mixed({ version: "7" }, [
                { launchTemplateSpecification: { version: "$Latest" } },
            ]),
        },
        omitted: {
            version: ["fail", ...unpinned],
            "the template": ["pass", ...groupScene({ launchTemplate: undefined })],
            "version, with several types of instances": ["fail", ...mixed({ launchTemplateId: UNKNOWN })],
        },
        unknown: {
            "version, which is a new one": ["pass", ...pinned(UNKNOWN)],
            "the template": ["undetermined", ...groupScene({ launchTemplate: UNKNOWN })],
        },
    },
    "ssh-key-is-imported-public-key": {
        compliant: {
            Ed25519: [keyPair()],
            "Ed25519 with a comment": [keyPair({ publicKey: `${ED25519} ada@example.com\n` })],
            "RSA, 3072 bits": [keyPair({ publicKey: rsa(3072) })],
            "RSA, 4096 bits": [keyPair({ publicKey: rsa(4096) })],
        },
        violating: {
            "RSA, 3071 bits": [keyPair({ publicKey: rsa(3071) })],
            "RSA, 2048 bits": [keyPair({ publicKey: rsa(2048) })],
            ECDSA: [keyPair({ publicKey: ECDSA })],
            "RSA that calls itself Ed25519": [
                keyPair({ publicKey: rsa(4096).replace("ssh-rsa", "ssh-ed25519") }),
            ],
            "a short Ed25519 key": [keyPair({ publicKey: openSsh("ssh-ed25519", Buffer.alloc(31)) })],
            "a long RSA key that is cut off": [keyPair({ publicKey: rsa(8192).slice(0, -400) })],
            "RSA without a modulus": [keyPair({ publicKey: openSsh("ssh-rsa", Buffer.from([3])) })],
            "a key that is cut off": [keyPair({ publicKey: ED25519.slice(0, -8) })],
            "no key": [keyPair({ publicKey: "ssh-ed25519" })],
        },
        omitted: { publicKey: ["fail", keyPair({ publicKey: "" })] },
        unknown: { publicKey: ["undetermined", keyPair({ publicKey: UNKNOWN })] },
    },
    "private-key-not-in-state": {
        compliant: { "an imported key": [keyPair()], "another resource, beside": [keyPair(), template()] },
        violating: { "a key made by the program": [madeKey()] },
        omitted: { "the key pair that it is for": ["fail", madeKey()] },
        unknown: { "everything of it": ["fail", madeKey({ algorithm: UNKNOWN })] },
    },
};
