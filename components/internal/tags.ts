import type { Settings } from "../../config";

/**
 * Tags of every resource of the stack. The provider sets them by default. Auto Scaling Groups and whatever a launch
 * template launches do not get default tags, so their components set them.
 */
export function stackTags({ owner, stack }: Pick<Settings, "owner" | "stack">): Record<string, string> {
    return {
        Application: "hrms",
        Stack: stack,
        Owner: owner,
        DataClass: "confidential",
        ManagedBy: "pulumi",
    };
}
