/** Finds every obstacle in an account before anything is created. It only reads. */
import { inParallel } from "../system/parallel";
import { ACTIONS } from "./actions";
import type { Asks } from "./ask";
import { isDenied, isInactive, lacksCredentials, Refusal } from "./ask/connection";
import { found, type Check, type Finding } from "./check";
import { OF_THE_ACCOUNT } from "./checks";
import { IDENTITY, REGIONS } from "./checks/identity";
import { TOOLS } from "./checks/tools";
import { KINDS, type Severity, type Subject } from "./kinds";
import { NoPlan, type Wanted } from "./wanted";

/** A line of the report. */
export interface Result {
    readonly subject: Subject;
    readonly severity: Severity | "ok";
    /** Undefined if all is well. */
    readonly id?: Finding["id"];
    readonly what: string;
    readonly why?: string;
    readonly fix?: string;
}

/** Checks at the same time. Each asks several times, and AWS throttles some calls at a few in a second. */
const AT_ONCE = 8;

/**
 * All results, in the order of the checks. Never rejects because of what AWS answers: what could not be asked is a result too.
 * @param report - told of each check that has ended, and of how many there are
 */
export async function preflight(
    asks: Asks,
    wanted: Wanted,
    report: (done: number, of: number) => void = () => undefined,
): Promise<Result[]> {
    const first = await runAll([...TOOLS, IDENTITY], asks, wanted);
    if (first.some(({ id }) => id === "credentials-missing" || id === "account-differs")) return first;
    const regions = await runAll([REGIONS], asks, wanted);
    const all = [...first, ...regions];
    // A region that is not enabled rejects all credentials.
    if (regions.some(({ id }) => id === "region-off")) return all;
    let done = 0;
    return [
        ...all,
        ...(await runAll(OF_THE_ACCOUNT, asks, wanted, () => {
            done += 1;
            report(done, OF_THE_ACCOUNT.length);
        })),
    ];
}

/** The result of a stack that cannot be planned. */
export const rejected = (why: string): Result =>
    resultOf(found("plan-rejected", `The stack cannot be planned: ${why}`, "see the message"));

export const blocks = (results: readonly Result[]): boolean =>
    results.some(({ severity }) => severity === "blocks");

async function runAll(
    checks: readonly Check[],
    asks: Asks,
    wanted: Wanted,
    ended: () => void = () => undefined,
): Promise<Result[]> {
    const results = new Map<Check, Result[]>();
    await inParallel(checks, AT_ONCE, async (one) => {
        results.set(one, await run(one, asks, wanted));
        ended();
    });
    return withoutRepetition(checks.flatMap((one) => results.get(one) ?? []));
}

async function run(one: Check, asks: Asks, wanted: Wanted): Promise<Result[]> {
    try {
        const findings = await one.find(asks, wanted);
        if (findings === undefined) return [];
        return findings.length === 0
            ? [{ subject: one.subject, severity: "ok", what: one.fine }]
            : findings.map(resultOf);
    } catch (error) {
        return [{ ...resultOf(unanswered(one, error as Error)), subject: one.subject }];
    }
}

const resultOf = ({ id, what, fix }: Finding): Result => {
    const { subject, severity, why } = KINDS[id];
    return { subject, severity, id, what, why, fix };
};

/** Why a check has no answer. AWS's words, and what to do. */
function unanswered({ subject, fine }: Check, error: Error): Finding {
    if (!(error instanceof Refusal)) {
        const what = `Not known: "${fine}" ${error.message}`;
        const fix =
            error instanceof NoPlan
                ? "see above: the stack cannot be planned"
                : "correct what it says, and run it again";
        return found("not-answered", what, fix);
    }
    const { call, code, message } = error;
    const action = (ACTIONS as Readonly<Record<string, string>>)[call] ?? call;
    const said = `${code}: ${message}`;
    if (isDenied(error)) {
        return found(
            "not-allowed",
            `Not known: "${fine}" The credentials lack ${action}.`,
            `allow ${action}`,
        );
    }
    if (isInactive(error)) {
        return found(
            "account-not-active",
            `AWS has not activated the account for ${action.split(":")[0] ?? call} yet (${code}).`,
            "https://portal.aws.amazon.com/billing/signup#/start/email",
        );
    }
    if (lacksCredentials(error) && subject === "identity") {
        return found(
            "credentials-missing",
            `AWS does not accept the credentials (${said}).`,
            "aws sso login, or set AWS_PROFILE",
        );
    }
    return found("not-answered", `Not known: "${fine}" ${call} answered ${said}`, "run it again");
}

/** Several checks can lack the same answer. */
function withoutRepetition(results: readonly Result[]): Result[] {
    const seen = new Set<string>();
    return results.filter((result) => {
        const key = JSON.stringify(result);
        return seen.has(key) ? false : seen.add(key);
    });
}
