import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { texts, type Values } from "../settings";
import { decide, faultIf, type Findings, isSet } from "../verdict";

/**
 * A policy sees an image's id, not where the program found it: lookups leave no trace in the stack. So a program that
 * looks up the newest image says in this tag which of its publisher's parameters it read. That is the program's word,
 * to be held against the lookup by a test of the program (here `test/unit/components/hosts.test.ts`).
 */
const LOOKUP_TAG = "ImageParameter";

const sources = {
    approvedParameterPrefixes: texts(
        "Beginnings of the names of Systems Manager parameters that hold ids of images; only a publisher can write them",
        // https://wiki.debian.org/Cloud/AmazonEC2Image/Trixie
        ["/aws/service/debian/release/"],
        "^/.+/$",
    ),
    approvedAmis: texts("Ids of images that somebody has checked", [], "^ami-[0-9a-f]+$"),
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
        return faultIf(
            `${property} is an id that is not approved, and no tag names an approved parameter that it was read from`,
            () => id === "" || !isApproved(tags()?.[LOOKUP_TAG]),
        );
    });
}

export const imageFromApprovedSource = resourcePolicy({
    name: "instance-image-from-approved-source",
    checklist: "setup.server.os-updated",
    severity: "high",
    // An image that the stack itself makes has no id before.
    onUnknown: "defer",
    requires: "Hosts start from an image of a known publisher, or from one that somebody has checked.",
    otherwise: "Anyone may publish an image that is called Debian, with whatever else he put into it.",
    remedy:
        "Take resolve:ssm:<parameter of the publisher>, or an id of this policy's setting approvedAmis. A program that " +
        `reads the parameter itself names it in the tag ${LOOKUP_TAG}.`,
    equivalents: ["checkov:CKV_AWS_386", "trivy:AWS-0344"],
    settings: sources,
    rules: [
        on(types.instance, ({ props }, settings: Values<typeof sources>) =>
            // Else the template names the image, and is judged itself.
            isSet(props, "launchTemplate") && !isSet(props, "ami")
                ? []
                : judgeImage({ image: () => props.ami, tags: () => props.tags }, "ami", settings),
        ),
        on(types.launchTemplate, ({ props }, settings: Values<typeof sources>) =>
            judgeImage({ image: () => props.imageId, tags: () => props.tags }, "imageId", settings),
        ),
    ],
});
