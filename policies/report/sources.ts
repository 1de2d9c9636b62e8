/** Finds the lines of the program that create resources, so that reports can link to them. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parseUrn } from "../urn";

const PACK = path.resolve(__dirname, "..");
/** Folder of the program, which contains the pack. */
const ROOT = path.dirname(PACK);

/** Folders of the policies, from the root. */
export const RULES = ["rules", "deviations"].map((folder) => path.join(path.basename(PACK), folder));

export interface Source {
    /** Relative to the root of the checkout. */
    readonly file: string;
    /** Counted from 1. */
    readonly line: number;
}

/** The part of `pulumi stack export` that shows the lines. */
interface Positions {
    readonly deployment: {
        readonly resources: readonly { readonly urn: string; readonly sourcePosition?: string }[];
    };
}

export type SourceOf = (urn: string) => Source | undefined;

/**
 * Uses the source position in the state, if there is one. Otherwise it uses the class of the resource's component from
 * the URN.
 */
export function sourcesOf(deployment: Positions | undefined, project: string): SourceOf {
    const positions = new Map(
        deployment?.deployment.resources.map(({ urn, sourcePosition }) => [urn, sourcePosition]),
    );
    const components = sourcesByName(["components"], /^export class (\w+)/);
    return (urn) => positioned(positions.get(urn), project) ?? components.get(componentOf(urn));
}

/** `project:///components/cache.ts#92,20`. The project's folder can contain links to the checkout. */
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
    const component = parseUrn(urn).types.findLast((type) => type.startsWith("hrms:"));
    return component?.split(":").at(-1) ?? "";
}

/**
 * The lines in the TypeScript files of these folders that give a name to something.
 * @param folders - from the root, with their subfolders. Folders that do not exist are skipped
 * @param naming - its first group is the name
 */
export function sourcesByName(folders: readonly string[], naming: RegExp): ReadonlyMap<string, Source> {
    const existing = folders.filter((folder) => fs.existsSync(path.join(ROOT, folder)));
    const files = existing.flatMap((folder) =>
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
