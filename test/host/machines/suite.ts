import { buildImages, type ImageName } from "../../../lab/image";
import { whyNoMachines } from "../../../lab/needed";
import { suiteUnless } from "../../support/suites";

/** The first suite on a machine builds the images, which downloads some 300 MB. */
const BUILD_TIMEOUT_MS = 1_800_000;

/** A suite that boots machines. Without Linux or root it is skipped, and its title says why. */
export function machineSuite(title: string, tests: () => void): void {
    suiteUnless(whyNoMachines(), title, () => {
        needsImages("golden");
        tests();
    });
}

/** Builds images before the first test. Call it where a suite needs more than the one that hosts boot from. */
export function needsImages(...names: readonly ImageName[]): void {
    beforeAll(() => buildImages(names), BUILD_TIMEOUT_MS);
}
