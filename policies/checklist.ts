/** The pack's only connection to the checklist. Everything else here is about AWS. */
import lines from "./checklist-lines.json";

/** The id of one line of the checklist. The compiler refuses any other string. */
export type ChecklistId = keyof typeof lines;

export const CHECKLIST_NAME = "Django HRMS deployment checklist";

/** One line of the checklist. */
export interface ChecklistItem {
    readonly id: string;
    readonly section: string;
    readonly subsection: string;
    readonly text: string;
}

/** All lines, in their order. */
export const checklist: readonly ChecklistItem[] = Object.entries(lines).map(([id, line]) => ({
    id,
    ...line,
}));

/** The item in the checklist's own words. */
export function checklistText(id: ChecklistId): string {
    return lines[id].text;
}
