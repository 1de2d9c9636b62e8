/** What `npx hrms init` asks, in order: one row for each question. */
import { SETTINGS } from "../../config";
import { asText } from "../../config/fault";
import { kind, listOf, oneOf, text, whole, type Kind } from "../../config/kinds";
import { LIKELY } from "../../config/likely";
import { REGIONS } from "../../config/regions";
import type { Profile } from "../../config/setting";
import { z } from "zod";
import { profileFor } from "./sizing";

/** Answers as text, by the names of the questions. A list is JSON, as in a stack's configuration. */
export type Answers = Readonly<Record<string, string>>;

export interface Choice {
    readonly value: string;
    readonly label: string;
    readonly hint?: string;
}

export interface Question {
    /** Short name of a setting, or a name of its own. */
    readonly name: string;
    /** What the option takes, such as `<name>`. */
    readonly takes: string;
    readonly asks: string;
    /** One sentence: what the answer is for. */
    readonly why: string;
    readonly kind: Kind<unknown>;
    /** Whether the answer can be left out. @defaultValue false */
    readonly isOptional?: boolean;
    /** A good answer, because of what was answered before. */
    readonly likely?: (answers: Answers) => string | undefined;
    readonly choices?: readonly Choice[];
    /** Whether a terminal asks it for a new stack; the usual answer to any other one is in the review. @defaultValue false */
    readonly isAsked?: boolean;
    /** Without it, the question makes no sense. @defaultValue - always */
    readonly needs?: { readonly option: string; readonly isMet: (answers: Answers) => boolean };
}

/** Services that an account has once; the settings are called the same. */
export const ACCOUNT_SERVICES: readonly Choice[] = [
    { value: "cloudTrail", label: "CloudTrail", hint: "a trail of every call to AWS" },
    { value: "guardDuty", label: "GuardDuty", hint: "threat detection" },
    { value: "awsConfig", label: "AWS Config", hint: "a record of every change" },
    { value: "securityHub", label: "Security Hub", hint: "security standards" },
    { value: "inspector", label: "Inspector", hint: "vulnerabilities of hosts and functions" },
    { value: "accessAnalyzer", label: "IAM Access Analyzer", hint: "what is reachable from outside" },
];

/** Where Pulumi keeps the state: what `pulumi login` takes. https://www.pulumi.com/docs/iac/concepts/state-and-backends/ */
const STATE = kind(
    '"cloud" for Pulumi Cloud, or an address such as s3://acme-pulumi-state?region=eu-central-1 or file:///srv/pulumi',
    z
        .string()
        .regex(
            /^cloud$|^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w/.-]*)?(\?[\w&=.-]*)?$|^file:\/\/[~/].*$/,
        ),
);

/** https://www.pulumi.com/docs/iac/concepts/secrets/#available-encryption-providers */
const SECRETS_PROVIDER = kind(
    '"default" for Pulumi Cloud\'s, "passphrase", or a KMS key such as awskms://alias/pulumi?region=eu-central-1',
    z.string().regex(/^default$|^passphrase$|^awskms:\/\/[\w:/-]+(\?[\w&=.-]*)?$/),
);

const SSH = { option: "--access ssh", isMet: ({ access }: Answers): boolean => access === "ssh" };
const ELSEWHERE = {
    option: "--elsewhere <services>",
    isMet: ({ elsewhere = "[]" }: Answers): boolean => elsewhere !== "[]",
};

export const QUESTIONS: readonly Question[] = [
    {
        ...of("domain", "<name>"),
        asks: "Which name will people type to reach the HRMS?",
        why: "The certificate, the load balancer and the links in e-mails use it.",
        isAsked: true,
    },
    {
        ...of("hostedZone", "<name>"),
        asks: "Which public hosted zone in Route 53 holds that name?",
        why: "The stack writes its DNS records there; the zone must exist.",
        likely: likelySetting("hostedZone"),
    },
    {
        ...of("awsAccountId", "<digits>"),
        asks: "Which AWS account does the stack belong to?",
        why: "The program rejects every other account, so that nobody deploys to the wrong one.",
        isAsked: true,
    },
    {
        ...of("region", "<name>"),
        asks: "In which AWS region does the stack run?",
        why: "People's data stays there; no later change moves it.",
        likely: () => "eu-central-1",
        choices: regions(),
        isAsked: true,
    },
    {
        name: "employees",
        takes: "<number>",
        asks: "How many people will use it?",
        why: "The sizes of hosts and database, and the limit of logins, follow from it.",
        kind: whole(1, 1_000_000, "people"),
        isOptional: true,
        likely: () => "500",
        isAsked: true,
    },
    {
        ...of("profile", "<name>"),
        asks: "Which profile?",
        why: "Production survives the loss of a zone; starter costs about a fifth, on one host in one zone.",
        likely: ({ employees = "" }) => profileFor(Number(employees)),
        choices: [
            { value: "production", label: "production", hint: "two hosts or more, standby database" },
            { value: "starter", label: "starter", hint: "one host; grows into production later" },
        ],
        isAsked: true,
    },
    {
        ...of("backupRegion", "<name>"),
        asks: "Which region gets the second copy of every backup?",
        why: "It is what is left if the first region is lost.",
        // A starter stack has no second region by default: it would double the price of its backups.
        likely: (answers) =>
            answers.profile === "starter" ? undefined : likelySetting("backupRegion")(answers),
        choices: regions(),
    },
    {
        ...of("owner", "<name>"),
        asks: "Which team answers for the stack?",
        why: "Its name becomes a tag on every resource, such as people-systems.",
        isAsked: true,
    },
    {
        ...of("criticalContacts", "<addresses>"),
        asks: "Who hears of alarms that cannot wait?",
        why: "E-mail addresses or telephone numbers, separated by commas; each has to confirm once.",
        isAsked: true,
    },
    {
        ...of("warningContacts", "<addresses>"),
        asks: "Who hears of alarms that can wait for the morning?",
        why: "E-mail addresses, separated by commas; each has to confirm once.",
        likely: (answers: Answers): string | undefined => {
            const addresses = emailsIn(answers);
            return addresses.length > 0
                ? JSON.stringify(addresses)
                : likelySetting("warningContacts")(answers);
        },
    },
    {
        ...of("superuserEmail", "<address>"),
        asks: "Who is the first superuser?",
        why: "The first deployment creates this user, with a password from the stack's secret store.",
        likely: (answers) => emailsIn(answers)[0] ?? likelySetting("superuserEmail")(answers),
    },
    {
        ...of("emailFrom", "<address>"),
        asks: "From which address does the application send e-mail?",
        why: "SES verifies its domain.",
        likely: likelySetting("emailFrom"),
    },
    {
        name: "access",
        takes: "<way>",
        asks: "How do administrators log in to hosts?",
        why: "Session Manager needs no open port and logs every session.",
        kind: oneOf("session-manager", "ssh"),
        likely: ({ adminCidrs, sshPublicKey }) =>
            adminCidrs === undefined && sshPublicKey === undefined ? "session-manager" : "ssh",
        choices: [
            { value: "session-manager", label: "Session Manager", hint: "no open port" },
            { value: "ssh", label: "SSH as well", hint: "port 22, from networks that you name" },
        ],
        isAsked: true,
    },
    {
        ...of("adminCidrs", "<networks>"),
        isOptional: false,
        asks: "From which networks do they use SSH?",
        why: "Port 22 opens to these only; write them as CIDR blocks, separated by commas.",
        needs: SSH,
        isAsked: true,
    },
    {
        ...of("sshPublicKey", "<key>"),
        isOptional: false,
        asks: "With which public key do they use SSH?",
        why: "Passwords never work over SSH.",
        needs: SSH,
        isAsked: true,
    },
    {
        name: "elsewhere",
        takes: "<services>",
        asks: "Which of these does somebody else run for the account already?",
        why: "An account has each of them once, so the stack must not create a second one. Space marks one; Enter goes on.",
        kind: listOf(oneOf(...ACCOUNT_SERVICES.map(({ value }) => value))),
        likely: ({ elsewhereBy }) => (elsewhereBy === undefined ? "[]" : undefined),
        isOptional: true,
        choices: ACCOUNT_SERVICES,
        isAsked: true,
    },
    {
        name: "elsewhereBy",
        takes: "<sentence>",
        asks: "Who runs them?",
        why: "The stack file records it, in at least 20 characters.",
        kind: text("a sentence of 20 to 200 characters that says who runs them", /\S.{18,198}\S/),
        likely: () => "the security team, for all accounts of the organization",
        needs: ELSEWHERE,
        isAsked: true,
    },
    {
        ...of("monthlyBudgetUsd", "<number>"),
        asks: "How much may it cost in a month, in USD?",
        why: "AWS writes to the contacts when the month's cost or its forecast passes this figure.",
        likely: ({ profile }) =>
            asText(SETTINGS.monthlyBudgetUsd.defaultFor((profile ?? "production") as Profile)),
    },
    {
        name: "state",
        takes: "<address>",
        asks: "Where does Pulumi keep the stack's state?",
        why: "It says which resources exist; write cloud for Pulumi Cloud, or the address of a bucket, such as s3://acme-pulumi-state.",
        kind: STATE,
        likely: () => "cloud",
        isAsked: true,
    },
    {
        name: "secretsProvider",
        takes: "<provider>",
        asks: "What encrypts the secrets in the state and in the stack file?",
        why: "A KMS key lets AWS decide who can decrypt them; a passphrase must be known to everybody, and to CI.",
        kind: SECRETS_PROVIDER,
        likely: ({ state = "cloud", region = "" }) =>
            state === "cloud"
                ? "default"
                : state.startsWith("s3:")
                  ? `awskms://alias/pulumi?region=${region}`
                  : "passphrase",
    },
];

/** The part of a question that its setting knows. */
function of(
    name: keyof typeof SETTINGS,
    takes: string,
): Pick<Question, "name" | "takes" | "kind" | "isOptional"> {
    const { kind, required } = SETTINGS[name];
    return { name, takes, kind, isOptional: !required };
}

/** The e-mail addresses among the contacts, some of which can be telephone numbers. */
const emailsIn = ({ criticalContacts = "[]" }: Answers): string[] =>
    (JSON.parse(criticalContacts) as string[]).filter((contact) => contact.includes("@"));

function likelySetting(name: keyof typeof SETTINGS): (answers: Answers) => string | undefined {
    return (answers) => LIKELY[name]?.(answers)[0];
}

function regions(): Choice[] {
    return Object.entries(REGIONS).map(([value, place]) => ({ value, label: value, hint: place }));
}

/** The option of the command line: `--backup-region`. */
export const flagOf = ({ name }: Pick<Question, "name">): string =>
    `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

export const applies = ({ needs }: Question, answers: Answers): boolean => needs?.isMet(answers) ?? true;

/** The text that a person types, as the setting stores it: a list of words becomes JSON. */
export function stored({ kind }: Pick<Question, "kind">, typed: string): string {
    const given = typed.trim();
    if (kind.declared !== "array" || given.startsWith("[")) return given;
    return JSON.stringify(given.split(/[\s,]+/).filter((word) => word !== ""));
}

/** The stored text as a person types it. */
export function shown({ kind }: Pick<Question, "kind">, value = ""): string {
    return kind.declared === "array" && value.startsWith("[")
        ? (JSON.parse(value) as string[]).join(", ")
        : value;
}

/** How a line of the review calls it: the option, in words. */
export const labelOf = (question: Pick<Question, "name">): string =>
    flagOf(question).slice(2).replaceAll("-", " ");

/** Whether the answer is a setting's value. */
export const isSetting = (name: string): name is keyof typeof SETTINGS => name in SETTINGS;

/** What `npx hrms init` was called with: each question has an option. */
export interface Options {
    readonly stack: string;
    /** Folder of the Django project. */
    readonly app?: string;
    readonly yes: boolean;
    readonly [answer: string]: string | boolean | undefined;
}
