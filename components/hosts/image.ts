import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { newestDebian } from "../internal/debian-image";

export interface HostImage {
    readonly id: pulumi.Input<string>;
    /** Debian's public parameter that the id was read from; undefined for an image of your own. */
    readonly source?: string;
}

/**
 * The image of the hosts: `amiId`, or the one that was Debian's newest when the stack was made, or when `debianImageDate` was
 * changed. A parameter of the stack keeps it, because Debian publishes an image every few weeks, and any `up` would then
 * replace every host. Hosts install their updates themselves, so an older image is not an insecure one.
 */
export function hostImage(
    name: string,
    {
        amiId,
        architecture,
        debianImageDate,
        stack,
    }: Pick<Settings, "amiId" | "architecture" | "debianImageDate" | "stack">,
    opts: pulumi.CustomResourceOptions,
): HostImage {
    if (amiId !== undefined) return { id: amiId };
    const source = newestDebian(architecture);
    const newest = aws.ssm.getParameterOutput({ name: source }, { parent: opts.parent });
    const taken = debianImageDate ?? "first";
    const kept = new aws.ssm.Parameter(
        `${name}-${architecture}-${taken}`,
        {
            name: `/hrms/${stack}/image/${architecture}/${taken}`,
            description: "Image of the hosts. To take Debian's newest one, set hrms:debianImageDate to today",
            type: "String",
            // Pulumi treats the value of every parameter as a secret. A preview must show a new image.
            insecureValue: pulumi.unsecret(newest.value),
        },
        { ...opts, ignoreChanges: ["insecureValue"] },
    );
    return { id: kept.insecureValue, source };
}
