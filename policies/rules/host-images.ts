import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { texts, type Values } from "../settings";
import { decide, faultIf, type Findings, isSet, unseen } from "../verdict";

/**
 * A policy sees the id of an image, but not where the program found it, because lookups leave no trace in the stack.
 * So a program that looks up the newest image names the publisher's parameter in this tag. A test of the program
 * should compare the tag with the lookup (here `test/unit/components/hosts.test.ts`).
 */
const LOOKUP_TAG = "ImageParameter";

const sources = {
    approvedParameterPrefixes: texts(
        "Prefixes of the Systems Manager parameters that hold image ids. Only a publisher can write below them",
        // Only AWS and its approved publishers can write below /aws/:
        // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
        [
            // https://wiki.debian.org/Cloud/AmazonEC2Image/Trixie
            "/aws/service/debian/release/",
            // https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/
            "/aws/service/canonical/ubuntu/",
            "/aws/service/ami-amazon-linux-latest/",
            "/aws/service/ecs/optimized-ami/",
            "/aws/service/eks/optimized-ami/",
            "/aws/service/bottlerocket/",
        ],
        "^/.+/$",
    ),
    approvedAmis: texts(
        "Ids of images that somebody has checked. If the list is not empty, any other id is a fault",
        [],
        "^ami-[0-9a-f]+$",
    ),
};

interface Host {
    readonly image: () => string | undefined;
    readonly tags: () => Readonly<Record<string, string>> | undefined;
}

function judgeImage({ image, tags }: Host, property: string, settings: Values<typeof sources>): Findings {
    const { approvedAmis, approvedParameterPrefixes } = settings;
    const isApproved = (parameter = "") =>
        approvedParameterPrefixes.some((prefix) => parameter.startsWith(prefix));
    return decide(() => {
        const id = image() ?? "";
        // Read at each launch.
        const parameter = /^resolve:ssm:(.*)$/.exec(id)?.[1];
        if (parameter !== undefined) {
            return faultIf(
                `${property} names a parameter that is not approved`,
                () => !isApproved(parameter),
            );
        }
        if (approvedAmis.includes(id)) return [];
        const source = tags()?.[LOOKUP_TAG];
        if (isApproved(source)) return [];
        if (source !== undefined || approvedAmis.length > 0 || id === "") {
            const fault = `${property} is not an approved id, and does not come from an approved parameter`;
            return [{ outcome: "failed", fault }];
        }
        return unseen(`Who published the image that ${property} names`);
    });
}

export const imageFromApprovedSource = resourcePolicy({
    name: "instance-image-from-approved-source",
    checklist: "setup.server.os-updated",
    severity: "high",
    // An image that the stack itself makes has no id before the update.
    onUnknown: "defer",
    requires: "Hosts start from an image of a known publisher, or from one that somebody has checked.",
    otherwise: "Anyone can publish an image named Debian, and put anything into it.",
    remedy:
        "Use resolve:ssm:<parameter of the publisher>, or an id in this policy's setting approvedAmis. A program that " +
        `reads the parameter itself must name it in the tag ${LOOKUP_TAG}.`,
    settings: sources,
    rules: [
        on(types.instance, ({ props }, settings: Values<typeof sources>) =>
            // Otherwise the template names the image, and the policy judges the template.
            isSet(props, "launchTemplate") && !isSet(props, "ami")
                ? []
                : judgeImage({ image: () => props.ami, tags: () => props.tags }, "ami", settings),
        ),
        on(types.launchConfiguration, ({ props }, settings: Values<typeof sources>) =>
            judgeImage({ image: () => props.imageId, tags: () => undefined }, "imageId", settings),
        ),
        on(types.launchTemplate, ({ props }, settings: Values<typeof sources>) =>
            // Otherwise an instance names the image, which the policy judges, or EKS and Batch use AWS's image.
            !isSet(props, "imageId")
                ? []
                : judgeImage({ image: () => props.imageId, tags: () => props.tags }, "imageId", settings),
        ),
    ],
});
