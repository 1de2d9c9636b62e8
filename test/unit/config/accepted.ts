/** Values that settings accept, as arbitraries of fast-check: long ones, short ones and what standards allow. */
import * as fc from "fast-check";
import { SETTINGS } from "../../../config";
import { BACKGROUND_KINDS } from "../../../config/background";
import { ENVIRONMENT_NAMES, isFreeName } from "../../../config/environment";
import { REGIONS } from "../../../config/regions";
import { TIME_ZONES } from "../../../config/time-zones";

type Name = keyof typeof SETTINGS;

const matching = (pattern: RegExp): fc.Arbitrary<string> => fc.stringMatching(pattern);
const list = (item: fc.Arbitrary<string>, min = 0, max = 10): fc.Arbitrary<string> =>
    fc.uniqueArray(item, { minLength: min, maxLength: max }).map((values) => JSON.stringify(values));
const two = (number: number): string => String(number).padStart(2, "0");

const hour = fc.integer({ min: 0, max: 23 });
const daily = fc
    .tuple(hour, hour, fc.constantFrom("00", "15", "30", "59"))
    .map(([a, b, m]) => `${two(a)}:${m}-${two(b)}:${m}`);
const weekly = fc.tuple(fc.constantFrom("mon", "wed", "sun"), daily).map(([day, window]) => {
    const [start, end] = window.split("-");
    return `${day}:${start}-${day}:${end}`;
});

const network = (min: number, max: number): fc.Arbitrary<string> =>
    fc
        .tuple(
            fc.constantFrom([10, 8], [172, 12], [192, 16], [203, 8]),
            fc.nat({ max: 0xffffff }),
            fc.integer({ min, max }),
        )
        .map(([[first = 10, length = 8], rest, prefix]) => {
            const start = first === 172 ? 0xac100000 : first === 192 ? 0xc0a80000 : first * 2 ** 24;
            const address = start + (rest % 2 ** (32 - length));
            const aligned = address - (address % 2 ** (32 - prefix));
            const parts = [24, 16, 8, 0].map((shift) => Math.floor(aligned / 2 ** shift) % 256);
            return `${parts.join(".")}/${prefix}`;
        });

const label = matching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
const address = (domain: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
        .tuple(
            fc.oneof(
                matching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,30}(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,30})?$/),
                fc.constantFrom("r&d", "o'neill", "hr+leave", "a".repeat(64), "50%", "who?"),
            ),
            domain,
        )
        .map((parts) => parts.join("@"));
const anyDomain = fc.oneof(
    fc.constantFrom("example.com", "example.xn--p1ai", "EXAMPLE.org"),
    label.map((name) => `${name}.example.net`),
);

const path = matching(/^\/[A-Za-z0-9._~/-]{0,127}$/);
const python = matching(/^[A-Za-z_]\w{0,40}(\.[A-Za-z_]\w{0,40}){0,4}$/);
const type = (prefix: string): fc.Arbitrary<string> =>
    fc
        .tuple(
            fc.constantFrom("t4g", "t3", "t3a", "c7g", "m7g", "m8g", "m7i", "r6g", "r7g", "r7i", "m7a"),
            fc.constantFrom("micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge"),
        )
        .map(([family, size]) => `${prefix}${family}.${size}`);
const urlWord = matching(/^([A-Za-z0-9._~!$&'()*+,;=-]|%2F|%40|%25){1,60}$/);
const place = fc
    .tuple(label, fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }))
    .map(([name, port]) => `${name}.example.com${port === undefined ? "" : `:${port}`}`);

const variables = fc
    .dictionary(
        matching(/^[A-Za-z_][A-Za-z0-9_]{0,30}$/).filter(isFreeName),
        fc.oneof(
            fc.string({ maxLength: 60 }),
            fc.string({ unit: "grapheme", maxLength: 20 }),
            fc.constant("a\n\tb"),
        ),
        { minKeys: 1, maxKeys: 8 },
    )
    .map((map) => JSON.stringify(map));

const SPECIAL: Readonly<Partial<Record<Name, fc.Arbitrary<string>>>> = {
    domain: fc.oneof(
        label.map((name) => `${name}.example.com`),
        fc.constant(`${"d".repeat(45)}.example.com`),
    ),
    region: fc.constantFrom(...Object.keys(REGIONS)),
    backupRegion: fc.constantFrom(...Object.keys(REGIONS)),
    owner: matching(/^[A-Za-z0-9][A-Za-z0-9 .-]{1,63}$/),
    vpcCidr: network(16, 20),
    interfaceEndpoints: list(
        fc.constantFrom(
            "autoscaling",
            "email",
            "email-smtp",
            "logs",
            "monitoring",
            "secretsmanager",
            "ssm",
            "ssmmessages",
        ),
        0,
        8,
    ),
    adminCidrs: list(fc.constantFrom("192.0.2.0/24", "198.51.100.7/32", "203.0.113.128/25"), 1, 3),
    sshPublicKey: matching(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}( [ -~]{1,60})?$/),
    debianImageDate: fc.constantFrom("2026-11-30", "2027-02-28"),
    databaseVersion: fc.constantFrom("8.4", "8.4.7"),
    databaseName: matching(/^[A-Za-z][A-Za-z0-9_]{0,63}$/),
    databaseInstanceClass: type("db."),
    databaseBackupWindow: daily,
    databaseMaintenanceWindow: weekly,
    cacheNodeType: type("cache."),
    webInstanceType: type(""),
    workerInstanceType: type(""),
    wsgiApplication: fc.tuple(python, matching(/^[A-Za-z_]\w{0,40}$/)).map((parts) => parts.join(":")),
    settingsModule: python,
    release: matching(/^[0-9a-f]{64}$/),
    environmentAliases: list(
        fc
            .tuple(matching(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/), fc.constantFrom(...ENVIRONMENT_NAMES))
            .map((parts) => parts.join("=")),
        0,
        30,
    ),
    extraDomains: list(
        label.map((name) => `${name}.example.com`),
        1,
        8,
    ),
    outgoingDomains: list(fc.constantFrom("api.example.net", "*.example.net", "example.org"), 0, 3),
    outgoingPorts: list(
        fc
            .tuple(fc.constantFrom("tcp", "udp"), fc.integer({ min: 1, max: 65_535 }))
            .map((parts) => parts.join("/")),
        1,
    ),
    frontendOrigins: list(
        place.map((host) => `https://${host}`),
        1,
    ),
    allowedSenders: list(
        fc.oneof(address(fc.constant("hrms.example.com")), fc.constant("mail.hrms.example.com")),
        1,
    ),
    projectFolder: fc.constantFrom(".", "backend", "src/hrms_web", "a-b/c_d/e"),
    backgroundTasks: list(fc.constantFrom(...BACKGROUND_KINDS), 0, BACKGROUND_KINDS.length),
    celeryApplication: python,
    celeryQueues: list(matching(/^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,63}$/), 1, 5),
    schedulerCommand: matching(/^[a-z_][a-z0-9_]{0,63}$/),
    debianPackages: list(matching(/^[a-z0-9][a-z0-9+.-]{1,63}$/), 1, 10),
    environment: variables,
    environmentSecrets: variables,
    timeZone: fc.constantFrom(...TIME_ZONES),
    fixtures: list(matching(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}([./][A-Za-z0-9_-]{1,64}){0,8}$/), 1, 5),
    superuserEmail: address(anyDomain),
    emailFrom: address(
        fc.oneof(
            fc.constant("example.com"),
            label.map((name) => `${name}.example.com`),
        ),
    ),
    criticalContacts: list(fc.oneof(address(anyDomain), matching(/^\+[1-9]\d{6,14}$/)), 1),
    criticalWebhooks: fc
        .dictionary(
            urlWord,
            urlWord.map((key) => `https://events.pagerduty.com/integration/${key}/enqueue`),
            {
                minKeys: 1,
                maxKeys: 3,
            },
        )
        .map((webhooks) => JSON.stringify(webhooks)),
    warningContacts: list(address(anyDomain), 1),
    healthPath: path,
    loginPaths: list(path, 1),
    emailUrl: fc
        .tuple(fc.constantFrom("tls", "ssl"), urlWord, urlWord, place)
        .map(([scheme, user, password, host]) => `smtp+${scheme}://${user}:${password}@${host}`),
    sentryDsn: fc
        .tuple(matching(/^[A-Za-z0-9]{1,64}$/), place, fc.nat())
        .map(([key, host, project]) => `https://${key}@${host}/${project}`),
    logRetentionDays: fc.constantFrom("90", "731", "3653"),
};

/** These refer to what exists already: the account, its zone, its image. */
const FIXED: readonly string[] = ["awsAccountId", "hostedZone", "amiId"];

/** Of a kind that says in words what it allows: an enumeration, a flag, a number, or a service run elsewhere. */
function ofKind(allowed: string): fc.Arbitrary<string> {
    const [, from, to] = /from (\d+) to (\d+)/.exec(allowed) ?? [];
    if (from !== undefined && to !== undefined) {
        const [min, max] = [Number(from), Number(to)];
        return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max })).map(String);
    }
    if (allowed.startsWith('"here"')) {
        return matching(/^elsewhere: \S[ -~]{18,100}\S$/);
    }
    return fc.constantFrom(...allowed.replace(/^one of /, "").split(/, | or /));
}

/** A value that the setting accepts, for every setting that does not refer to what exists. */
export const ACCEPTED: Readonly<Record<string, fc.Arbitrary<string>>> = Object.fromEntries(
    Object.entries(SETTINGS)
        .filter(([name]) => !FIXED.includes(name))
        .map(([name, { kind }]) => [
            name,
            (SPECIAL[name as Name] ?? ofKind(kind.allowed)).filter(
                (value) => kind.schema.safeParse(value).success,
            ),
        ]),
);
