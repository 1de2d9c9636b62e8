/** Traps: what real projects do, as a change of the clean project, and exactly what is found. */
import { CODE, LOGINS } from "./code";
import { BACKGROUND, FILES } from "./files";
import { PROJECT } from "./project";
import { ENVIRONMENT, REQUIREMENTS } from "./requirements";
import type { Trap } from "./trap";

export const TRAPS: readonly Trap[] = [
    ["nothing", {}, []],
    ...PROJECT,
    ...REQUIREMENTS,
    ...ENVIRONMENT,
    ...CODE,
    ...LOGINS,
    ...FILES,
    ...BACKGROUND,
];
