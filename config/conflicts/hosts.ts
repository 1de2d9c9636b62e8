/** Conflicts of the hosts: their number, their type and what works in the background. */
import type { Settings } from "../../config";
import { set, unset, type Fix } from "../fault";
import { counterparts, instanceType, largerDatabases, maxDatabaseConnections } from "../instance-types";
import { fleetConnections } from "../tuning";
import type { Conflict } from "./conflict";

const fix = (values: Readonly<Record<string, unknown>>, purpose?: string): Fix => ({
    changes: Object.entries(values).map(([name, value]) => set(name, value)),
    ...(purpose !== undefined && { purpose }),
});

/** Part of the database's connections that hosts can take; people, backups and the function that makes users get the rest. */
const SHARE_OF_HOSTS = 0.8;

export const HOSTS: readonly Conflict[] = [
    {
        setting: "webMaxHosts",
        when: (settings) =>
            fleetConnections(settings) >
            SHARE_OF_HOSTS * maxDatabaseConnections(settings.databaseInstanceClass),
        but: connectionsExceeded,
        fixes: ({ webMaxHosts, databaseInstanceClass }) => [
            ...largerDatabases(databaseInstanceClass).map((larger) =>
                fix({ databaseInstanceClass: larger }, "use a larger database"),
            ),
            ...Array.from({ length: webMaxHosts - 1 }, (_, less) =>
                fix({ webMaxHosts: webMaxHosts - 1 - less }, "run fewer web hosts"),
            ),
            fix({ workerMinHosts: 0, workerMaxHosts: 0 }, "run no worker hosts"),
        ],
    },
    ...(["webInstanceType", "workerInstanceType"] as const).map((setting): Conflict => ({
        setting,
        when: (settings) => instanceType(settings[setting])?.architecture !== settings.architecture,
        but: (settings) =>
            `its processor is ${String(instanceType(settings[setting])?.architecture)}, and hrms:architecture is ${settings.architecture}`,
        fixes: (settings) => [
            ...counterparts(settings[setting], settings.architecture).map((type) => fix({ [setting]: type })),
            fix(
                { architecture: String(instanceType(settings[setting])?.architecture) },
                "change the processor of all hosts",
            ),
        ],
    })),
    {
        setting: "debianImageDate",
        when: ({ amiId, debianImageDate }) => amiId !== undefined && debianImageDate !== undefined,
        but: ({ amiId }) => `hosts start from hrms:amiId ${String(amiId)}, and not from an image of Debian`,
        fixes: () => [
            { changes: [unset("debianImageDate")], purpose: "keep your image" },
            { changes: [unset("amiId")], purpose: "take Debian's image" },
        ],
    },
    ...(["web", "worker"] as const).map((role): Conflict => ({
        setting: `${role}MaxHosts`,
        when: (settings) => settings[`${role}MaxHosts`] < settings[`${role}MinHosts`],
        but: (settings) => `hrms:${role}MinHosts is ${settings[`${role}MinHosts`]}, which is more`,
        fixes: (settings) => [
            fix({ [`${role}MaxHosts`]: settings[`${role}MinHosts`] }),
            fix({ [`${role}MinHosts`]: settings[`${role}MaxHosts`] }, "start with fewer hosts"),
        ],
    })),
    {
        setting: "workerMinHosts",
        when: ({ workerMinHosts, workerMaxHosts }) => workerMinHosts === 0 && workerMaxHosts > 0,
        but: ({ workerMaxHosts }) =>
            `hrms:workerMaxHosts is ${workerMaxHosts}: nothing would process the queue until a worker host starts`,
        fixes: () => [
            fix({ workerMinHosts: 1 }),
            fix({ workerMaxHosts: 0 }, "let the web hosts process the queue"),
        ],
    },
    {
        setting: "webMinHosts",
        when: ({ profile, webMinHosts }) => profile === "production" && webMinHosts < 2,
        but: () => "profile production needs at least 2, so that the site survives the loss of a zone",
        fixes: () => [
            fix({ webMinHosts: 2 }),
            fix({ webMinHosts: 2, webMaxHosts: 2 }),
            fix({ profile: "starter" }, "use profile starter"),
        ],
    },
    {
        setting: "backgroundTasks",
        when: ({ backgroundTasks }) =>
            backgroundTasks.includes("scheduler") && backgroundTasks.includes("apschedulerCommand"),
        but: () => "two processes would run the same jobs: scheduler, apschedulerCommand",
        fixes: ({ backgroundTasks }) =>
            (
                [
                    ["apschedulerCommand", "run the scheduler that the web processes start"],
                    ["scheduler", "run the scheduler of the management command"],
                ] as const
            ).map(([without, purpose]) =>
                fix({ backgroundTasks: backgroundTasks.filter((kind) => kind !== without) }, purpose),
            ),
    },
];

function connectionsExceeded(settings: Settings): string {
    const allowed = maxDatabaseConnections(settings.databaseInstanceClass);
    return (
        `with it, all hosts together open ${fleetConnections(settings)} connections to the database during a release, ` +
        `and ${settings.databaseInstanceClass} leaves them ${Math.floor(SHARE_OF_HOSTS * allowed)} (80 % of ${allowed})`
    );
}
