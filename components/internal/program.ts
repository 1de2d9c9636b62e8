/** What programs have in common that `pulumi up` runs on this machine (@pulumi/command). */
import { silenceVersionWarning } from "../../system/aws-sdk";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The values of environment variables, by the members that they stand for.
 * @param names - the variable of each member
 * @throws Error if a variable is missing or empty
 */
export function readVariables<Member extends string>(
    names: Readonly<Record<Member, string>>,
    environment: Environment,
): Record<Member, string> {
    const values = Object.entries<string>(names).map(([member, name]) => {
        const value = environment[name];
        if (!value) {
            throw new Error(`${name} is missing: this program is run by \`pulumi up\`, which sets it`);
        }
        return [member, value];
    });
    return Object.fromEntries(values) as Record<Member, string>;
}

/** Runs the program. Its error is one line on stderr, and exit code 1 makes `pulumi up` fail. */
export function runForPulumi(main: () => Promise<void>): void {
    silenceVersionWarning();
    main().catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 1;
    });
}
