/** The checklist, read once: every line of `checklist.md` with its id and the evidence it wants. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ChecklistItem, joinItems } from "./join";
import { parseChecklist } from "./parse";

export const checklist: readonly ChecklistItem[] = joinItems(
    parseChecklist(readFileSync(join(__dirname, "checklist.md"), "utf8")),
);
