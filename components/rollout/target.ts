/** What hosts are to become. The stack's program hands it to the program that Pulumi runs, in its environment. */
export interface Target {
    readonly region: string;
    /** Name of the Auto Scaling Group. */
    readonly group: string;
    readonly templateId: string;
    /** A number: what is called `$Latest` or `$Default` cannot be rolled back. */
    readonly version: string;
    /** Names of the alarms that end the rollout; ten at most. */
    readonly alarms: readonly string[];
    /** Log group in which hosts say how their setup went. */
    readonly logGroup: string;
}

/** Variable of each member. */
export const VARIABLES = {
    region: "AWS_REGION",
    group: "ROLLOUT_GROUP",
    templateId: "ROLLOUT_TEMPLATE_ID",
    version: "ROLLOUT_VERSION",
    alarms: "ROLLOUT_ALARMS",
    logGroup: "ROLLOUT_LOG_GROUP",
} as const satisfies Record<keyof Target, string>;

/** Alarm names hold no comma: they are made of the stack's name and of the alarm table's. */
export const ALARM_SEPARATOR = ",";

/** Throws where a variable is missing, or where the version is not a number. */
export function readTarget(environment: Readonly<Record<string, string | undefined>>): Target {
    const read = (member: keyof Target): string => {
        const value = environment[VARIABLES[member]];
        if (!value) {
            throw new Error(
                `${VARIABLES[member]} is missing: this program is run by \`pulumi up\`, which sets it`,
            );
        }
        return value;
    };
    const version = read("version");
    if (!/^[1-9]\d*$/.test(version)) {
        throw new Error(
            `${VARIABLES.version} is ${version}; it must be the number of a launch template version`,
        );
    }
    return {
        region: read("region"),
        group: read("group"),
        templateId: read("templateId"),
        version,
        alarms: read("alarms").split(ALARM_SEPARATOR),
        logGroup: read("logGroup"),
    };
}
