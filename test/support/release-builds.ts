/** Releases, built by the command that people type, from copies of sample projects. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { ReleaseRecord } from "../../release/build";
import { OWN_ARCHITECTURE } from "../../release/builder";
import { cacheFolder } from "../../system/cache";
import { CHECKOUT } from "../../system/checkout";
import { removeTemporaryFolder, temporaryFolder } from "../../system/interruption";
import { run, type Finished } from "../../system/run";

/** The first build on a machine makes the builder. */
export const BUILD_TIMEOUT_MS = 1_200_000;

export const fixture = (name: string): string => path.join(CHECKOUT, "test/fixtures", name);

/** A small project, and the requirements with which it builds fastest. */
export const SMALL = fixture("small");
export const MINIMAL = "Django==5.2.19\nmysqlclient==2.3.1\n";

/** A file's new text, or what makes it from the old one. */
export type Changes = Readonly<Record<string, string | ((old: string) => string)>>;

export class ReleaseBuilds {
    readonly base = temporaryFolder("releases");

    remove(): void {
        removeTemporaryFolder(this.base);
    }

    readonly at = (...names: readonly string[]): string => path.join(this.base, ...names);

    /** A cache with the same builders and no downloads. */
    emptyCache(): string {
        const cache = this.at("cache");
        fs.mkdirSync(cache);
        for (const kind of ["builders", "uv"]) fs.symlinkSync(cacheFolder(kind), path.join(cache, kind));
        return cache;
    }

    /** A copy of the projects, one over the other, with changes. */
    project(from: readonly string[], changes: Changes = {}): string {
        const folder = this.at("app");
        fs.rmSync(folder, { recursive: true, force: true });
        from.forEach((each) => {
            fs.cpSync(each, folder, { recursive: true });
        });
        for (const [name, change] of Object.entries(changes)) {
            const file = path.join(folder, name);
            fs.mkdirSync(path.dirname(file), { recursive: true });
            fs.writeFileSync(
                file,
                typeof change === "string" ? change : change(fs.readFileSync(file, "utf8")),
            );
        }
        return folder;
    }

    /** Builds into a folder of that name. */
    build(
        app: string,
        output: string,
        args: readonly string[] = [],
        env: NodeJS.ProcessEnv = {},
    ): Promise<Finished> {
        const command = [...this.command(app, output), ...args];
        return run(process.execPath, command, { env: { ...process.env, ...env } });
    }

    /** The arguments of Node for that. */
    readonly command = (app: string, output: string): string[] => [
        ...[path.join(CHECKOUT, "commands/hrms.js"), "release", "build", "--app", app],
        ...["--output", this.at(output), "--architecture", OWN_ARCHITECTURE],
    ];

    /** The same, of the files as they are, for projects without tests. Fails with what the command said. */
    async built(
        app: string,
        output: string,
        args: readonly string[] = [],
        env: NodeJS.ProcessEnv = {},
    ): Promise<ReleaseRecord> {
        const usual = ["--commit", "folder", "--skip-tests", "it has none yet"];
        const { code, stderr } = await this.build(app, output, [...usual, ...args], env);
        expect(code === 0 ? "" : stderr).toBe("");
        return this.record(output);
    }

    recordFile(output: string): string {
        const name = fs.readdirSync(this.at(output)).find((each) => /^[0-9a-f]{64}\.json$/.test(each)) ?? "";
        return this.at(output, name);
    }

    record(output: string): ReleaseRecord {
        return JSON.parse(fs.readFileSync(this.recordFile(output), "utf8")) as ReleaseRecord;
    }

    /** The notes of each step. */
    steps(output: string): Record<string, readonly string[]> {
        return Object.fromEntries(this.record(output).steps.map(({ step, notes }) => [step, notes]));
    }

    /** The folder of static files. */
    static(output: string): string {
        return this.recordFile(output).replace(/json$/, "static");
    }

    /** Lines of tar about the archive. */
    async files(output: string): Promise<string[]> {
        const archive = this.recordFile(output).replace(/json$/, "tar.gz");
        const { stdout } = await run("tar", ["--list", "--verbose", "--gzip", "--file", archive]);
        return stdout.trim().split("\n");
    }

    /** Unpacks the archive into a folder of that name, and returns it. */
    async unpacked(output: string, into: string): Promise<string> {
        const archive = this.recordFile(output).replace(/json$/, "tar.gz");
        fs.mkdirSync(this.at(into));
        const { code, stderr } = await run("tar", ["-xzf", archive, "-C", this.at(into)]);
        expect([code, stderr]).toEqual([0, ""]);
        return this.at(into);
    }
}
