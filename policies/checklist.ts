/** The pack's only tie to the checklist: everything else here is about AWS. */
import { checklist } from "../checklist";
import type { ChecklistId } from "../checklist/items";

export type { ChecklistId };

export const CHECKLIST_NAME = "Django HRMS deployment checklist";

const textById = new Map(checklist.map(({ id, text }) => [id, text]));

/** The item in the checklist's own words. */
export function checklistText(id: ChecklistId): string {
    const text = textById.get(id);
    if (text === undefined) throw new Error(`checklist.md has no line for ${id}`);
    return text;
}
