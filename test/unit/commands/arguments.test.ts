/** A wrong command line fails at once, before anything looks for an engine, and says what to type instead. */
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { CHECKOUT } from "../../../system/checkout";

const HRMS = path.join(CHECKOUT, "commands/hrms.js");
const FILE = path.join(CHECKOUT, "package.json");

/** The arguments, and the first line of what they are answered with. */
const WRONG: readonly (readonly [args: readonly string[], firstLine: string | RegExp])[] = [
    [["nope"], "error: unknown command 'nope'"],
    [["demo", "extra"], "error: too many arguments for 'demo'. Expected 0 arguments but got 1."],
    [["demo", "--stakc", "prod"], "error: unknown option '--stakc'"],
    [["demo", "--stack"], "error: option '--stack <name>' argument missing"],
    [["demo", "--stack", "nope"], /There is no Pulumi\.nope\.yaml\. Choose prod or starter\.$/],
    [["demo", "--stack", "../prod"], /There is no Pulumi\.\.\.\/prod\.yaml\. Choose prod or starter\.$/],
    [
        ["demo", "--account", "old"],
        "error: option '--account <kind>' argument 'old' is invalid. Allowed choices are used, new.",
    ],
    [["demo", "--out", FILE], /package\.json is a file\. Name a folder/],
    [
        ["demo", "--write-drawings", "--stack", "prod"],
        "error: option '--write-drawings' cannot be used with option '--stack <name>'",
    ],
    [["demo", "--out", path.join(FILE, "out")], /is a file\. Name a folder/],
    [["demo", "--out", "/proc/out"], /\/proc cannot be written to \(ENOENT\)\. Name another folder/],
    [["sim"], "error: missing required argument 'command'"],
    [["sim", "--stack", "nope", "preview"], /There is no Pulumi\.nope\.yaml\. Choose prod or starter\.$/],
    [["sim", "prewiev"], /^error: Unknown pulumi command "prewiev"\. .* preview, /],
    [
        ["sim", "config", "set", "hrms:domain", "x"],
        /"pulumi config set" has no effect .*: .* Pulumi\.prod\.yaml\. Edit that file\.$/,
    ],
    [["sim", "--", "config", "rm", "hrms:domain"], /"pulumi config rm" has no effect/],
    [["ci"], "error: missing required argument 'flow'"],
    [["ci", "deploy"], /Unknown flow "deploy"\. Choose pull-request, merge, nightly, judge or baseline\.$/],
    [["ci", "judge", "--stack", "nope"], /There is no Pulumi\.nope\.yaml\. Choose prod or starter\.$/],
    [["ci", "judge", "--out", FILE], /is a file\. Name a folder/],
    [["ci", "merge", "--plan", FILE], /package\.json cannot be read: It is no plan of version 1, /],
    [["ci", "merge", "--plan", "/nowhere/plan.json"], /\/nowhere\/plan\.json cannot be read: ENOENT/],
    [["ci", "merge", "--plan"], "error: option '--plan <file>' argument missing"],
    [["github", "nope"], "error: unknown command 'nope'"],
    [["github", "comment", "--stack", "nope"], /There is no Pulumi\.nope\.yaml\. Choose prod or starter\.$/],
    [["github", "night"], "error: required option '--result <result>' not specified"],
    [["github", "compare", "extra"], /too many arguments for 'compare'/],
    [
        ["bench", "nope"],
        /Unknown benchmark "nope"\. Choose preview, host, release-build, release or hangs\.$/,
    ],
    [
        ["bench", "preview", "nope"],
        /Unknown benchmark "nope"\. Choose preview, host, release-build, release or hangs\.$/,
    ],
    [["bench", "hangs", "--seconds", "1.5"], /Write a whole number of seconds, such as 90\.$/],
    [["cost", "--stack", "nope"], /There is no Pulumi\.nope\.yaml\. Choose prod or starter\.$/],
    [["cost", "--size", "huge"], /Unknown size "huge"\. Choose small, medium or large\.$/],
    [["cost", "--usage", "visits=3"], /There is no assumption "visits"\. Choose people, requests, /],
    [
        ["cost", "--usage", "requests=many"],
        /Write a number of 0 or more after the name, such as requests=3\.$/,
    ],
    [
        ["cost", "--compare", "/nowhere/cost.json"],
        /\/nowhere\/cost\.json is no file\. Name a cost\.json of an earlier run\.$/,
    ],
    [["cost", "--refresh", "--json"], /option '--refresh' cannot be used with option '--json'$/],
    [
        ["init", "--stack", "Prod"],
        /argument 'Prod' is invalid\. Choose another name: it must start with a lowercase/,
    ],
    [["init", "--app", "/nowhere"], /\/nowhere is no folder\. Name the folder of a Django project\.$/],
    [["init", "--region", "atlantis-1"], /argument 'atlantis-1' is invalid\. It must be /],
    [["init", "--employees", "many"], /It must be a whole number from 1 to 1000000 \(people\)\.$/],
    [["init", "--access", "telnet"], /It must be .*session-manager.*ssh/],
    [["init", "--elsewhere", "waf"], /It must be a list of .*guardDuty/],
    [["init", "--state", "gs://bucket"], /It must be "cloud" for Pulumi Cloud, or an address such as s3:/],
    [["alerts"], "error: required option '--test' not specified"],
    [["alerts", "--test", "--stack", "nope"], /There is no Pulumi\.nope\.yaml\. Choose prod or starter\.$/],
    [["alerts", "--test", "all"], "error: too many arguments for 'alerts'. Expected 0 arguments but got 1."],
    [["release", "biuld"], "error: unknown command 'biuld'"],
    [["release", "build"], "error: required option '--app <path>' not specified"],
    [
        ["release", "build", "--app", FILE],
        /package\.json is no folder\. Name the folder of a Django project\.$/,
    ],
    [
        ["release", "build", "--app", CHECKOUT, "--architecture", "riscv"],
        /argument 'riscv' is invalid\. It must be one of arm64, x86_64\.$/,
    ],
    [
        ["release", "build", "--app", CHECKOUT, "--project-folder", "/backend"],
        /It must be the path of a folder/,
    ],
    [["release", "build", "--app", CHECKOUT, "--debian-packages", "Pango"], /It must be a list of/],
    [["release", "build", "--app", CHECKOUT, "--environment", "NAME"], /Write a name and a value, such as/],
    [["release", "build", "--app", CHECKOUT, "--skip-tests", "no"], /Write a reason in a few words\.$/],
    [["release", "build", "--app", CHECKOUT, "--group", "a b"], /Write the name of one group/],
    [["release", "build", "--app", CHECKOUT, "--lock", CHECKOUT], /is no file\. Name the <sha>\.json/],
    [["release", "build", "--app", CHECKOUT, "--lock", FILE], /package\.json is no record of a release/],
    [
        ["release", "build", "--app", CHECKOUT, "--allow-vulnerability", "CVE-2026-1"],
        /Write an identifier and a reason/,
    ],
    [
        ["release", "build", "--app", CHECKOUT, "--allow-vulnerability", "CVE-2026-1=no"],
        /Write a reason in a few words\.$/,
    ],
    [["release", "build", "--app", CHECKOUT, "--osv-url", "osv.dev"], /Write an address, such as https:/],
    [["release", "build", "--app", CHECKOUT, "--output", FILE], /is a file\. Name a folder/],
    [["generate", "all"], "error: too many arguments for 'generate'. Expected 0 arguments but got 1."],
];

const hrms = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [HRMS, ...args], {
        encoding: "utf8",
        timeout: 60_000,
        env: { ...process.env, ...env },
    });

test.each(WRONG)("%j is rejected", (args, firstLine) => {
    // Neither an engine nor a place to make one: a command that looked for it would say so.
    const { status, stderr, stdout } = hrms(args, { PATH: "", HRMS_CACHE: "/proc/none" });
    expect(stdout).toBe("");
    expect(status).toBe(1);
    expect(stderr.split("\n")[0]).toEqual(
        typeof firstLine === "string" ? firstLine : expect.stringMatching(firstLine),
    );
    expect(stderr).toContain("--help");
});

test.each([[], ["init"], ["demo"], ["test"], ["sim"], ["ci"], ["bench"], ["alerts"], ["generate"]])(
    "%j --help says what it does",
    (...command) => {
        const { status, stdout } = hrms([...command, "--help"], { PATH: "" });
        expect(status).toBe(0);
        expect(stdout.split("\n")[0]).toBe(
            `Usage: ${["hrms", ...command].join(" ")} ${
                stdout
                    .split("\n")[0]
                    ?.split(" ")
                    .slice(command.length + 2)
                    .join(" ") ?? ""
            }`,
        );
    },
);

test("alerts --test sends nothing before somebody has confirmed it", () => {
    const { status, stderr, stdout } = hrms(["alerts", "--test"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("Nothing was sent. Answer yes, or run it with --yes.");
});
