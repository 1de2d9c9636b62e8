/** What a trap is, and the places in the clean project that traps change. */
import type { Changes } from "../project";

export type Trap = readonly [trap: string, changes: Changes, findings: readonly string[]];

export const SETTINGS = "office/settings.py";
export const VIEWS = "staff/views.py";
export const PAGE = "staff/templates/staff/index.html";
export const setting = (text: string): Changes => ({ [SETTINGS]: { more: `${text}\n` } });
export const view = (text: string): Changes => ({ [VIEWS]: { more: `\n\n${text}\n` } });
export const requirement = (line: string): Changes => ({ "requirements.txt": { more: `${line}\n` } });
export const urls = (line: string): Changes => ({ "office/urls.py": { more: `${line}\n` } });

/** Lines of the clean files, after which a change begins. */
const IN_SETTINGS = 33;
const IN_VIEWS = 15;
const IN_URLS = 11;

export const atSetting = (line = 1): string => `${SETTINGS}:${IN_SETTINGS + line}`;
export const atView = (line = 1): string => `${VIEWS}:${IN_VIEWS + 2 + line}`;
export const atUrls = (line = 1): string => `office/urls.py:${IN_URLS + line}`;

export const SQLITE = Buffer.from("SQLite format 3\0 and pages");
export const WINDOWS = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from("Django==5.2.19\r\nmysqlclient==2.3.1\r\n", "utf16le"),
]);
