import { isNat } from "../aws/hosts";
import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { decide, each, faultIf, type Findings, isSet, surely } from "../verdict";

/** The public addresses that refer to an instance, to its network interface, or to an attached interface. */
function hasElasticIp(instance: Resource, stack: Stack): boolean {
    const interfaces = stack.referred(instance, "networkInterfaces", types.networkInterface);
    return [instance, ...interfaces].some((target) =>
        [
            stack.referring(types.elasticIp, "instance", target),
            stack.referring(types.elasticIp, "networkInterface", target),
            stack.referring(types.elasticIpAssociation, "instanceId", target),
            stack.referring(types.elasticIpAssociation, "networkInterfaceId", target),
        ].some((found) => found.length > 0),
    );
}

export const publicAddressDeclared = stackPolicy({
    name: "instance-public-ip-is-declared",
    checklist: "security.server.firewall",
    severity: "high",
    onUnknown: "deny",
    requires: "Hosts have no public address, except a NAT instance that no public address can connect to.",
    otherwise:
        "A host with a public address is one security group rule away from the internet, without the load balancer and its WAF in front.",
    remedy:
        "Put the host into a private subnet behind the load balancer. A NAT instance has sourceDestCheck = false and a " +
        "route that leads to it. Any other host needs a signed deviation.",
    equivalents: ["checkov:CKV_AWS_88", "fsbp:EC2.9", "fsbp:EC2.25", "trivy:AWS-0009"],
    rules: [
        on(types.instance, (instance, stack) => {
            const { props } = instance;
            if (surely(() => isNat(instance, stack))) return [];
            return [
                ...faultIf("An Elastic IP belongs to the host", () => hasElasticIp(instance, stack)),
                ...faultIf("associatePublicIpAddress is true", () => {
                    // Without it, the subnet decides, and AWS fills it in.
                    const isPublic = () => props.associatePublicIpAddress === true;
                    return stack.gives(instance, "associatePublicIpAddress") ? isPublic() : surely(isPublic);
                }),
            ];
        }),
        on(types.launchConfiguration, ({ props }) =>
            faultIf("associatePublicIpAddress is true", () => props.associatePublicIpAddress === true),
        ),
        on(types.launchTemplate, ({ props }) =>
            each(
                () => props.networkInterfaces,
                ({ associatePublicIpAddress }, index) =>
                    faultIf(
                        `networkInterfaces[${index}].associatePublicIpAddress is true`,
                        // A launch template takes a string here.
                        () => associatePublicIpAddress === "true",
                    ),
            ),
        ),
    ],
});

export const hasInstanceProfile = stackPolicy({
    name: "instance-has-profile",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "deny",
    requires: "Application hosts have their own role.",
    otherwise:
        "Without a role, somebody puts a permanent access key on the host, and the next backup contains it.",
    remedy: "Set iamInstanceProfile to a profile whose role allows what the host needs, and no more.",
    equivalents: ["checkov:CKV2_AWS_41", "cis-aws-7.0:2.16", "fsbp:SSM.1"],
    rules: [
        on(types.instance, (instance, stack) => {
            // The policy judges a template separately. A NAT instance makes no AWS calls, so it needs no role.
            const hasOther = stack.gives(instance, "launchTemplate") || surely(() => isNat(instance, stack));
            return hasOther ? [] : judgeProfile(instance, stack);
        }),
        on(types.launchTemplate, judgeProfile),
        on(types.launchConfiguration, judgeProfile),
    ],
});

function judgeProfile(
    host: Resource & { readonly props: { iamInstanceProfile?: unknown } },
    stack: Stack,
): Findings {
    return faultIf("iamInstanceProfile is left out", () => {
        if (!stack.gives(host, "iamInstanceProfile") || !isSet(host.props, "iamInstanceProfile")) return true;
        if (stack.referred(host, "iamInstanceProfile", types.instanceProfile).length > 0) return false;
        const profile = host.props.iamInstanceProfile;
        // In a launch template it is { name } or { arn }.
        return typeof profile === "object" && profile !== null && !("name" in profile) && !("arn" in profile);
    });
}

export const terminationProtected = resourcePolicy({
    name: "instance-termination-protected",
    checklist: "setup.server.provisioned",
    severity: "low",
    onUnknown: "deny",
    requires: "A single call can't terminate a host that no Auto Scaling Group replaces.",
    otherwise: "Somebody who cleans up terminates the host that serves everyone, and nothing starts another.",
    remedy: "Set disableApiTermination to true, and forceDestroy to true so that Pulumi itself can still replace the host.",
    equivalents: ["cdk-nag:EC29"],
    rules: [
        on(types.instance, ({ props }) =>
            faultIf("disableApiTermination is not true", () => props.disableApiTermination !== true),
        ),
    ],
});

interface TemplateReference {
    readonly version?: string;
}

export const templateVersionPinned = resourcePolicy({
    name: "launch-template-version-is-pinned",
    checklist: "setup.server.provisioned",
    severity: "medium",
    onUnknown: "deny",
    requires: "Auto Scaling Groups launch one numbered version of their launch template.",
    otherwise:
        "With $Latest, a replacement host boots an untested template in the middle of the night, and there is no " +
        "version to roll back to.",
    remedy: "Set the version to the template's latestVersion, as a string.",
    rules: [
        on(types.autoScalingGroup, ({ props }) => [
            ...judgeVersion(() => props.launchTemplate, "launchTemplate"),
            ...judgeVersion(
                () => props.mixedInstancesPolicy?.launchTemplate.launchTemplateSpecification,
                "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification",
            ),
            ...each(
                () => props.mixedInstancesPolicy?.launchTemplate.overrides,
                ({ launchTemplateSpecification }, index) =>
                    judgeVersion(
                        () => launchTemplateSpecification,
                        `mixedInstancesPolicy.launchTemplate.overrides[${index}].launchTemplateSpecification`,
                    ),
            ),
        ]),
    ],
});

/** Without a version, AWS uses $Default. An unknown version is the number of a version that this update makes. */
function judgeVersion(template: () => TemplateReference | undefined, place: string): Findings {
    return decide(() => {
        const reference = template();
        if (reference === undefined) return [];
        const isLoose = surely(() => !/^\d+$/.test(reference.version ?? ""));
        return isLoose ? [{ outcome: "failed", fault: `${place}.version is not a number` }] : [];
    });
}
