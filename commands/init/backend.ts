/** Where Pulumi keeps the stack, and how it gets there. */
import * as path from "node:path";
import { parse, parseDocument } from "yaml";
import { z } from "zod";
import { run } from "../../system/run";
import type { Answers } from "./questions";

export const PROJECT_FILE = "Pulumi.yaml";

const PROJECT = z.object({ backend: z.object({ url: z.string() }).optional() });

/** Where Pulumi.yaml says that the state is; undefined if it is where people are logged in to. */
export const backendIn = (project: string): string | undefined => PROJECT.parse(parse(project)).backend?.url;

/**
 * Pulumi.yaml with the backend named, so that everybody with this checkout uses the same one, whatever they are logged in to.
 * https://www.pulumi.com/docs/iac/concepts/projects/project-file/
 */
export function withBackend(project: string, { state = "cloud" }: Answers): string {
    const url = state === "cloud" ? undefined : state;
    if (backendIn(project) === url) return project;
    const document = parseDocument(project);
    if (url === undefined) document.delete("backend");
    else document.set("backend", { url });
    return document.toString({ lineWidth: 0 });
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
