import { RefusalCase } from "./case";
import { cases as random } from "./random";

/** Every case, by service: a new file in this folder is added here. */
export const allCases: readonly RefusalCase[] = [...random];
