/** What Inspector is to scan, and where. The stack's program passes it on in environment variables. */
interface Place {
    readonly region: string;
    /** A folder of the hosts. */
    readonly path: string;
}

/** The environment variable of each member. */
export const VARIABLES = { region: "AWS_REGION", path: "INSPECTION_PATH" } as const satisfies Record<
    keyof Place,
    string
>;

/** Throws if a variable is missing. */
export function readPlace(environment: Readonly<Record<string, string | undefined>>): Place {
    const read = (member: keyof Place): string => {
        const value = environment[VARIABLES[member]];
        if (!value) {
            throw new Error(
                `${VARIABLES[member]} is missing: this program is run by \`pulumi up\`, which sets it`,
            );
        }
        return value;
    };
    return { region: read("region"), path: read("path") };
}
