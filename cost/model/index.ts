/** What each type of resource costs: every type of the stack is in one of these tables, or in `free.ts`. */
import type { PriceOf } from "./context";
import { DATA } from "./data";
import { HOSTS } from "./hosts";
import { NETWORK } from "./network";
import { WATCH } from "./watch";

export const PRICED: Readonly<Record<string, PriceOf>> = { ...HOSTS, ...NETWORK, ...DATA, ...WATCH };
