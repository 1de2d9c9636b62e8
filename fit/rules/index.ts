/** All rules, in the order in which findings of one severity are printed. */
import type { Rule } from "../rule";
import { BACKGROUND } from "./background";
import { CODE } from "./code";
import { ENVIRONMENT } from "./environment";
import { FILES } from "./files";
import { PROJECT } from "./project";
import { REQUIREMENTS } from "./requirements";

export const RULES: readonly Rule[] = [
    ...PROJECT,
    ...REQUIREMENTS,
    ...ENVIRONMENT,
    ...CODE,
    ...FILES,
    ...BACKGROUND,
];
