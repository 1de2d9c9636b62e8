/** What no single setting shows: values that are fine alone and wrong together. */
import type { Settings } from "../config";
import { aliasPairs, ENVIRONMENT_NAMES, isFreeName } from "../host/environment";
import { fleetConnections } from "../host/tuning";
import { ENDPOINT_SERVICES } from "./endpoint-services";
import { instanceType, maxDatabaseConnections } from "./instance-types";
import { parseDailyWindow, parseNetwork, parseWeeklyWindow } from "./kinds";
import { keyOf, type Fault } from "./parse";

interface Conflict {
    /** The setting to change; the fault is reported under it. */
    readonly setting: keyof Settings;
    readonly when: (settings: Settings) => boolean;
    readonly problem: (settings: Settings) => string;
    readonly remedy: (settings: Settings) => string;
}

/** Private networks; a public one could not be routed into the VPC. RFC 1918. */
const PRIVATE_NETWORKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

const CONFLICTS: readonly Conflict[] = [
    {
        setting: "stack",
        when: ({ stack }) => !/^[a-z](-?[a-z0-9]){0,15}$/.test(stack) || stack.length > 16,
        problem: () =>
            "becomes part of names in AWS: a letter, then small letters, digits and single hyphens, 16 characters at most",
        remedy: () => "run: pulumi stack rename prod",
    },
    {
        setting: "hostedZone",
        when: ({ domain, hostedZone }) => domain !== hostedZone && !domain.endsWith(`.${hostedZone}`),
        problem: ({ domain }) => `does not hold the domain ${domain}`,
        remedy: ({ domain }) =>
            `run: pulumi config set hrms:hostedZone ${domain.split(".").slice(-2).join(".")}`,
    },
    {
        setting: "emailFrom",
        when: ({ emailFrom, hostedZone }) => !isWithin(emailFrom.split("@")[1] ?? "", hostedZone),
        problem: ({ hostedZone }) =>
            `lies outside the hosted zone ${hostedZone}, so that its domain cannot be verified`,
        remedy: ({ domain }) => `run: pulumi config set hrms:emailFrom hr@${domain}`,
    },
    {
        setting: "vpcCidr",
        when: ({ vpcCidr }) => !PRIVATE_NETWORKS.some((network) => contains(network, vpcCidr)),
        problem: () => `is not a private network, of ${PRIVATE_NETWORKS.join(", ")}`,
        remedy: () => "run: pulumi config set hrms:vpcCidr 10.20.0.0/16",
    },
    {
        setting: "adminCidrs",
        when: ({ adminCidrs, vpcCidr }) => adminCidrs.some((network) => overlap(network, vpcCidr)),
        problem: ({ vpcCidr }) =>
            `overlaps the VPC's own network ${vpcCidr}, so that hosts could reach each other's port 22`,
        remedy: () => "name only networks outside the VPC",
    },
    {
        setting: "adminCidrs",
        when: ({ adminCidrs }) =>
            adminCidrs.some((a, index) => adminCidrs.slice(index + 1).some((b) => overlap(a, b))),
        problem: () => "has networks that overlap each other",
        remedy: () => "keep the wider one of each pair",
    },
    {
        setting: "sshPublicKey",
        when: ({ adminCidrs, sshPublicKey }) => adminCidrs.length > 0 && !sshPublicKey,
        problem: () => "is needed, for adminCidrs opens port 22 and hosts take keys only",
        remedy: () =>
            'run: pulumi config set hrms:sshPublicKey "$(cat ~/.ssh/id_ed25519.pub)", or leave adminCidrs out',
    },
    {
        setting: "sshPublicKey",
        when: ({ adminCidrs, sshPublicKey }) => adminCidrs.length === 0 && sshPublicKey !== undefined,
        problem: () => "opens nothing without adminCidrs",
        remedy: () => "set hrms:adminCidrs too, or run: pulumi config rm hrms:sshPublicKey",
    },
    {
        setting: "interfaceEndpoints",
        when: ({ nat, interfaceEndpoints }) =>
            nat === "none" && missingEndpoints(interfaceEndpoints).length > 0,
        problem: ({ interfaceEndpoints }) =>
            `lacks ${missingEndpoints(interfaceEndpoints).join(", ")}, which hosts cannot reach with nat none`,
        remedy: () =>
            `run: pulumi config set hrms:interfaceEndpoints '${JSON.stringify(ENDPOINT_SERVICES)}', or choose another nat`,
    },
    {
        setting: "emailUrl",
        // SES's API has no endpoint inside a VPC that is known to exist in every region; its SMTP service has.
        when: ({ nat, emailUrl }) => nat === "none" && emailUrl === undefined,
        problem: () => "is needed with nat none, for hosts cannot reach the API of SES",
        remedy: () =>
            "run: pulumi config set --secret hrms:emailUrl, with SES's SMTP endpoint, or choose another nat",
    },
    {
        setting: "amiId",
        when: ({ nat, amiId }) => nat === "none" && amiId === undefined,
        problem: () =>
            "is needed with nat none: Debian's packages cannot be fetched, so the image must bring them",
        remedy: () => "run: pulumi config set hrms:amiId ami-0123456789abcdef0, or choose another nat",
    },
    {
        setting: "webMaxHosts",
        // A fifth is left for people, backups and the function that makes the users.
        when: (settings) =>
            fleetConnections(settings) > 0.8 * maxDatabaseConnections(settings.databaseInstanceClass),
        problem: (settings) =>
            `lets the hosts open ${fleetConnections(settings)} connections during a release, and ` +
            `${settings.databaseInstanceClass} admits ${maxDatabaseConnections(settings.databaseInstanceClass)}, ` +
            "of which 80 % may be planned for",
        remedy: () => "allow fewer hosts, or choose a larger databaseInstanceClass",
    },
    {
        setting: "databaseMaxStorageGib",
        // RDS wants 10 % of headroom at least: below that, storage autoscaling is refused.
        when: ({ databaseStorageGib, databaseMaxStorageGib }) =>
            databaseMaxStorageGib * 10 < databaseStorageGib * 11,
        problem: ({ databaseStorageGib }) =>
            `must be at least 10 % above databaseStorageGib, which is ${databaseStorageGib}`,
        remedy: ({ databaseStorageGib }) =>
            `run: pulumi config set hrms:databaseMaxStorageGib ${databaseStorageGib * 2}`,
    },
    {
        setting: "databaseMaintenanceWindow",
        when: ({ databaseBackupWindow, databaseMaintenanceWindow }) =>
            windowsMeet(databaseBackupWindow, databaseMaintenanceWindow),
        problem: ({ databaseBackupWindow }) =>
            `overlaps databaseBackupWindow, which is ${databaseBackupWindow}`,
        remedy: () => "move one of them",
    },
    {
        setting: "databaseMultiAz",
        when: ({ profile, databaseMultiAz }) => profile === "starter" && databaseMultiAz,
        problem: () => "does not go with profile starter, which keeps its database in one zone",
        remedy: () => "run: pulumi config set hrms:profile production, or leave databaseMultiAz out",
    },
    {
        setting: "cacheReplicas",
        when: ({ profile, cacheReplicas }) => profile === "starter" && cacheReplicas > 0,
        problem: () => "does not go with profile starter, which keeps its cache in one zone",
        remedy: () => "run: pulumi config set hrms:profile production, or leave cacheReplicas out",
    },
    {
        setting: "cacheReplicas",
        when: ({ profile, cacheReplicas }) => profile === "production" && cacheReplicas === 0,
        problem: () => "leaves the cache without failover, which profile production promises",
        remedy: () => "run: pulumi config set hrms:cacheReplicas 1",
    },
    {
        setting: "databaseMultiAz",
        when: ({ profile, databaseMultiAz }) => profile === "production" && !databaseMultiAz,
        problem: () => "leaves the database without a standby, which profile production promises",
        remedy: () => "run: pulumi config set hrms:databaseMultiAz true, or choose profile starter",
    },
    {
        setting: "cacheNodeType",
        when: ({ cacheReplicas, cacheNodeType }) => cacheReplicas > 0 && cacheNodeType.endsWith(".micro"),
        problem: () => "is too small to replicate: half a GiB leaves no memory for a copy in flight",
        remedy: () => "run: pulumi config set hrms:cacheNodeType cache.t4g.small",
    },
    ...(["webInstanceType", "workerInstanceType"] as const).map((setting): Conflict => ({
        setting,
        when: (settings) => instanceType(settings[setting])?.architecture !== settings.architecture,
        problem: (settings) =>
            `has ${String(instanceType(settings[setting])?.architecture)} processors, and the architecture is ${settings.architecture}`,
        remedy: ({ architecture }) =>
            `choose a type of the same processor, such as ${architecture === "arm64" ? "m7g.large" : "m7i.large"}`,
    })),
    ...(["web", "worker"] as const).map((role): Conflict => ({
        setting: `${role}MaxHosts`,
        when: (settings) => settings[`${role}MaxHosts`] < settings[`${role}MinHosts`],
        problem: (settings) => `is less than ${role}MinHosts, which is ${settings[`${role}MinHosts`]}`,
        remedy: (settings) => `run: pulumi config set hrms:${role}MaxHosts ${settings[`${role}MinHosts`]}`,
    })),
    {
        setting: "workerMinHosts",
        when: ({ workerMinHosts, workerMaxHosts }) => workerMinHosts === 0 && workerMaxHosts > 0,
        problem: ({ workerMaxHosts }) =>
            `must be 1 or more where workerMaxHosts is ${workerMaxHosts}: nothing would work off the queue until a host starts`,
        remedy: () => "run: pulumi config set hrms:workerMinHosts 1, or set workerMaxHosts to 0",
    },
    {
        setting: "webMinHosts",
        when: ({ profile, webMinHosts }) => profile === "production" && webMinHosts < 2,
        problem: () => "must be 2 or more with profile production, so that one zone may fail",
        remedy: () => "run: pulumi config set hrms:webMinHosts 2, or choose profile starter",
    },
    {
        setting: "backgroundTasks",
        when: ({ backgroundTasks, workerMaxHosts }) => backgroundTasks === "none" && workerMaxHosts > 0,
        problem: ({ workerMaxHosts }) => `leaves nothing to do for up to ${workerMaxHosts} worker hosts`,
        remedy: () =>
            "run: pulumi config set hrms:workerMinHosts 0 && pulumi config set hrms:workerMaxHosts 0, or choose celery or scheduler",
    },
    {
        setting: "environmentAliases",
        when: ({ environmentAliases }) => unknownNames(environmentAliases).length > 0,
        problem: ({ environmentAliases }) =>
            `asks for ${unknownNames(environmentAliases).join(", ")}, which no host's environment has`,
        remedy: () => `write behind each = one of ${[...ENVIRONMENT_NAMES].sort().join(", ")}`,
    },
    {
        setting: "environmentAliases",
        when: ({ environmentAliases }) => takenNames(environmentAliases).length > 0,
        problem: ({ environmentAliases }) =>
            `would give ${takenNames(environmentAliases).join(", ")} another meaning than hosts and libraries know`,
        remedy: () => "leave these out: the project reads them as they are",
    },
    {
        setting: "environmentAliases",
        when: ({ environmentAliases }) => repeatedNames(environmentAliases).length > 0,
        problem: ({ environmentAliases }) =>
            `gives ${repeatedNames(environmentAliases).join(", ")} more than one value`,
        remedy: () => "keep one entry of each name",
    },
    {
        setting: "loginPaths",
        // They become one regular expression of the firewall, which takes 512 characters; the rest is its frame.
        when: ({ loginPaths }) => loginPaths.join("|").replaceAll(".", "\\.").length > 508,
        problem: () => "is longer than the firewall can take: 508 characters in all",
        remedy: () => "name fewer or shorter paths",
    },
    {
        setting: "backupRegion",
        when: ({ region, backupRegion }) => backupRegion === region,
        problem: () => "is the region of the stack itself: a second copy there is lost with the first",
        remedy: () => "choose another region",
    },
    {
        setting: "backupRegion",
        when: ({ profile, backupRegion }) => profile === "production" && backupRegion === undefined,
        problem: () => "is needed with profile production",
        remedy: () => "run: pulumi config set hrms:backupRegion eu-west-1",
    },
];

/**
 * All conflicts between settings that are valid one by one. A conflict that reads a setting of `unsound` (full keys
 * already reported as faulty) is passed over, for its value says nothing.
 */
export function findConflicts(settings: Settings, unsound: ReadonlySet<string>): Fault[] {
    return CONFLICTS.flatMap((conflict) => {
        const read = new Set<string>();
        const watched = new Proxy(settings, {
            get: (target, name: keyof Settings) => {
                read.add(keyOf(name));
                return target[name];
            },
        });
        const isSound = (): boolean => [...read].every((key) => !unsound.has(key));
        try {
            return conflict.when(watched) && isSound() ? [faultOf(conflict, settings)] : [];
        } catch (error) {
            if (isSound()) {
                throw error;
            }
            return [];
        }
    });
}

function faultOf({ setting, problem, remedy }: Conflict, settings: Settings): Fault {
    const value = settings[setting];
    const given = value === undefined || typeof value === "string" ? value : JSON.stringify(value);
    const key = setting === "stack" ? "the stack's name" : keyOf(setting);
    return { key, given, problem: problem(settings), remedy: remedy(settings) };
}

function unknownNames(aliases: readonly string[]): string[] {
    return aliasPairs(aliases).flatMap(([, known]) => (ENVIRONMENT_NAMES.includes(known) ? [] : [known]));
}

function takenNames(aliases: readonly string[]): string[] {
    return aliasPairs(aliases).flatMap(([own]) => (isFreeName(own) ? [] : [own]));
}

function repeatedNames(aliases: readonly string[]): string[] {
    const names = aliasPairs(aliases).map(([own]) => own);
    return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

function missingEndpoints(present: readonly string[]): string[] {
    return ENDPOINT_SERVICES.filter((name) => !present.includes(name));
}

function contains(outer: string, inner: string): boolean {
    const [wide, narrow] = [parseNetwork(outer), parseNetwork(inner)];
    return (
        wide !== undefined &&
        narrow !== undefined &&
        narrow.prefix >= wide.prefix &&
        narrow.address.match(wide.address, wide.prefix)
    );
}

const overlap = (a: string, b: string): boolean => contains(a, b) || contains(b, a);

function windowsMeet(daily: string, weekly: string): boolean {
    const [day, week] = [parseDailyWindow(daily), parseWeeklyWindow(weekly)];
    if (!day || !week) {
        return false;
    }
    // A daily window that passes midnight also covers the first minutes of the day.
    return [0, -24 * 60].some((shift) => day.start + shift < week.end && week.start < day.end + shift);
}
