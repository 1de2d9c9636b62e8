import { allCases } from "./index";
import { nameOfCase } from "./runner";

// The Pulumi program of the refusal tests: every case in one stack.
allCases.forEach(({ program }, at) => program(nameOfCase(at)));
