/** `npx hrms init` as people run it: with options, and in a terminal; then Pulumi's own commands on what it wrote. */
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { findEngine } from "../../../engine";
import { CHECKOUT } from "../../../system/checkout";
import { removeTemporaryFolder, temporaryFolder } from "../../../system/interruption";
import { run } from "../../../system/run";

let folder: string;
let checkout: string;
let engine: string;
const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "correct horse",
    PATH: `${engine}:${process.env.PATH}`,
});

beforeAll(async () => {
    folder = temporaryFolder("init");
    checkout = path.join(folder, "checkout");
    engine = (await findEngine()).folder;
    fs.mkdirSync(checkout);
    fs.mkdirSync(path.join(folder, "state"));
    const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
        cwd: CHECKOUT,
        encoding: "utf8",
    });
    for (const file of files
        .split("\n")
        .filter((name) => fs.existsSync(path.join(CHECKOUT, name)) && !/^$|^node_modules$/.test(name))) {
        fs.mkdirSync(path.dirname(path.join(checkout, file)), { recursive: true });
        fs.copyFileSync(path.join(CHECKOUT, file), path.join(checkout, file));
    }
    fs.symlinkSync(fs.realpathSync(path.join(CHECKOUT, "node_modules")), path.join(checkout, "node_modules"));
});
afterAll(() => {
    removeTemporaryFolder(folder);
});

const hrms = (...args: string[]) =>
    run(process.execPath, [path.join(checkout, "commands/hrms.js"), ...args], {
        cwd: checkout,
        env: environment(),
    });
const read = (file: string): string => fs.readFileSync(path.join(checkout, file), "utf8");
const configOf = (stack: string): Record<string, unknown> =>
    (parse(read(`Pulumi.${stack}.yaml`)) as { config: Record<string, unknown> }).config;

/** An account that the simulated AWS knows, with its zone. */
const REAL = [
    "--domain",
    "hr.example.com",
    "--hosted-zone",
    "example.com",
    "--aws-account-id",
    "123456789012",
    "--critical-contacts",
    "oncall@example.com",
];

test("a missing answer stops it before anything is written, with the option that gives it", async () => {
    const before = read("Pulumi.prod.yaml");
    const { code, stderr } = await hrms(
        "init",
        "--yes",
        "--domain",
        "hr.example.com",
        "--backup-region",
        "eu-central-1",
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/hrms:awsAccountId is not set\. [^\n]*\n {4}Fix: --aws-account-id <digits>/);
    expect(stderr).toMatch(
        /hrms:backupRegion is "eu-central-1", but [^\n]*\n {4}Fix: --backup-region <name>/,
    );
    expect(read("Pulumi.prod.yaml")).toBe(before);
});

test("options become a stack that previews without a manual edit and without a mandatory violation", async () => {
    const services = "guardDuty,inspector,accessAnalyzer,securityHub,cloudTrail,awsConfig";
    const options = [
        ...[
            "--stack",
            "people",
            ...REAL,
            "--owner",
            "people",
            "--region",
            "eu-west-3",
            "--employees",
            "12000",
        ],
        ...["--elsewhere", services, "--app", path.join(checkout, "test/fixtures/everyday")],
        ...["--state", `file://${folder}/state`],
    ];
    const { code, stdout, stderr } = await hrms("init", "--yes", ...options);
    expect(code === 0 ? "" : stderr).toBe("");
    expect(stdout).toContain("npx hrms preflight --stack people\n");
    expect(stdout).toContain("npx hrms cost --stack people\n");
    expect(stdout).toContain("pulumi preview --stack people --policy-pack policies\n");
    expect(configOf("people")).toMatchObject({
        "hrms:domain": "hr.example.com",
        "hrms:emailFrom": "hr@hr.example.com",
        // Pulumi puts numbers into quotes when it writes its keys into the file.
        "hrms:webMinHosts": "4",
        "hrms:databaseInstanceClass": "db.m7g.xlarge",
        "hrms:guardDuty": expect.stringMatching(/^elsewhere: /) as string,
    });
    expect(read("Pulumi.people.yaml")).toMatch(/^encryptionsalt: /m);

    const preview = await hrms("sim", "--stack", "people", "preview", "--policy-pack", "policies");
    expect(preview.stdout.match(/^.*\[mandatory\].*\n.*$/gm) ?? []).toEqual([]);
    expect(preview.code === 0 ? "" : preview.stdout.slice(-3000)).toBe("");

    const again = await hrms("init", "--yes", ...options);
    expect({ code: again.code, said: again.stdout.split("\n")[0] }).toEqual({
        code: 0,
        said: "The files say all of this already.",
    });
    // Neither the sizes nor the backend are forgotten if no option names them.
    const bare = await hrms("init", "--yes", "--stack", "people");
    expect(bare.stdout.split("\n")[0]).toBe("The files say all of this already.");
    expect(bare.code).toBe(0);
});

test("Pulumi's own `config set` leaves the comments where they are", async () => {
    const before = read("Pulumi.people.yaml");
    const { code, stderr } = await run(
        "pulumi",
        ["config", "set", "hrms:owner", "payroll", "--stack", "people"],
        {
            cwd: checkout,
            env: environment(),
        },
    );
    expect(code === 0 ? "" : stderr).toBe("");
    const lines = new Set(read("Pulumi.people.yaml").split("\n"));
    expect(before.split("\n").filter((line) => line !== "" && !lines.has(line))).toEqual([
        expect.stringContaining("hrms:owner: people"),
    ]);
    // The passphrase still fits: without the salt that Pulumi wrote, nobody could decrypt a secret.
    const salt = /^encryptionsalt: .*$/m;
    expect(salt.exec(read("Pulumi.people.yaml"))).toEqual(
        expect.arrayContaining([...(salt.exec(before) ?? ["no salt"])]),
    );
});

test("in a terminal, a wrong answer is rejected at once, Enter takes what is offered, and all is shown before it is written", async () => {
    const command = `stty cols 120 rows 40 && exec ${process.execPath} commands/hrms.js init --stack typed --state file://${folder}/state`;
    const terminal = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
        cwd: checkout,
        env: { ...environment(), TERM: "xterm" },
    });
    let said = "";
    let answered = 0;
    /** Each question, and what to type when it appears. Enter alone takes what is offered. */
    const script: [question: RegExp, typed: string][] = [
        [/In which folder is your Django project/, "\r"],
        [/Which name will people type/, "hrms\r"],
        [/It must be /, ".example.com\r"],
        [/Which AWS account/, "123456789012\r"],
        [/In which AWS region/, "\r"],
        [/How many people/, "\r"],
        [/Which profile/, "\r"],
        [/Which team answers/, "people\r"],
        [/alarms that cannot wait/, "oncall@example.com\r"],
        [/How do administrators log in/, "\r"],
        [/Which of these does somebody else run/, "\r"],
        [/Is all of this right/, "\r"],
    ];
    terminal.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const [next] = script;
        if (!next?.[0].test(said.slice(answered))) return;
        answered = said.length;
        script.shift();
        // The prompt listens only after it has drawn itself.
        setTimeout(() => terminal.stdin.write(next[1]), 300);
    });
    const isStuck = setTimeout(() => terminal.kill(), 90_000);
    const code = await new Promise<number | null>((resolve) => terminal.on("close", resolve));
    clearTimeout(isStuck);
    expect(code === 0 ? "" : said.slice(-3000)).toBe("");
    expect(script).toEqual([]);
    expect(said).toContain("The certificate, the load balancer and the links in e-mails use it.");
    expect(configOf("typed")).toMatchObject({
        "hrms:domain": "hrms.example.com",
        "hrms:hostedZone": "example.com",
        "hrms:awsAccountId": "123456789012",
        "hrms:region": "eu-central-1",
        "hrms:owner": "people",
        "hrms:criticalContacts": ["oncall@example.com"],
    });
});
