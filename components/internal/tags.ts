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

/**
 * Tag of the database with the setting `databaseStorageGib`, in GiB. RDS only tells the size, which grows by itself, so a
 * smaller setting could not be told from one that is as it was.
 */
export const STORAGE_TAG = "hrms:database-storage-gib";
