import { suiteUnless } from "../../support/tools";
import { whyNoMachines } from "../bench/needed";

/** A suite that boots machines: on Linux, as root, and elsewhere skipped with the reason in its title. */
export function machineSuite(title: string, tests: () => void): void {
    suiteUnless(whyNoMachines(), title, tests);
}
