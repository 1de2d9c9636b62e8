/** Checkov, run on Terraform's files. The first run installs it from PyPI. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonPrograms } from "../../../lab/python";
import { sources } from "./controls.json";

interface Report {
    readonly results: {
        readonly failed_checks: readonly { readonly check_id: string; readonly file_path: string }[];
    };
    readonly summary: { readonly parsing_errors: number; readonly resource_count: number };
}

/**
 * The checks that fail, as `<check> in <module>`, each once.
 * @param modules - name → text of a Terraform module
 * @throws Error if Checkov cannot read one
 */
export async function failedChecks(modules: Readonly<Record<string, string>>): Promise<ReadonlySet<string>> {
    const [, version = ""] = /^checkov (\S+)/.exec(sources.checkov) ?? [];
    const programs = await pythonPrograms([`checkov==${version}`]);
    const folder = mkdtempSync(join(tmpdir(), "checkov-"));
    try {
        for (const [name, text] of Object.entries(modules)) {
            mkdirSync(join(folder, name));
            writeFileSync(join(folder, name, "main.tf"), text);
        }
        const options = ["--framework", "terraform", "--compact", "--quiet", "--skip-download"];
        const { stdout } = spawnSync(
            join(programs, "checkov"),
            ["--directory", folder, "--output", "json", ...options],
            { encoding: "utf8", maxBuffer: 100_000_000 },
        );
        const { results, summary } = JSON.parse(stdout) as Report;
        if (summary.parsing_errors > 0)
            throw new Error(`Checkov cannot read ${summary.parsing_errors} files`);
        return new Set(
            results.failed_checks.map(
                ({ check_id, file_path }) => `${check_id} in ${file_path.split("/").at(1) ?? ""}`,
            ),
        );
    } finally {
        rmSync(folder, { recursive: true });
    }
}
