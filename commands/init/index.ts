/** Writes a stack's file from answers, creates the stack, and says what comes next. */
import * as fs from "node:fs";
import * as path from "node:path";
import { asText } from "../../config/fault";
import { argument } from "../../config/message";
import { findEngine } from "../../engine";
import { CHECKOUT } from "../../system/checkout";
import {
    answersIn,
    complete,
    describe,
    faultsOf,
    isExample,
    settingsFrom,
    useless,
    type Known,
    type Values,
} from "./answers";
import { readApplication, type Application } from "./application";
import { ask, askApplication, Cancelled, isConfirmed, welcome } from "./ask";
import { createStack } from "./backend";
import { changedFiles, described, readKnown, readPulumi, stackFileOf, tidy, type FileChange } from "./files";
import { QUESTIONS, type Answers, type Options } from "./questions";

/** Returns the exit code. */
export async function init(options: Options, checkout = CHECKOUT): Promise<number> {
    try {
        return await write(options, checkout);
    } catch (error) {
        if (!(error instanceof Cancelled)) throw error;
        console.error(error.message);
        return 1;
    }
}

async function write(options: Options, checkout: string): Promise<number> {
    const { stack, yes } = options;
    const isAsking = !yes && process.stdin.isTTY && process.stdout.isTTY;
    const file = readKnown(stack, checkout);
    const isNew = isExample(file.values);
    // The shipped files answer for a company that does not exist: only what nobody is asked stays.
    const before = isNew ? withoutAnswers(file) : file;
    if (isAsking) welcome(stack, isNew);
    const app = options.app ?? (isAsking && isNew ? await askApplication() : undefined);
    const application =
        app === undefined
            ? undefined
            : await readApplication(app, "arm64", (text) => {
                  console.error(text);
              });
    const known: Known = { ...before, values: { ...before.values, ...application?.values } };
    const given = Object.fromEntries(
        QUESTIONS.flatMap(({ name }) => (options[name] === undefined ? [] : [[name, asText(options[name])]])),
    ) as Answers;
    const likely = { ...answersIn(before.values), ...readPulumi(stack, checkout) };
    const answers = isAsking ? await ask(given, likely, known, isNew) : complete(given, likely);

    const faults = [...useless(given, answers), describe(faultsOf(answers, known))].filter(Boolean);
    if (faults.length > 0) {
        console.error(
            `Nothing was written, because the stack ${stack} would have faults:\n${faults.join("\n")}`,
        );
        return 1;
    }
    const values: Values = { ...known.values, ...settingsFrom(answers, before.values) };
    const changes = changedFiles({ stack, values, before: file.values, isNew }, answers, checkout);
    if (changes.some(({ before: old }) => old !== "")) {
        console.log(changes.map(described).join("\n\n"));
        if (isAsking && !isNew && !(await isConfirmed("Write this?"))) throw new Cancelled();
    }
    const provider = likely.secretsProvider;
    const isOther = provider !== undefined && provider !== answers.secretsProvider;
    return finish({ answers, application, changes, stack, checkout, app, isOther });
}

function withoutAnswers(known: Known): Known {
    const asked = QUESTIONS.map(({ name }) => name);
    return {
        ...known,
        values: Object.fromEntries(Object.entries(known.values).filter(([name]) => !asked.includes(name))),
    };
}

interface Finished {
    readonly answers: Answers;
    readonly application: Application | undefined;
    readonly changes: readonly FileChange[];
    readonly stack: string;
    readonly checkout: string;
    readonly app: string | undefined;
    /** Whether the stack has its secrets encrypted by another provider than the one that is wanted. */
    readonly isOther: boolean;
}

async function finish(finished: Finished): Promise<number> {
    const { answers, changes, stack, checkout } = finished;
    for (const { file, after } of changes) fs.writeFileSync(path.join(checkout, file), after);
    console.log(
        changes.length > 0
            ? `Written: ${changes.map(({ file }) => file).join(", ")}. Commit them.`
            : "The files say all of this already.",
    );
    const { folder } = await findEngine();
    const created = await createStack(stack, answers, folder, checkout);
    const isThere = typeof created === "string";
    // Pulumi has written its keys into the file, and moved the comments.
    tidy(path.join(checkout, stackFileOf(stack)));
    if (!isThere) {
        console.error(
            `\nPulumi could not create the stack. The files are written; run this again afterwards.\n${created.why}`,
        );
    }
    console.log(nextSteps(finished, isThere));
    return isThere ? 0 : 1;
}

function nextSteps({ stack, answers, application, app, isOther }: Finished, isThere: boolean): string {
    const { secretsProvider = "default" } = answers;
    const folder = app === undefined ? "PATH" : argument(app);
    const errors = application?.errors ?? 0;
    const steps = [
        ...(isThere ? [] : ["Fix what Pulumi says above, then run this command again."]),
        ...(isOther
            ? [
                  `Encrypt the secrets anew: pulumi stack change-secrets-provider ${argument(secretsProvider)} --stack ${stack}`,
              ]
            : []),
        `${aboutApplication(app, errors)}: npx hrms fit ${folder}`,
        `See what it costs in a month: npx hrms cost --stack ${stack}`,
        "Put credentials for the AWS account into your environment, and see whose they are: aws sts get-caller-identity",
        `See what would stop the stack in the account: npx hrms preflight --stack ${stack}`,
        `Preview: pulumi preview --stack ${stack} --policy-pack policies`,
        `Create it: pulumi up --stack ${stack} --policy-pack policies`,
        "Ask every contact to confirm the e-mails from SNS.",
    ];
    return ["", "Next:", ...steps.map((step, at) => `  ${at + 1}. ${step}`)].join("\n");
}

function aboutApplication(app: string | undefined, errors: number): string {
    if (app === undefined) return "See whether your Django project fits, and what it needs";
    if (errors === 0) return "See which variables and secrets the application needs";
    const things = errors === 1 ? "One thing keeps" : `${errors} things keep`;
    return `${things} the application from running on these hosts; see what to change`;
}
