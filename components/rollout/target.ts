import { readVariables } from "../internal/program";

/** The target of a rollout. The stack's program passes it to the rollout program in environment variables. */
export interface Target {
    readonly region: string;
    /** Name of the Auto Scaling Group. */
    readonly group: string;
    readonly templateId: string;
    /** A number, because `$Latest` and `$Default` cannot be rolled back. */
    readonly version: string;
    /** Names of the alarms that stop the rollout, at most ten. */
    readonly alarms: readonly string[];
    /** The log group with the hosts' setup logs. */
    readonly logGroup: string;
}

/** The environment variable of each member. */
export const VARIABLES = {
    region: "AWS_REGION",
    group: "ROLLOUT_GROUP",
    templateId: "ROLLOUT_TEMPLATE_ID",
    version: "ROLLOUT_VERSION",
    alarms: "ROLLOUT_ALARMS",
    logGroup: "ROLLOUT_LOG_GROUP",
} as const satisfies Record<keyof Target, string>;

/** Alarm names contain no comma: they consist of the stack's name and the names in the alarm table. */
export const ALARM_SEPARATOR = ",";

/** Throws if a variable is missing or the version is not a number. */
export function readTarget(environment: Readonly<Record<string, string | undefined>>): Target {
    const { alarms, version, ...given } = readVariables(VARIABLES, environment);
    if (!/^[1-9]\d*$/.test(version)) {
        throw new Error(
            `${VARIABLES.version} is ${version}; it must be the number of a launch template version`,
        );
    }
    return { ...given, version, alarms: alarms.split(ALARM_SEPARATOR) };
}
