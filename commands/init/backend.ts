/** Where Pulumi keeps the stack, and how it gets there. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { run } from "../../system/run";
import type { Answers } from "./questions";

/**
 * Names the backend in Pulumi.yaml, so that everybody with this checkout uses the same one, whatever they are logged in to.
 * https://www.pulumi.com/docs/iac/concepts/projects/project-file/
 * @returns whether the file has changed
 */
export function nameBackend({ state }: Answers, checkout: string): boolean {
    const file = path.join(checkout, "Pulumi.yaml");
    const before = fs.readFileSync(file, "utf8");
    const document = parseDocument(before);
    const url = state === "cloud" || state === undefined ? undefined : state;
    if (url === undefined) document.delete("backend");
    else document.setIn(["backend", "url"], url);
    const after = document.toString({ lineWidth: 0 });
    if (after !== before) fs.writeFileSync(file, after);
    return after !== before;
}

/** What Pulumi says about a stack of the same name. https://github.com/pulumi/pulumi/blob/master/pkg/backend/backend.go */
const EXISTS = "already exists";

/**
 * Creates the stack in its backend.
 * @param engine - folder of the pulumi program
 * @returns what Pulumi says if it could not
 */
export async function createStack(
    stack: string,
    { secretsProvider = "default" }: Answers,
    engine: string,
    checkout: string,
): Promise<"created" | "exists" | { readonly why: string }> {
    const env = { ...process.env, PATH: [engine, process.env.PATH].join(path.delimiter) };
    const args = ["stack", "init", stack, "--secrets-provider", secretsProvider, "--non-interactive"];
    const { code, stderr } = await run(path.join(engine, "pulumi"), args, { cwd: checkout, env });
    if (code === 0) return "created";
    return stderr.includes(EXISTS) ? "exists" : { why: stderr.trim() };
}
