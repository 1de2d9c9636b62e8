/**
 * Every setting of a stack: its kind, its default and what it is for. Defaults live here only.
 * `Settings` is what the components receive; `config/read.ts` checks the stack's configuration and names all its
 * faults at once.
 */
import type * as pulumi from "@pulumi/pulumi";
import { ENDPOINT_SERVICES } from "./config/endpoint-services";
import { databaseInstanceType, cacheNodeType, hostInstanceType } from "./config/instance-types";
import {
    dailyWindow,
    email,
    flag,
    hereOrElsewhere,
    hostname,
    ipv4Network,
    listOf,
    numberFrom,
    oneOf,
    text,
    urlPath,
    weeklyWindow,
    whole,
} from "./config/kinds";
import { optional, optionalSecret, required, setting, type Setting } from "./config/setting";

/** Of AWS's commercial partition: China and GovCloud have other ARNs, services and certificate authorities. */
const region = text(
    "an AWS region such as eu-central-1, of the commercial partition",
    /(?!cn-)[a-z]{2}-[a-z]+-[1-9]/,
);

/** MySQL's own databases, and those that RDS keeps. */
const databaseName = text(
    "1 to 64 letters, digits and underscores, a letter first, and none of MySQL's own databases",
    /(?!(?:information_schema|innodb|mysql|performance_schema|sys|tmp)$)[a-z]\w{0,63}/i,
);

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html, from 90 days on. */
const LOG_RETENTION_DAYS = [90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

const HRMS_LOGIN_PATHS = ["/login/", "/accounts/login/", "/admin/login/"];

/** The settings, in the order of the checklist. */
export const SETTINGS = {
    // What and where
    profile: setting(
        oneOf("production", "starter"),
        "production",
        "production, or starter: the cheap one, on one host in one zone",
    ),
    domain: required(hostname(), {
        about: "DNS name that people type to reach the HRMS",
        example: "hrms.example.com",
    }),
    hostedZone: required(hostname(), {
        about: "Route 53 hosted zone that holds the domain; it must exist",
        example: "example.com",
    }),
    awsAccountId: required(text("12 digits", /\d{12}/), {
        about: "AWS account; any other one is refused",
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

    // Network
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
    ),
    adminCidrs: setting(
        listOf(ipv4Network({ min: 24, max: 32 })),
        [],
        "networks that may reach port 22; none: Session Manager only",
    ),
    sshPublicKey: optional(
        text(
            "an ssh-ed25519 public key",
            /ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}( \S{1,100})?/,
        ),
        {
            about: "public key of the administrators, needed with adminCidrs",
            example: '"ssh-ed25519 AAAA… admin@example.com"',
        },
    ),

    // Database
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
    databaseMultiAz: setting(flag(), { production: true, starter: false }, "keeps a standby in another zone"),
    databaseStorageGib: setting(
        whole(20, 65_536, "GiB"),
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
    databaseProxy: setting(flag(), false, "puts RDS Proxy between the hosts and the database"),
    databaseInsights: setting(
        oneOf("standard", "advanced"),
        "standard",
        "CloudWatch Database Insights: 7 days free, or 465 days billed",
    ),

    // Cache and queue
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

    // Hosts
    architecture: setting(
        oneOf("arm64", "x86_64"),
        "arm64",
        "processor of the hosts; it must fit their instance types",
    ),
    amiId: optional(text("an image id", /ami-([0-9a-f]{8}|[0-9a-f]{17})/), {
        about: "image of the hosts, made from Debian 13; left out: Debian's newest one",
        example: "ami-0123456789abcdef0",
    }),
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
    workerMinHosts: setting(whole(0, 20, "hosts"), { production: 1, starter: 0 }, "worker hosts at least"),
    workerMaxHosts: setting(
        whole(0, 40, "hosts"),
        { production: 4, starter: 0 },
        "worker hosts at most; 0: the web hosts work off the queue",
    ),
    rootVolumeGib: setting(whole(16, 1024, "GiB"), 30, "root disk of a host"),
    maxHostLifetimeDays: setting(whole(1, 365, "days"), 30, "a host is replaced by a fresh one at that age"),

    // Application
    wsgiApplication: setting(
        text('a Python path such as "hrms.wsgi:application"', /[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*/),
        "hrms.wsgi:application",
        "what Gunicorn serves",
    ),
    settingsModule: setting(
        text('a Python module such as "hrms.settings"', /[A-Za-z_]\w*(\.[A-Za-z_]\w*)*/),
        "hrms.settings",
        "the project's Django settings",
    ),
    release: optional(text("the SHA-256 of a release's archive, 64 hexadecimal digits", /[0-9a-f]{64}/), {
        about: "release of the application that hosts run; left out: none, and hosts say so",
        example: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
    }),
    backgroundTasks: setting(
        oneOf("celery", "scheduler", "none"),
        "celery",
        "what works in the background: Celery's worker and beat, APScheduler on one host, or nothing",
    ),
    environmentAliases: setting(
        listOf(
            text(
                'own and known name of a variable, such as "MYSQL_PASSWORD=DB_PASSWORD"',
                /[A-Za-z_]\w{0,63}=[A-Z][A-Z0-9_]{0,63}/,
            ),
            { max: 30 },
        ),
        [],
        "names of its own that the project reads variables of the environment under",
    ),
    timeZone: setting(
        text('a time zone such as "Europe/Berlin"', /UTC|[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_-]+){1,2}/),
        "UTC",
        "time zone of the application and of the maintenance schedules",
    ),
    superuserEmail: required(email(), {
        about: "address of the first superuser",
        example: "admin@example.com",
    }),
    uploadLimitMib: setting(whole(1, 1024, "MiB"), 25, "largest upload"),
    healthPath: setting(urlPath(), "/health/live", "path that answers 200 while the application lives"),
    loginPaths: setting(
        listOf(urlPath(), { min: 1, max: 10 }),
        HRMS_LOGIN_PATHS,
        "paths that take a password; limited by address",
    ),

    // Edge and TLS
    hstsMaxAgeSeconds: setting(
        whole(60, 63_072_000, "seconds"),
        31_536_000,
        "how long browsers insist on HTTPS; start with 60 on a new domain",
    ),
    loginRateLimit: setting(
        whole(10, 20_000, "requests in 5 minutes"),
        100,
        "login requests from one address before it is blocked",
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

    // E-mail
    emailFrom: required(email(), {
        about: "sender of the application's e-mail; its domain is verified with SES",
        example: "hr@hrms.example.com",
    }),
    dmarcPolicy: setting(
        oneOf("none", "quarantine", "reject"),
        "quarantine",
        "what receivers do with forged e-mail",
    ),
    emailUrl: optionalSecret(text("an smtp+tls:// URL", /smtp\+(tls|ssl):\/\/\S{3,500}/), {
        about: "mail server to use instead of SES, with its password",
        example: "smtp+tls://…",
    }),

    // Monitoring
    criticalContacts: required(listOf(email(), { min: 1, max: 10 }), {
        about: "addresses for alarms that cannot wait",
        example: '["oncall@example.com"]',
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
    sentryDsn: optionalSecret(text("an https:// DSN of Sentry", /https:\/\/\S{10,300}/), {
        about: "where errors are reported",
        example: "https://…",
    }),

    // Detection
    cloudTrail: setting(hereOrElsewhere(), "here", "trail of every call to AWS"),
    guardDuty: setting(hereOrElsewhere(), "here", "threat detection"),
    awsConfig: setting(hereOrElsewhere(), "here", "record of every change of a resource"),
    securityHub: setting(hereOrElsewhere(), "here", "security standards, checked all the time"),
    inspector: setting(hereOrElsewhere(), "here", "vulnerabilities of hosts and functions"),
    accessAnalyzer: setting(hereOrElsewhere(), "here", "what is reachable from outside the account"),

    // Backup, patching and budget
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
        { production: 1200, starter: 250 },
        "monthly cost above which the contacts are told",
    ),
} satisfies Record<string, Setting<unknown>>;

type ValueOf<S> = S extends Setting<infer T> ? T : never;

/** The stack's settings, checked and complete. Secret ones are outputs marked secret. */
export type Settings = {
    readonly [K in keyof typeof SETTINGS]: K extends "emailUrl" | "sentryDsn"
        ? pulumi.Output<string> | undefined
        : ValueOf<(typeof SETTINGS)[K]>;
} & {
    /** Name of the Pulumi stack, e.g. `prod`. */
    readonly stack: string;
};
