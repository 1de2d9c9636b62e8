/**
 * The steps of a deployment and of a rollback, in order. Each can run again: what it finds done, it leaves. So a second run
 * finishes what a killed one has begun.
 */
import { createHash } from "node:crypto";
import { Fault } from "../fault";
import { ask } from "../fleet/commands";
import { HostFailure, HostLost } from "../fleet/fleet";
import { noHost, short, type Deployment } from "./deployment";
import { destructiveFault, unknownMigrationsFault } from "./gates";
import { commandOf, failedMigration } from "./messages";
import { BACKWARD, FORWARD, installOn, switchAll } from "./switching";
import { watch } from "./watch";
import type { Request } from "./world";

type Kind = Request["kind"];

export interface Step {
    readonly name: string;
    readonly does: string;
    /** @defaultValue - both */
    readonly only?: Kind;
    /** Whether it has anything to do. @defaultValue - it has */
    readonly isNeeded?: (deployment: Deployment) => boolean;
    /** @returns what it saw, in lines for people and for the record */
    readonly run: (deployment: Deployment) => Promise<readonly string[]>;
}

const hasMigrations = ({ migrations }: Deployment): boolean => migrations.pending.length > 0;

/** A refresh takes hosts away and brings others for hours, and can roll back by itself, so nothing starts beside it. */
async function ready(deployment: Deployment): Promise<string[]> {
    const { world } = deployment;
    const refreshes = await world.refreshes();
    if (refreshes.length > 0) {
        throw new Fault({
            what: `The hosts of ${refreshes.join(" and ")} are being replaced (instance refresh).`,
            fix: "wait for its end, which `pulumi up` shows, then run this again.",
        });
    }
    const serving = await deployment.serving();
    if (serving.length === 0) throw noHost(world.stack);
    deployment.alarmsBefore = await world.alarmsOn();
    return [
        `hosts: ${serving.map(({ id, role }) => `${id} (${role})`).join(", ")}`,
        ...deployment.alarmsBefore.map((name) => `${name} is on already, so it is not watched`),
    ];
}

/** All at once, because nothing changes for users. */
async function install(deployment: Deployment): Promise<string[]> {
    const serving = await deployment.serving();
    const installed = await Promise.all(serving.map((host) => installOn(deployment, host)));
    return [`${installed.filter(Boolean).length} hosts have it`];
}

async function check(deployment: Deployment): Promise<string[]> {
    const { fleet } = deployment.world;
    return deployment.onMigrator(async (host) => {
        const { warnings } = await ask(fleet, host, "check", deployment.release, deployment.teller(host));
        return [`${host.id}: passed`, ...warnings];
    });
}

async function compareMigrations(deployment: Deployment): Promise<string[]> {
    const { release, request, world } = deployment;
    const found = await deployment.onMigrator((host) =>
        ask(world.fleet, host, "migrations", release, deployment.teller(host)),
    );
    deployment.migrations = found;
    const command = commandOf(request, world.stack);
    const unknown =
        request.acrossMigrations === undefined ? unknownMigrationsFault(found, command) : undefined;
    const destructive = request.allowDestructive === undefined ? destructiveFault(found, command) : undefined;
    const notToRollBack =
        request.kind === "rollback" && found.pending.length > 0
            ? new Fault({
                  what: `Release ${short(release)} has migrations that never ran: ${found.pending.join(", ")}. A rollback runs none.`,
                  fix: `deploy it: npx hrms release deploy ${release} --stack ${world.stack}`,
              })
            : undefined;
    const fault = unknown ?? notToRollBack ?? destructive;
    if (fault !== undefined) throw fault;
    return found.pending.length === 0 ? ["none pending"] : [`pending: ${found.pending.join(", ")}`];
}

/** The label changes with what is pending: after a migration that failed half way, the next run takes another snapshot. */
async function takeSnapshot(deployment: Deployment): Promise<string[]> {
    const { migrations, release, world } = deployment;
    const pending = createHash("sha256").update(migrations.pending.join()).digest("hex").slice(0, 6);
    deployment.snapshot = await world.snapshot(`before-${release.slice(0, 12)}-${pending}`);
    return [deployment.snapshot];
}

async function migrate(deployment: Deployment): Promise<string[]> {
    const { release, snapshot = "", world } = deployment;
    return deployment.onMigrator(async (host) => {
        try {
            const { applied } = await ask(world.fleet, host, "migrate", release, deployment.teller(host));
            return [
                applied.length === 0 ? "another host has applied them" : `applied: ${applied.join(", ")}`,
            ];
        } catch (error) {
            throw error instanceof HostFailure ? failedMigration(error, snapshot) : error;
        }
    });
}

/** Before the superuser, because fixtures can have users, and what has rows is left alone. */
async function loadFixtures(deployment: Deployment): Promise<string[]> {
    const { release, world } = deployment;
    const { fixtures, loaded, has_rows } = await deployment.onMigrator((host) =>
        ask(world.fleet, host, "fixtures", release, deployment.teller(host)),
    );
    if (fixtures.length === 0) return ["none: hrms:fixtures names none"];
    const names = fixtures.join(", ");
    return has_rows === null
        ? [`loaded ${loaded} objects from ${names}`]
        : [`${names}: nothing loaded, because ${has_rows} has rows already`];
}

async function createSuperuser(deployment: Deployment): Promise<string[]> {
    const { release, world } = deployment;
    const { created, user } = await deployment.onMigrator((host) =>
        ask(world.fleet, host, "superuser", release, deployment.teller(host)),
    );
    return [created ? `created ${user}; the password is in the stack's secret store` : "there is one"];
}

async function findStaticFiles({ release, world }: Deployment): Promise<string[]> {
    const { count, missing } = await world.releases.staticFiles(release);
    if (missing.length > 0) {
        throw new Fault({
            what: `${missing.length} of ${count} static files are not in the static bucket, such as ${missing[0]}.`,
            fix: `publish the release again, which uploads only what is missing: npx hrms release publish ${release} --stack ${world.stack}`,
        });
    }
    return [`${count} files`];
}

/** Before the first host, so that hosts that boot from now on have the release too, and none brings the old one back. */
async function point(deployment: Deployment): Promise<string[]> {
    const { from, to, world } = deployment;
    if (from.release === to.release && from.previous === to.previous)
        return ["it names this release already"];
    await world.pointer.write(to);
    return [`from ${short(from.release)} to ${short(to.release)}`];
}

/** The release serves everywhere by now. Files that stay somewhere are no reason to go back; the next deployment removes them. */
async function clean(deployment: Deployment): Promise<string[]> {
    const faults: string[] = [];
    for (const host of await deployment.serving()) {
        try {
            await ask(deployment.world.fleet, host, "clean", undefined, deployment.teller(host));
        } catch (error) {
            if (!(error instanceof HostFailure || error instanceof HostLost)) throw error;
            faults.push(`old releases stay: ${error.message}`);
        }
    }
    return faults;
}

export const STEPS: readonly Step[] = [
    { name: "ready", does: "Looking at the hosts", run: ready },
    {
        name: "release",
        does: "Verifying the release and its signature",
        run: async ({ release, world }) => [await world.releases.verify(release)],
    },
    { name: "install", does: "Installing beside the running release", run: install },
    { name: "check", does: "Django's deployment checks", run: check },
    { name: "migrations", does: "Comparing migrations with the database", run: compareMigrations },
    {
        name: "snapshot",
        does: "Taking a snapshot of the database",
        only: "deploy",
        isNeeded: hasMigrations,
        run: takeSnapshot,
    },
    // Also if none is pending: Django makes permissions and content types after the last one, which can have been broken off.
    { name: "migrate", does: "Migrating", only: "deploy", run: migrate },
    { name: "fixtures", does: "Loading initial data", only: "deploy", run: loadFixtures },
    { name: "superuser", does: "Looking for a superuser", only: "deploy", run: createSuperuser },
    { name: "static", does: "Looking for the static files", run: findStaticFiles },
    { name: "parameter", does: "Telling hosts that boot", run: point },
    {
        name: "switch",
        does: "Switching hosts",
        run: (deployment) => switchAll(deployment, orderOf(deployment.request.kind)),
    },
    { name: "watch", does: "Watching alarms", run: watch },
    { name: "clean", does: "Removing old releases from hosts", run: clean },
];

/** The step with which a deployment begins to change what users or booting hosts see. */
export const FIRST_TO_GO_BACK = "parameter";

export const orderOf = (kind: Kind): typeof FORWARD => (kind === "deploy" ? FORWARD : BACKWARD);
