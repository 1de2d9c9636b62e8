/**
 * Every setting of a stack: its kind, its default and what it is for. Defaults live here and in `config/application.ts` only.
 * `Settings` is what the components receive; `config/read.ts` checks the stack's configuration and names all its
 * faults at once.
 */
import type * as pulumi from "@pulumi/pulumi";
import { APPLICATION } from "./config/application";
import { ENDPOINT_SERVICES } from "./config/endpoint-services";
import { databaseInstanceType, cacheNodeType, hostInstanceType } from "./config/instance-types";
import {
    contact,
    dailyWindow,
    email,
    emailOrDomain,
    flag,
    hereOrElsewhere,
    hostname,
    hostnames,
    ipv4Network,
    listOf,
    numberFrom,
    oneOf,
    origin,
    port,
    text,
    weeklyWindow,
    whole,
} from "./config/kinds";
import { accountIds, MAIL_URL, region, SENTRY_DSN, WEBHOOKS } from "./config/places";
import { optional, optionalSecret, required, secretMap, setting, type Setting } from "./config/setting";
import { READ_SSH_KEY, SSH_KEY } from "./config/ssh-key";

/**
 * ACM takes 64 characters as the name of a certificate, and static files are served from `static.<domain>`.
 * https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
 */
const MAX_DOMAIN = 64 - "static.".length;

/** Below RDS's 65,536 GiB by the 10 % that storage autoscaling needs. */
const MAX_DATABASE_GIB = Math.floor(65_536 / 1.1);

/** MySQL's own databases, and those that RDS keeps. */
const databaseName = text(
    "1 to 64 letters, digits and underscores, a letter first, and none of MySQL's own databases",
    /(?!(?:information_schema|innodb|mysql|performance_schema|sys|tmp)$)[a-z]\w{0,63}/i,
);

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html, from 90 days on. */
const LOG_RETENTION_DAYS = [90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** The settings by section, in the order of the checklist. */
export const SECTIONS = {
    "What and where": {
        profile: setting(
            oneOf("production", "starter"),
            "production",
            "production, or starter: the cheap one, on one host in one zone",
        ),
        domain: required(hostname({ max: MAX_DOMAIN }), {
            about: "DNS name that people type to reach the HRMS",
            example: "hrms.example.com",
        }),
        extraDomains: setting(
            listOf(hostname(), { max: 8 }),
            [],
            "more DNS names of the HRMS, inside the hosted zone",
            ["people.example.com"],
        ),
        hostedZone: required(hostname(), {
            about: "Route 53 hosted zone that holds the domain; it must exist",
            example: "example.com",
        }),
        awsAccountId: required(text("12 digits, in quotes if the first one is 0", /\d{12}/, accountIds), {
            about: "AWS account; any other one is rejected",
            example: "123456789012",
        }),
        region: required(region, { about: "AWS region of the stack", example: "eu-central-1" }),
        owner: required(
            text(
                "a team's name of 2 to 64 letters, digits, spaces, dots or hyphens",
                /[A-Za-z0-9][A-Za-z0-9 .-]{1,63}/,
            ),
            {
                about: "team that answers for the stack; becomes a tag on every resource",
                example: "people-systems",
            },
        ),
        deletionProtection: setting(
            flag(),
            true,
            "guards databases, keys and buckets; false is the first step of taking a stack down",
        ),
    },
    Network: {
        vpcCidr: setting(ipv4Network({ min: 16, max: 20 }), "10.20.0.0/16", "addresses of the VPC"),
        availabilityZones: setting(
            whole(2, 3, "zones"),
            { production: 3, starter: 2 },
            "zones that the subnets spread over",
        ),
        nat: setting(
            oneOf("regional", "single", "instance", "none"),
            { production: "regional", starter: "instance" },
            "way out of the private subnets: a regional NAT gateway, a single one, a small instance, or none",
        ),
        interfaceEndpoints: setting(
            listOf(oneOf(...ENDPOINT_SERVICES)),
            [],
            "AWS services reached inside the VPC, each billed by zone and hour",
            ["secretsmanager"],
        ),
        outgoingPorts: setting(
            listOf(port(), { max: 10 }),
            [],
            "ports besides HTTPS and e-mail that hosts can connect to, anywhere: a directory, a time clock",
            ["tcp/636"],
        ),
        outgoingDomains: optional(listOf(hostnames(), { max: 100 }), {
            about: "the only names, besides those that the stack itself needs, that hosts can look up; left out: all names. A firewall for DNS, 0.60 USD for a million lookups; it does not stop connections to an address",
            example: '["time-clock.example.com"]',
        }),
        adminCidrs: setting(
            listOf(ipv4Network({ min: 24, max: 32 })),
            [],
            "networks that can reach port 22; without any, Session Manager only",
            ["203.0.113.7/32"],
        ),
        sshPublicKey: optional(
            text(
                "an ssh-ed25519 public key on one line, like the content of ~/.ssh/id_ed25519.pub",
                /ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}( [ -~]{1,100})?/,
            ),
            {
                about: "public key of the administrators, needed with adminCidrs",
                example: SSH_KEY,
                typed: READ_SSH_KEY,
            },
        ),
    },
    Database: {
        databaseVersion: setting(
            text("8.4 or a release of it such as 8.4.7", /8\.4(\.\d{1,2})?/),
            "8.4",
            "MySQL version; 8.4 has long-term support",
        ),
        databaseName: setting(databaseName, "hrmodel", "name of the database"),
        databaseInstanceClass: setting(
            databaseInstanceType(),
            { production: "db.m7g.large", starter: "db.t4g.medium" },
            "instance class of the database",
        ),
        databaseMultiAz: setting(
            flag(),
            { production: true, starter: false },
            "keeps a standby in another zone",
        ),
        databaseStorageGib: setting(
            whole(20, MAX_DATABASE_GIB, "GiB"),
            { production: 100, starter: 20 },
            "storage at the start",
        ),
        databaseMaxStorageGib: setting(
            whole(22, 65_536, "GiB"),
            { production: 500, starter: 100 },
            "storage it may grow to by itself",
        ),
        databaseBackupRetentionDays: setting(
            whole(14, 35, "days; RDS keeps 35 at most"),
            { production: 30, starter: 14 },
            "days that can be restored to the second",
        ),
        databaseBackupWindow: setting(dailyWindow(), "01:00-02:00", "daily backup window, UTC"),
        databaseMaintenanceWindow: setting(
            weeklyWindow(),
            "sun:02:30-sun:03:30",
            "weekly maintenance window, UTC",
        ),
        databaseTablesAtRuntime: setting(
            flag(),
            false,
            "lets the application itself create and change tables, not only migrations; who breaks in can then do so too",
        ),
        databaseProxy: setting(flag(), false, "puts RDS Proxy between the hosts and the database"),
        databaseInsights: setting(
            oneOf("standard", "advanced"),
            "standard",
            "CloudWatch Database Insights: 7 days free, or 465 days billed",
        ),
    },
    "Cache and queue": {
        cacheEngine: setting(oneOf("redis", "valkey"), "redis", "engine of the cache and the queue"),
        cacheNodeType: setting(
            cacheNodeType(),
            { production: "cache.m7g.large", starter: "cache.t4g.micro" },
            "node type of the cache and the queue",
        ),
        cacheReplicas: setting(
            whole(0, 5, "replicas"),
            { production: 1, starter: 0 },
            "replicas of each; one or more gives failover",
        ),
        cacheSeparateQueue: setting(
            flag(),
            { production: true, starter: false },
            "a group of its own for Celery's queue",
        ),
    },
    Hosts: {
        architecture: setting(
            oneOf("arm64", "x86_64"),
            "arm64",
            "processor of the hosts; it must fit their instance types",
        ),
        amiId: optional(text("an image id", /ami-([0-9a-f]{8}|[0-9a-f]{17})/), {
            about: "image of the hosts, made from Debian 13; left out: the one that was Debian's newest on the day of the first update",
            example: "ami-0123456789abcdef0",
        }),
        debianImageDate: optional(
            text("a day such as 2026-11-30", /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/),
            {
                about: "change it to today, and the update takes Debian's newest image and rolls it out, host by host",
                example: "2026-11-30",
            },
        ),
        webInstanceType: setting(
            hostInstanceType(),
            { production: "m7g.large", starter: "t4g.medium" },
            "instance type of the web hosts",
        ),
        webMinHosts: setting(whole(1, 20, "hosts"), { production: 2, starter: 1 }, "web hosts at least"),
        webMaxHosts: setting(whole(1, 40, "hosts"), { production: 6, starter: 2 }, "web hosts at most"),
        workerInstanceType: setting(
            hostInstanceType(),
            { production: "m7g.large", starter: "t4g.medium" },
            "instance type of the worker hosts",
        ),
        workerMinHosts: setting(
            whole(0, 20, "hosts"),
            { production: 1, starter: 0 },
            "worker hosts at least",
        ),
        workerMaxHosts: setting(
            whole(0, 40, "hosts"),
            { production: 4, starter: 0 },
            "worker hosts at most; 0: the web hosts work off the queue",
        ),
        rootVolumeGib: setting(whole(16, 1024, "GiB"), 30, "root disk of a host"),
        maxHostLifetimeDays: setting(
            whole(1, 365, "days"),
            30,
            "a host is replaced by a fresh one at that age",
        ),
    },
    Application: APPLICATION,
    "Edge and TLS": {
        frontendOrigins: setting(
            listOf(origin(), { max: 10 }),
            [],
            "other origins whose pages can call the application: a front end of its own",
            ["https://people.example.com"],
        ),
        hstsMaxAgeSeconds: setting(
            whole(60, 63_072_000, "seconds"),
            31_536_000,
            "how long browsers insist on HTTPS; start with 60 on a new domain",
        ),
        loginRateLimit: setting(
            whole(10, 20_000, "requests in 5 minutes"),
            600,
            "login requests from one address, often a whole office, before it is blocked",
        ),
        requestRateLimit: setting(
            whole(100, 2_000_000, "requests in 5 minutes"),
            5_000,
            "requests from one address before it is blocked",
        ),
        cdnPriceClass: setting(
            oneOf("PriceClass_100", "PriceClass_200", "PriceClass_All"),
            "PriceClass_100",
            "where CloudFront serves static files from",
        ),
    },
    "E-mail": {
        emailFrom: required(email(), {
            about: "sender of the application's e-mail; its domain is verified with SES",
            example: "hr@hrms.example.com",
        }),
        allowedSenders: setting(
            listOf(emailOrDomain(), { max: 10 }),
            [],
            "more senders: addresses, or domains with all of their addresses; inside the domain of emailFrom",
            ["payroll@hrms.example.com"],
        ),
        dmarcPolicy: setting(
            oneOf("none", "quarantine", "reject"),
            "quarantine",
            "what receivers do with forged e-mail",
        ),
        emailUrl: optionalSecret(
            text(
                "a URL such as smtp+tls://USER:PASSWORD@smtp.example.com:587, or smtp+ssl://…, with special characters of the password percent-encoded",
                MAIL_URL,
            ),
            {
                about: "mail server to use instead of SES, with its password",
                example: "smtp+tls://USER:PASSWORD@smtp.example.com:587",
            },
        ),
    },
    Monitoring: {
        criticalContacts: required(listOf(contact(), { min: 1, max: 10 }), {
            about: "addresses and telephone numbers for alarms that cannot wait",
            example: '["oncall@example.com"]',
        }),
        criticalWebhooks: secretMap(WEBHOOKS, {
            about: "addresses of PagerDuty, Opsgenie or others for alarms that cannot wait, with their keys: pulumi config set --secret --path hrms:criticalWebhooks.NAME",
            example: '{"pagerduty": "https://events.pagerduty.com/integration/KEY/enqueue"}',
        }),
        warningContacts: required(listOf(email(), { min: 1, max: 10 }), {
            about: "addresses for alarms that can wait for the morning",
            example: '["ops@example.com"]',
        }),
        logRetentionDays: setting(
            numberFrom(LOG_RETENTION_DAYS, "days"),
            { production: 365, starter: 90 },
            "how long logs are kept",
        ),
        sentryDsn: optionalSecret(
            text("a Sentry DSN such as https://KEY@sentry.example.com/42", SENTRY_DSN),
            {
                about: "where errors are reported",
                example: "https://KEY@sentry.example.com/42",
            },
        ),
    },
    Detection: {
        cloudTrail: setting(hereOrElsewhere(), "here", "trail of every call to AWS"),
        guardDuty: setting(hereOrElsewhere(), "here", "threat detection"),
        awsConfig: setting(hereOrElsewhere(), "here", "record of every change of a resource"),
        securityHub: setting(hereOrElsewhere(), "here", "security standards, checked all the time"),
        inspector: setting(hereOrElsewhere(), "here", "vulnerabilities of hosts and functions"),
        accessAnalyzer: setting(hereOrElsewhere(), "here", "what is reachable from outside the account"),
    },
    "Backup, patching and budget": {
        backupRegion: optional(region, {
            about: "region of the second copy of every backup",
            example: "eu-west-1",
        }),
        backupRetentionDays: setting(
            whole(35, 3650, "days"),
            { production: 35, starter: 35 },
            "days that a backup is kept",
        ),
        backupVaultLock: setting(
            oneOf("governance", "compliance"),
            "governance",
            "who may shorten the lock: privileged people, or nobody at all",
        ),
        rpoHours: setting(
            whole(1, 24, "hours"),
            { production: 6, starter: 24 },
            "recovery point objective: how much work may be lost",
        ),
        rtoHours: setting(
            whole(1, 72, "hours"),
            { production: 4, starter: 24 },
            "recovery time objective: how long a recovery may take",
        ),
        patchDay: setting(
            oneOf("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
            "SUN",
            "day on which hosts are patched",
        ),
        patchHour: setting(whole(0, 23, "o'clock in the time zone"), 4, "hour at which hosts are patched"),
        monthlyBudgetUsd: setting(
            whole(10, 1_000_000, "US dollars"),
            { production: 1750, starter: 300 },
            "monthly cost above which the contacts are told",
        ),
    },
} satisfies Record<string, Record<string, Setting<unknown>>>;

/** All settings, by their names. */
export const SETTINGS = {
    ...SECTIONS["What and where"],
    ...SECTIONS.Network,
    ...SECTIONS.Database,
    ...SECTIONS["Cache and queue"],
    ...SECTIONS.Hosts,
    ...SECTIONS.Application,
    ...SECTIONS["Edge and TLS"],
    ...SECTIONS["E-mail"],
    ...SECTIONS.Monitoring,
    ...SECTIONS.Detection,
    ...SECTIONS["Backup, patching and budget"],
} satisfies Record<string, Setting<unknown>>;

/** Names of the settings that are secrets. */
export type SecretSetting = {
    [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K] extends { secret: true } ? K : never;
}[keyof typeof SETTINGS];

type ValueOf<S> = S extends Setting<infer T> ? T : never;

/** A secret, or secrets by their names. */
type SecretValueOf<T> =
    T extends Readonly<Record<string, string>>
        ? Readonly<Record<string, pulumi.Output<string>>>
        : pulumi.Output<string> | undefined;

/** The stack's settings, checked and complete. Secret ones are outputs marked secret. */
export type Settings = {
    readonly [K in keyof typeof SETTINGS]: K extends SecretSetting
        ? SecretValueOf<ValueOf<(typeof SETTINGS)[K]>>
        : ValueOf<(typeof SETTINGS)[K]>;
} & {
    /** Name of the Pulumi stack, e.g. `prod`. */
    readonly stack: string;
};
