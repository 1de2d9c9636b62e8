/** Where in the program a resource is made, for reports that link to the line. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Deployment } from "../deployment";

const ROOT = path.resolve(__dirname, "../..");

export interface Source {
    /** Relative to the root of the checkout. */
    readonly file: string;
    /** Counted from 1. */
    readonly line: number;
}

export type SourceOf = (urn: string) => Source | undefined;

/**
 * By the position that Pulumi keeps of each resource, where the state has one; else by the class of the component that
 * it belongs to, which its URN names.
 */
export function sourcesOf(deployment: Deployment | undefined, project: string): SourceOf {
    const positions = new Map(
        deployment?.deployment.resources.map(({ urn, sourcePosition }) => [urn, sourcePosition]),
    );
    const components = sourcesByName(["components"], /^export class (\w+)/);
    return (urn) => positioned(positions.get(urn), project) ?? components.get(componentOf(urn));
}

/** `project:///components/cache.ts#92,20`; the project's folder may be one of links to the checkout. */
function positioned(position: string | undefined, project: string): Source | undefined {
    const [, file, line] = /^project:\/\/\/(.*)#(\d+),\d+$/.exec(position ?? "") ?? [];
    if (file === undefined) return undefined;
    const target = path.resolve(project, file);
    const relative = path.relative(ROOT, fs.existsSync(target) ? fs.realpathSync(target) : target);
    return relative.startsWith("..") || relative.startsWith("node_modules")
        ? undefined
        : { file: relative, line: Number(line) };
}

/** `urn:pulumi:prod::hrms::hrms:data:Database$aws:rds/instance:Instance::hrms-database` → `Database` */
function componentOf(urn: string): string {
    const types = urn.split("::")[2]?.split("$") ?? [];
    return (
        types
            .filter((type) => type.startsWith("hrms:"))
            .at(-1)
            ?.split(":")
            .at(-1) ?? ""
    );
}

/**
 * The lines of the TypeScript files in these folders that give a name to something.
 * @param folders - from the root of the checkout, with what is below them
 * @param naming - its first group is the name
 */
export function sourcesByName(folders: readonly string[], naming: RegExp): ReadonlyMap<string, Source> {
    const files = folders.flatMap((folder) =>
        fs
            .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".ts"))
            .map((file) => path.posix.join(folder, file)),
    );
    return new Map(
        files.flatMap((file) => {
            const lines = fs.readFileSync(path.join(ROOT, file), "utf8").split("\n");
            return lines.flatMap((text, index) => {
                const name = naming.exec(text)?.[1];
                return name === undefined ? [] : [[name, { file, line: index + 1 }] as const];
            });
        }),
    );
}
