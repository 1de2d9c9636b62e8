/** The pack's only tie to the checklist: everything else here is about AWS. */
import lines from "./checklist-lines.json";

/** The id of one line of the checklist; the compiler refuses any other string. */
export type ChecklistId = keyof typeof lines;

export const CHECKLIST_NAME = "Django HRMS deployment checklist";

/** The item in the checklist's own words. */
export function checklistText(id: ChecklistId): string {
    return lines[id];
}
