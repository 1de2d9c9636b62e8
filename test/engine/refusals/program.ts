import { allCases } from "./index";
import { nameOfCase } from "./runner";

// The Pulumi program of the refusal tests: every case in one stack.
allCases.forEach(({ program, accepted }, at) => {
    program(nameOfCase(at));
    accepted?.(`valid${at}`);
});
