import { isNat } from "../aws/hosts";
import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { decide, each, faultIf, type Findings, isSet, surely } from "../verdict";

/** The addresses that are given to an instance: by its id, by that of its own network interface, or by one it was given. */
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
    requires: "Hosts have no public address, but for a NAT that no public address can connect to.",
    otherwise:
        "A host with one is a single security group rule away from the internet, past the load balancer and its WAF.",
    remedy:
        "Put the host into a private subnet behind the load balancer. A NAT is known by sourceDestCheck = false and by " +
        "the route that leads to it; anything else needs a signed deviation.",
    equivalents: ["checkov:CKV_AWS_88", "fsbp:EC2.9", "fsbp:EC2.25", "trivy:AWS-0009"],
    rules: [
        on(types.instance, (instance, stack) => {
            const { props } = instance;
            if (surely(() => isNat(instance, stack))) return [];
            return [
                ...faultIf("An Elastic IP belongs to the host", () => hasElasticIp(instance, stack)),
                ...faultIf("associatePublicIpAddress is true", () => {
                    // Left out, AWS fills it in, by what the subnet does: unknown until then.
                    const isPublic = () => props.associatePublicIpAddress === true;
                    return stack.gives(instance, "associatePublicIpAddress") ? isPublic() : surely(isPublic);
                }),
            ];
        }),
        on(types.launchTemplate, ({ props }) =>
            each(
                () => props.networkInterfaces,
                ({ associatePublicIpAddress }, index) =>
                    faultIf(
                        `networkInterfaces[${index}].associatePublicIpAddress is true`,
                        // A string in launch templates, unlike elsewhere.
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
    requires: "Hosts of the application have a role of their own.",
    otherwise:
        "Without one, somebody puts an access key on the host that never expires, and the next backup holds it.",
    remedy: "Set iamInstanceProfile to a profile whose role allows what the host needs, and no more.",
    equivalents: ["checkov:CKV2_AWS_41", "cis-aws-7.0:2.16", "fsbp:SSM.1"],
    rules: [
        on(types.instance, (instance, stack) => {
            // A template brings its own, and is judged itself. A NAT asks AWS for nothing: no role is the least one.
            const hasOther = stack.gives(instance, "launchTemplate") || surely(() => isNat(instance, stack));
            return hasOther ? [] : judgeProfile(instance, stack);
        }),
        on(types.launchTemplate, judgeProfile),
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
    requires: "A host that no Auto Scaling Group replaces can't be terminated by one call.",
    otherwise:
        "Somebody who tidies up ends the host that everyone's requests go through, and nothing starts another.",
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
        "With $Latest, a host that replaces another at night boots a template that nobody has tried, and there is no " +
        "version to go back to.",
    remedy: "Set the version to the template's latestVersion, as a string.",
    equivalents: [],
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

/** Left out, the version is $Default. One that is unknown yet is the number of a version that is made now. */
function judgeVersion(template: () => TemplateReference | undefined, place: string): Findings {
    return decide(() => {
        const reference = template();
        if (reference === undefined) return [];
        const isLoose = surely(() => !/^\d+$/.test(reference.version ?? ""));
        return isLoose ? [{ outcome: "fail", fault: `${place}.version is no number` }] : [];
    });
}
