/** The runbook against the stack: the sections that alarms name exist, and so does everything that commands name. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { environmentParameter } from "../../../config/environment";
import { patchDocument } from "../../../components/patching/command";
import { SETTINGS } from "../../../config";
import { exampleSettings } from "../../../config/example";
import { record, type Recording } from "../components/harness";
import { monitoring, STARTER } from "../components/monitoring-stack";
import { readDocument } from "./markdown";
import { PAGES } from "./runbook-pages";
import { CHECKOUT } from "../../../system/checkout";

const ALARMS = "docs/runbook/alarms.md";
const code = PAGES.flatMap(({ document }) => document.code);
const commands = code.join("\n");

let stacks: Recording<unknown>[];
beforeAll(async () => {
    // Between them, these have everything that a setting can bring: alarms on SES here, a mail secret there.
    stacks = [
        await monitoring({ sentryDsn: "https://key@sentry.example.com/1" }),
        await monitoring({ ...STARTER, emailUrl: "smtp+tls://user:secret@mail.example.com:587" }),
        await record(() => patchDocument("patch", exampleSettings(), {})),
    ];
});

/** What the commands name, once each, with the stack's name put in. */
const named = (pattern: RegExp): string[] => [
    ...new Set([...commands.matchAll(pattern)].map(([name]) => name.replaceAll("$STACK", "prod"))),
];

/** The names that AWS knows the stack's resources by: texts among their arguments, with the database's as `$DB`. */
function physicalNames(): string[] {
    const databases = stacks
        .flatMap((stack) => stack.all(aws.rds.Instance))
        .map(({ inputs }) => String(inputs.identifier));
    return stacks
        .flatMap(({ resources }) => resources)
        .flatMap(({ inputs }) => Object.values(inputs))
        .filter((value) => typeof value === "string")
        .map((name) => databases.reduce((text, database) => text.replace(database, "$DB"), name));
}

/** A word that ends like a prefix is one, as in `--alarm-name-prefix`. */
const matches = (written: string, name: string): boolean =>
    /[-/]$/.test(written) ? name.startsWith(written) : name === written;

test("the sections on alarms are those that alarms name", () => {
    const alarms = stacks.flatMap((stack) => [
        ...stack.all(aws.cloudwatch.MetricAlarm),
        ...stack.all(aws.cloudwatch.CompositeAlarm),
    ]);
    const texts = alarms.map(({ inputs }) => String(inputs.alarmDescription));
    const named = new Set(texts.map((text) => text.split(`${ALARMS}#`)[1]));
    const sections = readDocument(ALARMS).headings.filter(({ level }) => level > 1);
    expect([...named].sort()).toEqual(sections.map(({ anchor }) => anchor).sort());
});

describe("commands name", () => {
    test.each([
        ["log groups, parameters and secrets", /(?<![\w-])\/?hrms\/\$STACK\/[\w/-]*/g],
        [
            "hosts, documents, functions, vaults, keys and alarms",
            /(?:alias\/|aws-waf-logs-)?hrms-\$STACK[\w-]*/g,
        ],
        ["logs of the database", /\/aws\/rds\/[\w/-]+\/\$DB\/\w+/g],
    ])("%s that the stack has", (_, pattern) => {
        const names = physicalNames();
        const found = named(pattern);
        expect(found.length).toBeGreaterThan(1);
        expect(found.filter((written) => !names.some((name) => matches(written, name)))).toEqual([]);
    });

    test("secrets in a list that the stack has, all of them", () => {
        const secrets = stacks
            .flatMap((stack) => stack.all(aws.secretsmanager.Secret))
            .map(({ inputs }) => String(inputs.name).replace("hrms/prod/", ""));
        expect([...new Set(secrets)].filter((secret) => !code.includes(secret))).toEqual([]);
    });

    test("units that hosts have", () => {
        const units = named(/hrms-[a-z@*]+\.(?:service|socket)/g);
        expect(units.length).toBeGreaterThan(4);
        expect(
            units.filter(
                (unit) => !existsSync(join(CHECKOUT, "host/root/etc/systemd/system", unit.replace("*", ""))),
            ),
        ).toEqual([]);
    });

    test("settings that there are", () => {
        const settings = named(/(?<=hrms:)[a-z]\w+/gi);
        expect(settings.length).toBeGreaterThan(20);
        expect(settings.filter((setting) => !(setting in SETTINGS))).toEqual([]);
    });

    test("variables that the application's environment has", () => {
        const parameter = stacks
            .flatMap((stack) => stack.all(aws.ssm.Parameter))
            .find(({ inputs }) => inputs.name === environmentParameter("prod"));
        const { variables } = JSON.parse(String(parameter?.inputs.insecureValue)) as { variables: object };
        const asked = named(/(?<=\$\(environment )[A-Z_]+/g);
        expect(asked.length).toBeGreaterThan(4);
        expect(asked.filter((name) => !(name in variables))).toEqual([]);
    });
});
