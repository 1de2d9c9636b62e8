/** The files that a stack needs in this checkout: its settings, and what the policies ask of it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, parseDocument } from "yaml";
import { z } from "zod";
import { asText, partsOf } from "../../config/fault";
import { plainEntries } from "../../config/read";
import type { Profile } from "../../config/setting";
import { stackFile, withValues } from "../../config/stack-file";
import { changedValues, elsewhereBy, isElsewhere, type Known, type Values } from "./answers";
import { backendIn, PROJECT_FILE, withBackend } from "./backend";
import type { Answers } from "./questions";

export const stackFileOf = (stack: string): string => `Pulumi.${stack}.yaml`;
export const policySettingsOf = (stack: string): string => `policy-settings/${stack}.yaml`;

const PREFIX = "hrms:";
const SECRET = z.object({ secure: z.string() });
const FILE = z.object({ config: z.record(z.string(), z.unknown()).optional() }).nullable();

/** What the stack's file says already. Encrypted values are not read. */
export function readKnown(stack: string, checkout: string): Known {
    const file = path.join(checkout, stackFileOf(stack));
    if (!fs.existsSync(file)) return { stack, values: {}, secrets: [] };
    const config = Object.entries(FILE.parse(parse(fs.readFileSync(file, "utf8")))?.config ?? {});
    const plain = plainEntries(file).map((key) => partsOf(key)[0]);
    const isEncrypted = ([key, value]: [string, unknown]): boolean =>
        SECRET.safeParse(value).success || (/Secrets$|Webhooks$/.test(key) && !plain.includes(key));
    const own = config.filter(([key]) => key.startsWith(PREFIX));
    return {
        stack,
        values: Object.fromEntries(
            own
                .filter((entry) => !isEncrypted(entry))
                .map(([key, value]) => [key.slice(PREFIX.length), asText(value)]),
        ),
        secrets: own.filter(isEncrypted).map(([key]) => key),
    };
}

/** What the files of Pulumi say about the questions that are no settings. */
export function readPulumi(stack: string, checkout: string): Answers {
    const state = backendIn(fs.readFileSync(path.join(checkout, PROJECT_FILE), "utf8"));
    const file = path.join(checkout, stackFileOf(stack));
    const own = fs.existsSync(file) ? PROVIDER.parse(parse(fs.readFileSync(file, "utf8"))) : null;
    const provider = own?.secretsprovider ?? (own?.encryptionsalt === undefined ? undefined : "passphrase");
    return {
        ...(state !== undefined && { state }),
        ...(provider !== undefined && { secretsProvider: provider }),
    };
}

/** Keys that Pulumi writes itself. https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/ */
const PROVIDER = z
    .object({ secretsprovider: z.string().optional(), encryptionsalt: z.string().optional() })
    .nullable();

export interface FileChange {
    /** Relative to the checkout. */
    readonly file: string;
    readonly before: string;
    readonly after: string;
}

/** What is to be in the files of a stack. */
export interface Wanted {
    readonly stack: string;
    /** Every value that was decided, those with their default included. */
    readonly values: Values;
    /** What the stack's file sets now. */
    readonly before: Values;
    /** Whether nobody has answered for the stack yet. */
    readonly isNew: boolean;
}

/** The files as they will be; those that stay the same are left out. */
export function changedFiles(wanted: Wanted, answers: Answers, checkout: string): FileChange[] {
    const { stack, values, before: set } = wanted;
    const read = (file: string): string => {
        const full = path.join(checkout, file);
        return fs.existsSync(full) ? fs.readFileSync(full, "utf8") : "";
    };
    const change = (file: string, edit: (before: string) => string): FileChange => {
        const before = read(file);
        return { file, before, after: edit(before) };
    };
    const profile = (values.profile ?? "production") as Profile;
    const shipped = read(policySettingsOf(shippedStack(profile)));
    return [
        change(stackFileOf(stack), (before) => withValues(before, changedValues(values, set))),
        change(policySettingsOf(stack), (before) => policySettings(before, shipped, wanted)),
        change(PROJECT_FILE, (before) => withBackend(before, answers)),
    ].filter(({ before, after }) => before !== after);
}

/** The stack whose policy settings ship for the profile. */
const shippedStack = (profile: Profile): string => ({ production: "prod", starter: "starter" })[profile];

/** What CloudFront, Route 53 and billing need is there. */
const NORTH_VIRGINIA = "us-east-1";

/** Policies that only hold for a stack that runs the service itself; see policies/README.md. */
const OF_SERVICES: Readonly<Record<string, readonly string[]>> = {
    accessAnalyzer: ["account-has-access-analyzer"],
    inspector: ["account-scans-for-vulnerabilities"],
    securityHub: ["account-checks-security-standards"],
    cloudTrail: ["trail-events-have-alarms"],
};

/** Policies that ask for the service, or for the name of who runs it for the whole account. */
const RUN_BY: Readonly<Record<string, string>> = {
    cloudTrail: "account-has-audit-trail",
    guardDuty: "account-has-threat-detection",
    awsConfig: "account-has-configuration-record",
};

function policySettings(before: string, shipped: string, wanted: Wanted): string {
    const { stack, values, before: set, isNew } = wanted;
    const usual = parseDocument(shipped);
    const document = parseDocument(before === "" ? shipped : before);
    const had = isNew ? [] : REGIONS_SET.parse(document.toJS())["region-is-allowed"]?.regions;
    const needed = [values.region, values.backupRegion, NORTH_VIRGINIA].flatMap((region) => region ?? []);
    const regions = [...new Set([...(had ?? []), ...needed])];
    if (!isSame(regions, had)) {
        document.setIn(["region-is-allowed", "regions"], document.createNode(regions, { flow: true }));
    }
    for (const [service, policies] of Object.entries(OF_SERVICES)) {
        for (const policy of policies) {
            if (isElsewhere(values[service])) document.delete(policy);
            // The stack runs the service itself from now on.
            else if (isElsewhere(set[service]) && usual.has(policy)) document.set(policy, usual.get(policy));
        }
    }
    for (const [service, policy] of Object.entries(RUN_BY)) {
        const by = elsewhereBy(values[service]);
        if (by !== undefined) document.setIn([policy, "runBy"], by);
        else if (isElsewhere(set[service])) document.delete(policy);
    }
    return document
        .toString({ lineWidth: 0, flowCollectionPadding: false })
        .replace(/^(# What the policies ask of the stack ")[^"]*"/, `$1${stack}"`);
}

const REGIONS_SET = z
    .object({ "region-is-allowed": z.object({ regions: z.array(z.string()).optional() }).optional() })
    .nullable()
    .transform((settings) => settings ?? {});

const isSame = (some: readonly string[], others: readonly string[] | undefined): boolean =>
    some.join() === others?.join();

/** Puts everything back to where it was before Pulumi wrote the file. */
export function tidy(file: string): void {
    fs.writeFileSync(file, stackFile(fs.readFileSync(file, "utf8")));
}

/** The lines that are removed and added, for people to read. */
export function described({ file, before, after }: FileChange): string {
    const had = new Set(before.split("\n"));
    const has = new Set(after.split("\n"));
    const gone = before === "" ? [] : before.split("\n").filter((line) => !has.has(line));
    const come = after.split("\n").filter((line) => !had.has(line));
    const lines =
        before === ""
            ? [`  new, ${come.length} lines`]
            : [...gone.map((line) => `- ${line}`), ...come.map((line) => `+ ${line}`)];
    return [file, ...lines].join("\n");
}
