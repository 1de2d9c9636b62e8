/** Writes a stack's file from answers, creates the stack, and says what comes next. */
import * as fs from "node:fs";
import * as path from "node:path";
import { asText } from "../../config/fault";
import { findEngine } from "../../engine";
import { CHECKOUT } from "../../system/checkout";
import { answersIn, describe, faultsOf, isExample, settingsFrom, type Known, type Values } from "./answers";
import { readApplication } from "./application";
import { ask, Cancelled, isConfirmed } from "./ask";
import { createStack, nameBackend } from "./backend";
import { changedFiles, described, readKnown, stackFileOf, tidy, type FileChange } from "./files";
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
    const { stack, app, yes } = options;
    const isAsking = !yes && process.stdin.isTTY && process.stdout.isTTY;
    const file = readKnown(stack, checkout);
    // The shipped files answer for a company that does not exist: only what nobody is asked stays.
    const before = isExample(file.values) ? withoutAnswers(file) : file;
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
    const answers = isAsking
        ? await ask(given, answersIn(before.values), known)
        : usual(given, answersIn(before.values));

    const faults = faultsOf(answers, known);
    if (faults.length > 0) {
        console.error(
            `Nothing was written, because the stack ${stack} would have faults:\n${describe(faults)}`,
        );
        return 1;
    }
    const values: Values = { ...application?.values, ...settingsFrom(answers) };
    const changes = changedFiles(stack, values, checkout);
    if (changes.some(({ before: old }) => old !== "")) {
        console.log(changes.map(described).join("\n\n"));
        if (isAsking && !(await isConfirmed("Write this?"))) throw new Cancelled();
    }
    return finish({ answers, application, changes, stack, checkout, app });
}

/** Without a terminal, the usual answer to what no option answers. */
function usual(given: Answers, likely: Answers): Answers {
    let answers = given;
    for (const question of QUESTIONS) {
        const { name, isAsked } = question;
        if (answers[name] !== undefined || isAsked?.(answers) === false) continue;
        const answer = likely[name] ?? question.likely?.(answers);
        if (answer !== undefined) answers = { ...answers, [name]: answer };
    }
    return answers;
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
    readonly application: Awaited<ReturnType<typeof readApplication>> | undefined;
    readonly changes: readonly FileChange[];
    readonly stack: string;
    readonly checkout: string;
    readonly app: string | undefined;
}

async function finish({ answers, application, changes, stack, checkout, app }: Finished): Promise<number> {
    for (const { file, after } of changes) fs.writeFileSync(path.join(checkout, file), after);
    const isNamed = nameBackend(answers, checkout);
    const written = [...changes.map(({ file }) => file), ...(isNamed ? ["Pulumi.yaml"] : [])];
    console.log(
        written.length > 0
            ? `Written: ${written.join(", ")}. Commit them.`
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
    console.log(nextSteps(stack, isThere, application?.errors ?? 0, app));
    return isThere ? 0 : 1;
}

function nextSteps(stack: string, isThere: boolean, errors: number, app: string | undefined): string {
    const steps = [
        ...(isThere ? [] : ["Log in to where the state is (pulumi login), then run this command again."]),
        ...(app === undefined
            ? ["See whether your Django project fits, and what it needs: npx hrms fit PATH"]
            : [
                  errors > 0
                      ? `${errors} things keep the application from running on these hosts; see what to change: npx hrms fit ${app}`
                      : `See which variables and secrets the application needs: npx hrms fit ${app}`,
              ]),
        "Put credentials for the AWS account into your environment: aws sts get-caller-identity",
        `Preview: pulumi preview --stack ${stack} --policy-pack policies`,
        `Create it: pulumi up --stack ${stack} --policy-pack policies`,
        "Ask every contact to confirm the e-mails from SNS.",
    ];
    return ["", "Next:", ...steps.map((step, at) => `  ${at + 1}. ${step}`)].join("\n");
}
