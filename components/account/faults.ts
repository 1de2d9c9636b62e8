/** What an account lacks for the stack, in the style of the settings' faults. Pure functions of the facts. */
import { commandLine } from "../../config/message";
import { set, type Change } from "../../config/fault";
import { equalHosts, instanceType } from "../../config/instance-types";
import { hostTypes, QUOTAS, type AccountSettings, type Facts } from "./facts";

export interface AccountFault {
    /** What is wrong. */
    readonly sentence: string;
    /** A line that begins with "Fix:" or "For example:". */
    readonly fix: string;
}

/** What the region has. */
type Offers = Pick<Facts, "zones" | "hosts" | "database">;

/** A Graviton or x86 NAT instance has two. */
const NAT_VCPUS = 2;

const fixWith = (...changes: Change[]): string => `Fix: ${commandLine(changes)}`;

export function accountFaults(settings: AccountSettings, facts: Facts): AccountFault[] {
    return [
        ...vcpuFaults(settings, facts),
        ...addressFaults(settings, facts),
        ...zoneFaults(settings, facts),
        ...hostFaults(settings, facts),
        ...databaseFaults(settings, facts),
        ...storageFaults(settings, facts),
        ...leftoverFaults(settings, facts),
        ...configRoleFaults(settings, facts),
    ];
}

interface Vcpus {
    /** Of the smallest number of hosts. Without them, no `up` succeeds. */
    readonly atLeast: number;
    /** While a changed host is rolled out to the smallest number of hosts. Workers and web hosts take turns. */
    readonly inRollout: number;
    /** Of every host that scaling can add, during a rollout. */
    readonly atMost: number;
}

/** A rollout starts a new host for every ten (components/hosts/group.ts) before it ends an old one. */
const extraHosts = (hosts: number): number => Math.ceil(hosts / 10);

export function neededVcpus(settings: AccountSettings): Vcpus {
    const nat = settings.nat === "instance" ? NAT_VCPUS : 0;
    const roles = hostTypes(settings).map(({ type, ...hosts }) => ({
        ...hosts,
        vcpus: instanceType(type)?.vcpus ?? 0,
    }));
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, nat);
    const atLeast = sum(roles.map((role) => role.atLeast * role.vcpus));
    return {
        atLeast,
        inRollout: atLeast + Math.max(0, ...roles.map((role) => extraHosts(role.atLeast) * role.vcpus)),
        atMost: sum(roles.map((role) => (role.atMost + extraHosts(role.atMost)) * role.vcpus)),
    };
}

export function vcpuFaults(settings: AccountSettings, { vcpus }: Pick<Facts, "vcpus">): AccountFault[] {
    const { atLeast, atMost } = neededVcpus(settings);
    if (atLeast <= vcpus) return [];
    return [
        {
            sentence: `${allowedVcpus(settings, vcpus)}, but the stack needs ${atLeast} to start and grows to ${atMost}.`,
            fix: requestQuota("vcpus", atMost, settings),
        },
    ];
}

/** What the stack can start without, but not do everything without. */
export function accountWarnings(settings: AccountSettings, { vcpus }: Pick<Facts, "vcpus">): AccountFault[] {
    const { atLeast, inRollout, atMost } = neededVcpus(settings);
    if (atLeast > vcpus || atMost <= vcpus) return [];
    const later = [
        ...(inRollout > vcpus ? [`A rollout takes ${inRollout}, so the first changed host fails`] : []),
        `The stack grows to ${atMost}, and hosts above ${vcpus} never start`,
    ];
    return [
        {
            sentence: `${allowedVcpus(settings, vcpus)}, which is enough to start with ${atLeast}. ${later.join(". ")}.`,
            fix: requestQuota("vcpus", atMost, settings),
        },
    ];
}

const allowedVcpus = ({ region }: AccountSettings, vcpus: number): string =>
    `EC2 allows ${vcpus} vCPUs at a time in ${region}`;

export function addressFaults(
    settings: AccountSettings,
    { addresses }: Pick<Facts, "addresses">,
): AccountFault[] {
    const { allowed, others } = addresses;
    const needsOne = settings.nat === "single" || settings.nat === "instance";
    if (!needsOne || others < allowed) return [];
    return [
        {
            sentence: `EC2 allows ${allowed} elastic addresses in ${settings.region}, and all are in use, but the NAT needs one.`,
            fix: requestQuota("addresses", others + 1, settings),
        },
    ];
}

const requestQuota = (name: keyof typeof QUOTAS, value: number, { region }: AccountSettings): string => {
    const { serviceCode, quotaCode } = QUOTAS[name];
    return (
        "Fix: aws service-quotas request-service-quota-increase " +
        `--service-code ${serviceCode} --quota-code ${quotaCode} --desired-value ${value} --region ${region}`
    );
};

export function zoneFaults(
    { availabilityZones, region }: AccountSettings,
    { zones }: Pick<Facts, "zones">,
): AccountFault[] {
    if (zones.length >= availabilityZones) return [];
    return [
        {
            sentence: `hrms:availabilityZones is ${availabilityZones}, but the account has only ${zones.length} in ${region}.`,
            fix: `${fixWith(set("availabilityZones", zones.length))}, or choose another region`,
        },
    ];
}

/** The zones that have every host type, those that also have the database's class first. */
export function suitableZones(settings: AccountSettings, { zones, hosts, database }: Offers): string[] {
    const types = hostTypes(settings).map(({ type }) => type);
    const suitable = zones.filter((zone) => types.every((type) => hosts[type]?.includes(zone)));
    const hasDatabase = (zone: string): boolean => database?.zones.includes(zone) ?? false;
    return [...suitable.filter(hasDatabase), ...suitable.filter((zone) => !hasDatabase(zone))];
}

export function hostFaults(settings: AccountSettings, facts: Offers): AccountFault[] {
    const { availabilityZones, region } = settings;
    const wanted = Math.min(availabilityZones, facts.zones.length);
    if (suitableZones(settings, facts).length >= wanted) return [];
    const zonesOf = (type: string): number => facts.hosts[type]?.length ?? 0;
    return hostTypes(settings)
        .filter(({ type }) => zonesOf(type) < wanted)
        .map(({ setting, type }) => {
            const other = equalHosts(type).find((candidate) => zonesOf(candidate) >= wanted);
            return {
                sentence: `hrms:${setting} is ${JSON.stringify(type)}, but EC2 has it in ${zonesOf(type)} zones of ${region}, and hrms:availabilityZones is ${availabilityZones}.`,
                fix: other ? fixWith(set(setting, other)) : "Fix: choose another region or type",
            };
        });
}

export function databaseFaults(settings: AccountSettings, facts: Offers): AccountFault[] {
    const { databaseInstanceClass: wanted, databaseMultiAz, availabilityZones, region } = settings;
    const { database } = facts;
    const of = `hrms:databaseInstanceClass is ${JSON.stringify(wanted)}, but RDS`;
    if (database?.instanceClass !== wanted) {
        const fix = database
            ? fixWith(set("databaseInstanceClass", database.instanceClass))
            : "Fix: choose another class or region";
        return [{ sentence: `${of} does not have it for MySQL in ${region}.`, fix }];
    }
    const chosen = suitableZones(settings, facts).slice(0, availabilityZones);
    const zones = chosen.filter((zone) => database.zones.includes(zone)).length;
    const needed = databaseMultiAz ? 2 : 1;
    if (zones >= needed || chosen.length < needed) return [];
    return [
        {
            sentence: `${of} has it in ${zones} of the stack's zones in ${region}, and needs ${needed}.`,
            fix: "Fix: choose another class or region",
        },
    ];
}

/**
 * The provider ignores less storage, because it may have grown by itself, and RDS would reject it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html
 */
export function storageFaults(
    { databaseStorageGib: wanted }: AccountSettings,
    facts: Pick<Facts, "databaseStorageGib">,
): AccountFault[] {
    const { databaseStorageGib: former = 0 } = facts;
    if (wanted >= former) return [];
    return [
        {
            sentence: `hrms:databaseStorageGib is ${wanted}, but it was ${former}, and the storage of a database cannot shrink.`,
            fix: fixWith(set("databaseStorageGib", former)),
        },
    ];
}

const SERVICES = { guardDuty: "GuardDuty", securityHub: "Security Hub" };

export function leftoverFaults(
    settings: AccountSettings,
    { leftovers }: Pick<Facts, "leftovers">,
): AccountFault[] {
    return leftovers
        .filter((setting) => settings[setting] === "here")
        .map((setting) => ({
            sentence:
                `hrms:${setting} is "here", but ${SERVICES[setting]} is on in ${settings.region} already, ` +
                "and AWS rejects a second one.",
            fix:
                `For example: ${commandLine([set(setting, "elsewhere: the security team runs it")])}, or take it over: ` +
                "docs/runbook/updates.md#a-detection-service-exists-already",
        }));
}

/** No stack creates the role, because others in the account use it too, and AWS rejects a second one. */
export function configRoleFaults(
    { awsConfig }: AccountSettings,
    { configRole }: Pick<Facts, "configRole">,
): AccountFault[] {
    if (awsConfig !== "here" || configRole) return [];
    return [
        {
            sentence:
                'hrms:awsConfig is "here", but the account lacks AWS Config\'s role AWSServiceRoleForConfig, which it has once for all stacks.',
            fix: "Fix: aws iam create-service-linked-role --aws-service-name config.amazonaws.com",
        },
    ];
}
