import type { Settings } from "../../config";

/**
 * Tags of everything that the stack makes. The provider sets them by default; what its default tags do not reach,
 * Auto Scaling Groups and what a launch template launches, is given them by its component.
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
