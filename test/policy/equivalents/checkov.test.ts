/**
 * One bad example for each Checkov check that a policy claims to cover. Checkov must reject it, and so must the policy.
 * The first run installs Checkov from PyPI.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allPolicies } from "../../../policies/all-policies";
import { pythonPrograms } from "../../../lab/python";
import { judge } from "../harness";
import { checkovClaims } from "./claims";
import { sources } from "./controls.json";
import { scenes } from "./scenes";

const EXAMPLES = join(__dirname, "examples");
const examples = readdirSync(EXAMPLES).map((file) => file.replace(/\.tf$/, ""));
const ids = [...new Set(checkovClaims.map(({ id }) => id))];

test("each claimed check has an example and a scene, and no other check has one", () => {
    expect([...examples].sort()).toEqual([...ids].sort());
    expect(Object.keys(scenes).sort()).toEqual([...ids].sort());
});

test.each(checkovClaims)("$policy rejects what $id rejects", async ({ id, policy }) => {
    const violations = await judge(allPolicies, scenes[id] ?? []);
    const faults = violations.filter((violation) => violation.policy === policy);
    expect(faults).not.toEqual([]);
    expect(faults.filter(({ message }) => message.startsWith("UNDETERMINED"))).toEqual([]);
});

describe("Checkov", () => {
    let failed: ReadonlySet<string>;

    beforeAll(async () => {
        const [, version = ""] = /^checkov (\S+)/.exec(sources.checkov) ?? [];
        const programs = await pythonPrograms([`checkov==${version}`]);
        failed = new Set(failedChecks(join(programs, "checkov")));
    });

    test.each(ids)("Checkov rejects the example of %s", (id) => {
        expect(failed).toContain(`${id} in ${id}`);
    });
});

interface Report {
    readonly results: {
        readonly failed_checks: readonly { readonly check_id: string; readonly file_path: string }[];
    };
}

/** `<check> in <example>` for each failure. Each example is a separate Terraform module. */
function failedChecks(checkov: string): string[] {
    const folder = mkdtempSync(join(tmpdir(), "checkov-"));
    try {
        for (const id of examples) cpSync(join(EXAMPLES, `${id}.tf`), join(folder, id, "main.tf"));
        const options = ["--framework", "terraform", "--compact", "--quiet", "--skip-download"];
        const { stdout } = spawnSync(checkov, ["--directory", folder, "--output", "json", ...options], {
            encoding: "utf8",
            maxBuffer: 100_000_000,
        });
        const { results } = JSON.parse(stdout) as Report;
        return results.failed_checks.map(
            ({ check_id, file_path }) => `${check_id} in ${file_path.split("/").at(1)}`,
        );
    } finally {
        rmSync(folder, { recursive: true });
    }
}
