/** What people read when a deployment does not end well. Pure. */
import { Fault } from "../fault";
import type { HostFailure } from "../fleet/fleet";
import { short } from "./deployment";
import type { Pointer, Request } from "./world";

/** The command that does the same again. */
export const commandOf = ({ kind, release }: Request, stack: string): string =>
    kind === "deploy"
        ? `npx hrms release deploy ${release} --stack ${stack}`
        : `npx hrms release rollback --to ${release} --stack ${stack}`;

/** MySQL has no transactions around changes of tables, so a migration that fails can leave a part of itself behind. */
export const failedMigration = ({ host, failed, fix }: HostFailure, snapshot: string): Fault =>
    new Fault({
        what:
            `A migration failed on ${host.id}: ${failed}\n` +
            "No host was switched: the former release serves people. MySQL keeps what the migration had changed before it failed.",
        fix:
            `${fix}\nCorrect the migration, build and deploy again; the next run continues with the first migration that has ` +
            `not ended. The state before is the snapshot ${snapshot} (docs/runbook/disasters.md).`,
    });

export function wentBack(cause: Error, back: Pointer, faults: readonly string[], command: string): string {
    const where = back.release === null ? "to no release" : `to release ${short(back.release)}`;
    return faults.length === 0
        ? [
              cause.message,
              back.release === null
                  ? "There is no former release to go back to. Hosts keep what they had."
                  : `Every host is back at what it ran before, and new hosts boot into ${short(back.release)}. Migrations that ran stay.`,
              `Once the cause is gone, the same command tries again: ${command}`,
          ].join("\n")
        : [
              cause.message,
              `Going back ${where} did not succeed everywhere:`,
              ...faults.map((fault) => `    ${fault.replaceAll("\n", "\n    ")}`),
              "A host that cannot be reached is replaced by a new one, which boots into the release of the parameter:",
              "    aws autoscaling terminate-instance-in-auto-scaling-group --no-should-decrement-desired-capacity --instance-id ID",
          ].join("\n");
}

export const interrupted = (step: string, hasBegun: boolean, command: string, stack: string): string =>
    [
        `Stopped before the end (in the step "${step}"), as you asked. Nothing is half done on any host.`,
        hasBegun
            ? "Some hosts may run the new release and others the former one. Both serve."
            : "Every host runs what it ran before.",
        `To finish: ${command}`,
        ...(hasBegun ? [`To go back: npx hrms release rollback --stack ${stack}`] : []),
    ].join("\n");

/** For what is nobody's decision: expired credentials, a lost connection, a fault of this program. */
export const brokenOff = (error: Error, step: string, command: string): string =>
    [
        `The deployment broke off in the step "${step}": ${error.message}`,
        ...adviceOn(error),
        "What a host was doing, it finishes by itself. Nothing was taken back, because a part of it may be running.",
        `To finish what was begun, run the same command: ${command}`,
    ].join("\n");

const CREDENTIAL_ERRORS =
    /^(ExpiredToken(Exception)?|RequestExpired|InvalidClientTokenId|UnrecognizedClientException|CredentialsProviderError|TokenProviderError|InvalidSignatureException)$/;

/** What to do about an error of AWS's that has a usual cause. */
export const adviceOn = ({ name }: Error): readonly string[] => {
    if (CREDENTIAL_ERRORS.test(name)) {
        return [
            "The AWS credentials have expired or are missing. Log in again, for example with `aws sso login`.",
        ];
    }
    return name.startsWith("AccessDenied")
        ? ["docs/deploying.md lists the permissions that deployments need."]
        : [];
};
