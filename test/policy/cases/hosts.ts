import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { UNKNOWN } from "../harness";
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
/** A NAT instance has an address and no role. */
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
const profile = fixture(types.instanceProfile)();
const withProfile = { references: { iamInstanceProfile: [profile] } };
const pinned = (version: unknown) => groupScene({ launchTemplate: { id: UNKNOWN, version } });
const unpinned = groupScene({ launchTemplate: { id: UNKNOWN } });
const mixed = (specification: object, overrides: readonly object[] = []) =>
    groupScene({
        launchTemplate: undefined,
        mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: specification, overrides } },
    });

export const cases: CaseTable = {
    "instance-public-ip-is-declared": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a private instance": instanceScene({ associatePublicIpAddress: false }),
            "a private launch template": [template(card({ associatePublicIpAddress: "false" }))],
            "a NAT instance": natScene(),
            "a NAT instance whose address AWS assigns": natScene({ associatePublicIpAddress: true }),
            "an Elastic IP of something else": [
                ...instanceScene(),
                fixture(types.elasticIp)(),
            ] as unknown as Scene,
        },
        violating: {
            "an instance with a public address": instanceScene({ associatePublicIpAddress: true }),
            "a launch template with a public address": [template(card({ associatePublicIpAddress: "true" }))],
            "a public address on the second interface of a launch template": [
                template({
                    networkInterfaces: [
                        { associatePublicIpAddress: "false" },
                        { associatePublicIpAddress: "true" },
                    ],
                }),
            ],
            "an Elastic IP on the instance": addressed(types.elasticIp, "instance"),
            "an Elastic IP on the instance's interface": addressed(types.elasticIp, "networkInterface"),
            "an Elastic IP associated with the instance": addressed(types.elasticIpAssociation, "instanceId"),
            "an Elastic IP associated with the instance's interface": addressed(
                types.elasticIpAssociation,
                "networkInterfaceId",
            ),
            "an Elastic IP on an attached interface": [
                ofOwnInterface,
                eni,
                fixture(types.elasticIp)({}, { references: { networkInterface: [eni] } }),
                patches(),
                ...alarmsOn(ofOwnInterface),
            ],
            "a NAT instance without a route to it": natScene(
                { iamInstanceProfile: "nat" },
                { routed: false },
            ),
            "a NAT instance that the world can reach": natScene(
                { iamInstanceProfile: "nat" },
                { cidr: "0.0.0.0/0" },
            ),
            "a NAT instance that forwards no packets": natScene({
                iamInstanceProfile: "nat",
                sourceDestCheck: true,
            }),
        },
        omitted: {
            associatePublicIpAddress: ["pass", ...instanceScene()],
            "networkInterfaces of a launch template": ["pass", template()],
        },
        unknown: {
            associatePublicIpAddress: [
                "undetermined",
                ...instanceScene({ associatePublicIpAddress: UNKNOWN }),
            ],
            "the address that the subnet assigns": [
                "pass",
                ...instanceScene({}, { computed: { associatePublicIpAddress: UNKNOWN } }),
            ],
            "the address of a launch template": [
                "undetermined",
                template(card({ associatePublicIpAddress: UNKNOWN })),
            ],
        },
    },
    "instance-has-profile": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "an instance with a profile": instanceScene({ iamInstanceProfile: "hrms-web" }),
            "a launch template with a profile": [
                template({ iamInstanceProfile: { arn: "arn:aws:iam::1:instance-profile/web" } }),
            ],
            "a NAT instance without a profile": natScene(),
        },
        violating: {
            "a profile with an empty name": instanceScene({ iamInstanceProfile: "" }),
            "a profile without a name or an ARN": [template({ iamInstanceProfile: {} })],
        },
        omitted: {
            "the profile of an instance": ["fail", ...instanceScene({ iamInstanceProfile: undefined })],
            "the profile of a launch template": ["fail", template({ iamInstanceProfile: undefined })],
            "the profile of an instance from a launch template": [
                "pass",
                ...instanceScene({ iamInstanceProfile: undefined, launchTemplate: { id: UNKNOWN } }),
            ],
        },
        unknown: {
            "the name of the stack's profile": [
                "pass",
                ...instanceScene({ iamInstanceProfile: UNKNOWN }, withProfile),
                profile,
            ],
            "the name of the stack's profile in a launch template": [
                "pass",
                template({ iamInstanceProfile: UNKNOWN }, withProfile),
                profile,
            ],
            "the profile's ARN": ["pass", template({ iamInstanceProfile: { arn: UNKNOWN } })],
            "the profile that AWS fills in": [
                "fail",
                ...instanceScene(
                    { iamInstanceProfile: undefined },
                    { computed: { iamInstanceProfile: UNKNOWN } },
                ),
            ],
            "a profile of unknown origin": [
                "undetermined",
                ...instanceScene({ iamInstanceProfile: UNKNOWN }),
            ],
        },
    },
    "instance-termination-protected": {
        is: ["mandatory", "low", "deny"],
        compliant: { "a protected instance": instanceScene({ disableApiTermination: true }) },
        violating: { "an unprotected instance": instanceScene({ disableApiTermination: false }) },
        omitted: { disableApiTermination: ["fail", ...instanceScene({ disableApiTermination: undefined })] },
        unknown: {
            disableApiTermination: ["undetermined", ...instanceScene({ disableApiTermination: UNKNOWN })],
        },
    },
    "launch-template-version-is-pinned": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a version number": pinned("7"),
            "a version number with several instance types": mixed({
                launchTemplateId: UNKNOWN,
                version: "7",
            }),
            "a version number for each instance type": mixed({ version: "7" }, [
                { instanceType: "m7g.large" },
                { launchTemplateSpecification: { version: "3" } },
            ]),
        },
        violating: {
            "the version $Latest": pinned("$Latest"),
            "the version $Default": pinned("$Default"),
            "the version $Latest with several instance types": mixed({ version: "$Latest" }),
            "the version $Latest for one instance type": mixed({ version: "7" }, [
                { launchTemplateSpecification: { version: "$Latest" } },
            ]),
        },
        omitted: {
            version: ["fail", ...unpinned],
            "the launch template": ["pass", ...groupScene({ launchTemplate: undefined })],
            "version with several instance types": ["fail", ...mixed({ launchTemplateId: UNKNOWN })],
        },
        unknown: {
            "the number of a new version": ["pass", ...pinned(UNKNOWN)],
            "the launch template": ["undetermined", ...groupScene({ launchTemplate: UNKNOWN })],
        },
    },
};
