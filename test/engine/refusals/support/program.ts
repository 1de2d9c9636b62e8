import { allCases } from ".";
import { namesOf } from "./runner";

// The Pulumi program of the refusal tests: every case in one stack.
const names = namesOf(allCases);
allCases.forEach(({ program }, at) => program(names[at] ?? ""));
