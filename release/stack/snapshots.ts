/** Snapshots of the database before migrations. They stay until somebody deletes them; AWS keeps at most 100 in a region. */
import {
    CreateDBSnapshotCommand,
    DescribeDBInstancesCommand,
    DescribeDBSnapshotsCommand,
    type DBSnapshot,
    type RDSClient,
} from "@aws-sdk/client-rds";
import { Fault } from "../fault";
import type { World } from "../deploy/world";

/** One that is older is not taken for that of a run that was killed: people have worked since. */
const FRESH_MS = 3_600_000;
const POLL_SECONDS = 15;
/** A first snapshot of a large database takes hours. */
const PATIENCE_SECONDS = 4 * 3600;

type Surroundings = Pick<World, "now" | "pause" | "say"> & {
    readonly rds: RDSClient;
    readonly database: string;
};

export const snapshotsOf =
    (surroundings: Surroundings): World["snapshot"] =>
    async (label) => {
        const name = (await freshOne(surroundings, label)) ?? (await create(surroundings, label));
        await waitFor(surroundings, name);
        return name;
    };

async function freshOne({ rds, database, now }: Surroundings, label: string): Promise<string | undefined> {
    const { DBSnapshots = [] } = await rds.send(
        new DescribeDBSnapshotsCommand({ DBInstanceIdentifier: database, SnapshotType: "manual" }),
    );
    return DBSnapshots.find(
        ({ DBSnapshotIdentifier = "", SnapshotCreateTime = now(), Status }) =>
            DBSnapshotIdentifier.startsWith(`${database}-${label}-`) &&
            Status !== "failed" &&
            now().getTime() - SnapshotCreateTime.getTime() < FRESH_MS,
    )?.DBSnapshotIdentifier;
}

async function create({ rds, database, now }: Surroundings, label: string): Promise<string> {
    const { DBInstances: [instance] = [] } = await rds.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: database }),
    );
    if (instance?.DBInstanceStatus !== "available") {
        throw new Fault({
            what: `No snapshot can be taken of ${database}: it is ${instance?.DBInstanceStatus ?? "not there"}.`,
            fix: "wait until it is available, as after a backup or a change, then run this again.",
        });
    }
    const time = now().toISOString().slice(0, 19).replaceAll(/\D/g, "");
    const name = `${database}-${label}-${time}`;
    await rds.send(
        new CreateDBSnapshotCommand({ DBInstanceIdentifier: database, DBSnapshotIdentifier: name }),
    );
    return name;
}

async function waitFor({ rds, pause, say }: Surroundings, name: string): Promise<void> {
    let said = "";
    for (let waited = 0; waited <= PATIENCE_SECONDS; waited += POLL_SECONDS) {
        const { DBSnapshots: [snapshot] = [] } = await rds.send(
            new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: name }),
        );
        if (snapshot?.Status === "available") return;
        if (snapshot?.Status === "failed") {
            throw new Fault({
                what: `The snapshot ${name} failed.`,
                fix: "run this again, which takes another one.",
            });
        }
        const line = progressOf(name, snapshot);
        if (line !== said) say(line);
        said = line;
        await pause(POLL_SECONDS);
    }
    throw new Fault({
        what: `The snapshot ${name} is not ready after ${PATIENCE_SECONDS / 3600} hours.`,
        fix: "look at it in RDS; once it is available, run this again.",
    });
}

const progressOf = (name: string, snapshot: DBSnapshot | undefined): string =>
    `    ${name}: ${snapshot?.Status ?? "requested"}, ${snapshot?.PercentProgress ?? 0} %`;
