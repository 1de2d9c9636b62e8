/** Where Inspector's deep inspection looks for packages, besides its own places. */
import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { z } from "zod";
import { callInspector } from "../../internal/aws-call";

/**
 * Where hosts put releases, each with its virtual environment (host/root/opt/hrms/release/places.py). Inspector scans the
 * folder with all below it. It is a real one: nothing says that Inspector follows links, such as /srv/hrms/current.
 * https://docs.aws.amazon.com/inspector/latest/user/deep-inspection.html#deep-inspection-paths
 */
export const RELEASES = "/srv/hrms/releases";

/** The environment variables in which the stack's program passes its region and the path to `main.ts`. */
export const VARIABLES = { region: "AWS_REGION", path: "INSPECTION_PATH" } as const;

/** Paths that an account has in a region. The same page. */
const MAX_PATHS = 5;

const ANSWER = z.object({
    packagePaths: z.array(z.string()).default([]),
    status: z.string().optional(),
    errorMessage: z.string().nullish(),
});

type Client = Pick<AutoScalingClient, "config">;

/**
 * Adds the path to those that the account has in the region, and keeps the others. Returns what it did, in words. Throws an
 * Error if Inspector refuses, or if the account has five paths already.
 */
export async function ensurePath(path: string, client: Client): Promise<string> {
    const { packagePaths } = await ask(client, "get");
    if (packagePaths.includes(path)) {
        return `Inspector scans ${path} already`;
    }
    if (packagePaths.length >= MAX_PATHS) {
        throw new Error(
            `Inspector scans ${packagePaths.join(", ")}, and takes ${MAX_PATHS} paths at most. It does not see the packages of ` +
                `releases without ${path}. Remove a path that nobody needs: ` +
                "aws inspector2 update-ec2-deep-inspection-configuration --package-paths PATH PATH",
        );
    }
    const { errorMessage, status } = await ask(client, "update", {
        activateDeepInspection: true,
        packagePaths: [...packagePaths, path],
    });
    if (status === "FAILED") {
        throw new Error(`Inspector did not take the path ${path}: ${errorMessage ?? "it gives no reason"}`);
    }
    return `Inspector scans ${path}`;
}

/** https://docs.aws.amazon.com/inspector/v2/APIReference/API_UpdateEc2DeepInspectionConfiguration.html */
async function ask(client: Client, what: "get" | "update", input?: object): Promise<z.infer<typeof ANSWER>> {
    const response = await callInspector(client, `/ec2deepinspectionconfiguration/${what}`, input);
    const text = await response.text();
    if (!response.ok) {
        throw new Error(
            `Inspector refuses to ${what} the paths of its deep inspection (HTTP ${response.status}): ${text}`,
        );
    }
    return ANSWER.parse(JSON.parse(text));
}
