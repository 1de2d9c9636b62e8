import * as types from "../../../policies/resource-types";
import { fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { accountWatch } from "../sound-account";

export const trail = fixture(types.trail, {
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    kmsKeyId: UNKNOWN,
    cloudWatchLogsGroupArn: UNKNOWN,
});
export const detector = fixture(types.detector, { enable: true });
export const recorder = fixture(types.configurationRecorder, { recordingGroup: { allSupported: true } });
export const status = fixture(
    types.configurationRecorderStatus,
    { isEnabled: true },
    { references: { name: [recorder()] } },
);
/** A whole stack with everything that watches its account. */
export const watchedAccount: readonly Resource[] = [
    trail(),
    detector(),
    recorder(),
    status(),
    ...accountWatch,
];
