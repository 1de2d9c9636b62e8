/** What releases do in AWS, against moto: S3, SSM's parameters and RDS answer as in AWS. */
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CreateDBInstanceCommand, DescribeDBSnapshotsCommand } from "@aws-sdk/client-rds";
import { CreateBucketCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { deploymentParameter, LOCK_KEY, type DeploymentDocument } from "../../config/deployment";
import { releaseParameter } from "../../config/environment";
import type { ReleaseRecord } from "../../release/build";
import type { DeploymentRecord } from "../../release/deploy/record";
import { localSigner, publicKey, type Signer } from "../../release/provenance";
import { releaseKeys } from "../../release/publish/places";
import { publishRelease } from "../../release/publish/publish";
import { clientsIn } from "../../release/stack/clients";
import { historyIn } from "../../release/stack/history";
import { takeLock } from "../../release/stack/lock";
import { pointerOf } from "../../release/stack/pointer";
import { publishedReleases } from "../../release/stack/releases";
import { snapshotsOf } from "../../release/stack/snapshots";
import { openStack, type Stack } from "../../release/stack/stack";
import { removeTemporaryFolder, temporaryFolder } from "../../system/interruption";
import { startMoto, type Moto } from "../support/moto";
import { suiteUnless } from "../support/suites";
import { whyNoPython } from "./overlay/run";

const REGION = "eu-central-1";
const BUCKETS = { releasesBucket: "hrms-releases", staticBucket: "hrms-static" };
const DATABASE = "hrms-prod-0a1b2c3d";

/** Files of a release as `npx hrms release build` writes them, and its name. */
function built(folder: string, files: Readonly<Record<string, string | Buffer>>): string {
    const archive = randomBytes(5000);
    const release = createHash("sha256").update(archive).digest("hex");
    const record: Partial<ReleaseRecord> = {
        release,
        built: "2026-11-30T12:00:00.000Z",
        builder: "a builder",
        source: { commit: "ab".repeat(20), mergedInto: "", uncommitted: [] },
    };
    writeFileSync(join(folder, `${release}.tar.gz`), archive);
    writeFileSync(join(folder, `${release}.json`), JSON.stringify(record));
    writeFileSync(join(folder, `${release}.sbom.json`), "{}");
    for (const [name, content] of Object.entries(files)) {
        const file = join(folder, `${release}.static`, name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
    }
    return release;
}

const PATHS = { "app.css": "app.0123456789ab.css", "logo.png": "logo.ba9876543210.png" };
const STATIC = {
    "staticfiles.json": JSON.stringify({ paths: PATHS, version: "1.1", hash: "" }),
    "app.css": "a{}",
    "app.0123456789ab.css": "a{}",
    "app.0123456789ab.css.br": "compressed",
    "app.0123456789ab.css.gz": "compressed",
    "logo.png": Buffer.from([0x89, 0x50]),
    "logo.ba9876543210.png": Buffer.from([0x89, 0x50]),
    "download.gz": "a file of its own",
};

suiteUnless(whyNoPython(), "releases on AWS", () => {
    let moto: Moto;
    let folder: string;
    let stack: Stack;
    let signer: Signer;
    const said: string[] = [];

    beforeAll(async () => {
        moto = await startMoto(5078);
        folder = temporaryFolder("published");
    });
    afterAll(() => {
        moto.stop();
        removeTemporaryFolder(folder);
    });
    beforeEach(async () => {
        await moto.reset();
        said.length = 0;
        const { s3, ssm } = clientsIn(REGION);
        for (const Bucket of Object.values(BUCKETS)) {
            const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
            await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
        }
        const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
        signer = localSigner(privateKey);
        const facts: DeploymentDocument = {
            ...BUCKETS,
            groups: { web: "hrms-prod-web" },
            command: "hrms-prod-release",
            logGroups: { application: "/a", nginx: "/n", system: "/s" },
            database: DATABASE,
            signingKey: "arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000",
            publicKey: publicKey(privateKey),
            alarms: [],
        };
        for (const [Name, value] of [
            [deploymentParameter("prod"), facts],
            [releaseParameter("prod"), { release: null, previous: null }],
        ] as const) {
            await ssm.send(new PutParameterCommand({ Name, Value: JSON.stringify(value), Type: "String" }));
        }
        stack = await openStack("prod", REGION);
    });

    const publish = (release: string, by = signer): Promise<void> =>
        publishRelease(folder, release, {
            ...{ releases: stack.releases, files: stack.files, signer: by },
            report: () => undefined,
            say: (line) => said.push(line),
        });
    const published = () =>
        publishedReleases({
            ...{ stack: "prod", releases: stack.releases, files: stack.files },
            publicKey: stack.facts.publicKey,
        });

    test("a stack that is not there is a fault that says what to do", async () => {
        await expect(openStack("other", REGION)).rejects.toThrow(
            /no stack other in eu-central-1[^]*pulumi up --stack other/,
        );
    });

    describe("publishing", () => {
        test("uploads the archive with S3's checksum, and what is known of it, signed", async () => {
            const release = built(folder, STATIC);
            await publish(release);
            const { archive, record, sbom, provenance } = releaseKeys(release);
            expect([...(await stack.releases.list("releases/")).keys()].sort()).toEqual(
                [archive, record, sbom, provenance, `releases/${release}.static.json`].sort(),
            );
            const { ChecksumSHA256 } = await stack.clients.s3.send(
                new HeadObjectCommand({
                    Bucket: BUCKETS.releasesBucket,
                    Key: archive,
                    ChecksumMode: "ENABLED",
                }),
            );
            expect(Buffer.from(ChecksumSHA256 ?? "", "base64").toString("hex")).toBe(release);
            await expect(published().verify(release)).resolves.toMatch(
                /^0\.0 MiB, built 2026-11-30T12:00:00\.000Z by a builder, signed by the stack's key$/,
            );
        });

        test("uploads static files once, with their types and how long they last, and no compressed variant", async () => {
            const release = built(folder, STATIC);
            await publish(release);
            const served = await stack.files.list("");
            expect([...served.keys()].sort()).toEqual(
                [...Object.keys(PATHS), ...Object.values(PATHS), "download.gz"].sort(),
            );
            const head = async (Key: string) => {
                const { s3 } = stack.clients;
                const { ContentType, CacheControl, ContentEncoding } = await s3.send(
                    new HeadObjectCommand({ Bucket: BUCKETS.staticBucket, Key }),
                );
                return [ContentType, CacheControl, ContentEncoding];
            };
            const forEver = "public, max-age=31536000, immutable";
            expect(await head("app.0123456789ab.css")).toEqual([
                "text/css; charset=utf-8",
                forEver,
                undefined,
            ]);
            expect(await head("logo.ba9876543210.png")).toEqual(["image/png", forEver, undefined]);
            expect(await head("app.css")).toEqual([
                "text/css; charset=utf-8",
                "public, max-age=3600",
                undefined,
            ]);
            expect(said[0]).toBe("Static files: 5 of 5 uploaded, the others were there");
            await publish(release);
            expect(said[2]).toBe("Static files: 0 of 5 uploaded, the others were there");

            // The next release: one new file under a new name, one plain name with other content, and nothing is deleted.
            const next = built(folder, {
                "staticfiles.json": JSON.stringify({ paths: { "app.css": "app.111111111111.css" } }),
                "app.css": "b{}",
                "app.111111111111.css": "b{}",
            });
            await publish(next);
            expect(said[4]).toBe("Static files: 2 of 2 uploaded, the others were there");
            expect((await stack.files.list("")).size).toBe(served.size + 1);
        });

        test("a hashed name that is there is not even read", async () => {
            const release = built(folder, STATIC);
            const there = { body: "as it was", contentType: "text/css" };
            await stack.files.write("app.0123456789ab.css", there);
            await publish(release);
            expect((await stack.files.read("app.0123456789ab.css"))?.text).toBe("as it was");
        });

        test("a changed archive is not published, and one that is missing is named", async () => {
            const release = built(folder, STATIC);
            writeFileSync(join(folder, `${release}.tar.gz`), "other bytes");
            await expect(publish(release)).rejects.toThrow(/is not the release that its name says/);
            await expect(publish("0".repeat(64))).rejects.toThrow(
                /There is no .*0{64}\.tar\.gz[^]*--from FOLDER/,
            );
            expect(await stack.releases.list("")).toEqual(new Map());
        });
    });

    describe("verifying", () => {
        test("a release signed by another key is refused", async () => {
            const release = built(folder, STATIC);
            const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
            await publish(release, localSigner(privateKey));
            await expect(published().verify(release)).rejects.toThrow(/the stack's key has not signed it/);
        });

        test("genuine provenance of another release is refused", async () => {
            const [one, other] = [built(folder, STATIC), built(folder, STATIC)];
            await publish(one);
            await publish(other);
            const { text } = (await stack.releases.read(releaseKeys(one).provenance)) ?? { text: "" };
            await stack.releases.write(releaseKeys(other).provenance, {
                body: text,
                contentType: "application/json",
            });
            await expect(published().verify(other)).rejects.toThrow(/it is about another archive/);
        });

        test("a changed statement under a genuine signature is refused", async () => {
            const release = built(folder, STATIC);
            await publish(release);
            const key = releaseKeys(release).provenance;
            const envelope = JSON.parse((await stack.releases.read(key))?.text ?? "") as { payload: string };
            const payload = Buffer.from(envelope.payload, "base64")
                .toString()
                .replace("a builder", "b builder");
            const body = JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString("base64") });
            await stack.releases.write(key, { body, contentType: "application/json" });
            await expect(published().verify(release)).rejects.toThrow(/the stack's key has not signed it/);
        });

        test("what was not published, or is no envelope, says so", async () => {
            const release = built(folder, STATIC);
            await expect(published().verify(release)).rejects.toThrow(
                /was not published to stack prod[^]*release publish [0-9a-f]{64} --stack prod/,
            );
            await publish(release);
            await stack.releases.write(releaseKeys(release).provenance, {
                body: "{",
                contentType: "text/plain",
            });
            await expect(published().verify(release)).rejects.toThrow(/is not genuine/);
        });

        test("static files that are not served are named", async () => {
            const release = built(folder, STATIC);
            await expect(published().staticFiles(release)).rejects.toThrow(/Nobody knows which static files/);
            await publish(release);
            await expect(published().staticFiles(release)).resolves.toEqual({ count: 5, missing: [] });
            const list = JSON.stringify({ files: ["app.css", "new.css"] });
            const key = `releases/${release}.static.json`;
            await stack.releases.write(key, { body: list, contentType: "application/json" });
            await expect(published().staticFiles(release)).resolves.toEqual({
                count: 2,
                missing: ["new.css"],
            });
        });
    });

    describe("the lock", () => {
        let time = Date.parse("2026-11-30T12:00:00Z");
        const now = (): Date => new Date(time);
        const by = (who: string, process: number, machine = "laptop") => ({ who, process, machine, now });
        /** A process id that Linux never gives. */
        const DEAD = 2 ** 30;

        test("is one person's at a time, and free again once given back", async () => {
            const held = await takeLock(stack.releases, "deploy of B", by("ann", process.pid));
            const second = takeLock(stack.releases, "deploy of C", by("bob", process.pid, "desktop"));
            await expect(second).rejects.toThrow(
                /ann on laptop has been deploying since 2026-11-30T12:00:00\.000Z \(deploy of B\)[^]*expires by itself at 2026-11-30T12:05/,
            );
            await held.check();
            await held.release();
            const again = await takeLock(stack.releases, "deploy of C", by("bob", process.pid, "desktop"));
            await again.release();
        });

        test.each(["never taken", "given back"])(
            "of three who take one that was %s at the same moment, one gets it",
            async (was) => {
                if (was === "given back") {
                    await (await takeLock(stack.releases, "deploy of A", by("dan", process.pid))).release();
                }
                const takers = ["ann", "bob", "cem"].map((who) =>
                    takeLock(stack.releases, "deploy of B", by(who, process.pid, who)),
                );
                const results = await Promise.allSettled(takers);
                const taken = results.filter(({ status }) => status === "fulfilled");
                expect(taken).toHaveLength(1);
                for (const result of results) if (result.status === "fulfilled") await result.value.release();
            },
        );

        test("is not stolen before it has expired, and its former owner notices when it was", async () => {
            const held = await takeLock(stack.releases, "deploy of B", by("ann", process.pid));
            time += 299_000;
            await expect(takeLock(stack.releases, "C", by("bob", 1, "desktop"))).rejects.toThrow(
                /ann on laptop/,
            );
            time += 2_000;
            const stolen = await takeLock(stack.releases, "C", by("bob", 1, "desktop"));
            await expect(held.release()).rejects.toThrow(/Somebody else has taken the lock/);
            const { text } = (await stack.releases.read(LOCK_KEY)) ?? { text: "" };
            expect(text).toContain('"who":"bob"');
            await stolen.release();
        });

        test("of a process that has died on the same machine is free at once", async () => {
            await takeLock(stack.releases, "deploy of B", by("ann", DEAD));
            const again = await takeLock(stack.releases, "deploy of B", by("ann", process.pid));
            await again.release();
        });
    });

    test("the parameter is read and written as hosts read it", async () => {
        const pointer = pointerOf("prod", stack.clients.ssm);
        expect(await pointer.read()).toEqual({ release: null, previous: null });
        const value = { release: "a".repeat(64), previous: null };
        await pointer.write(value);
        expect(await pointer.read()).toEqual(value);
    });

    test("records are listed newest first, and never overwritten", async () => {
        const history = historyIn(stack.releases);
        const record = (started: string): DeploymentRecord => ({
            ...{ format: 1, kind: "deploy", release: "a".repeat(64), from: null, who: "ann" },
            ...{ started, ended: started, outcome: "done", steps: [] },
        });
        const records = [
            "2026-11-30T09:00:00.000Z",
            "2026-11-30T10:00:00.000Z",
            "2026-12-01T08:00:00.000Z",
        ].map(record);
        for (const each of records) await history.add(each);
        const held = await takeLock(stack.releases, "deploy", { who: "ann", now: () => new Date() });
        await held.release();
        expect(await history.list(2)).toEqual([records[2], records[1]]);
        await expect(history.add(record("2026-11-30T09:00:00.000Z"))).rejects.toThrow(/never overwritten/);
    });

    describe("a snapshot", () => {
        let time = Date.now();
        const snapshot = (label: string): Promise<string> =>
            snapshotsOf({
                ...{ rds: stack.clients.rds, database: DATABASE, now: () => new Date(time) },
                ...{ pause: () => Promise.resolve(), say: () => undefined },
            })(label);
        const createDatabase = () =>
            stack.clients.rds.send(
                new CreateDBInstanceCommand({
                    ...{ DBInstanceIdentifier: DATABASE, DBInstanceClass: "db.t4g.small", Engine: "mysql" },
                    ...{ AllocatedStorage: 20, MasterUsername: "admin", MasterUserPassword: "not-a-secret" },
                }),
            );

        test("is taken once in an hour for a label", async () => {
            await createDatabase();
            const first = await snapshot("before-aaaaaaaaaaaa-123456");
            expect(first).toMatch(/^hrms-prod-0a1b2c3d-before-aaaaaaaaaaaa-123456-\d{14}$/);
            expect(await snapshot("before-aaaaaaaaaaaa-123456")).toBe(first);
            time += 3_700_000;
            const second = await snapshot("before-aaaaaaaaaaaa-123456");
            const other = await snapshot("before-aaaaaaaaaaaa-654321");
            expect(new Set([first, second, other]).size).toBe(3);
            const { DBSnapshots = [] } = await stack.clients.rds.send(
                new DescribeDBSnapshotsCommand({ SnapshotType: "manual" }),
            );
            expect(DBSnapshots.map(({ Status }) => Status)).toEqual(["available", "available", "available"]);
        });

        test("of a database that is not there is a fault", async () => {
            await expect(snapshot("before-a-1")).rejects.toThrow();
        });
    });
});
