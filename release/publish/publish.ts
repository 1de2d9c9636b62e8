/** Publishes a release to a stack: the archive and what is known of it, signed, and its static files. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReleaseRecord } from "../build";
import { Fault } from "../fault";
import { attest, type Signer } from "../provenance";
import type { Objects } from "../stack/objects";
import { releaseKeys, staticListKey } from "./places";
import { staticFiles, uploadStaticFiles } from "./static";

export interface Target {
    /** The releases bucket. */
    readonly releases: Objects;
    /** The static bucket. */
    readonly files: Objects;
    readonly signer: Signer;
    readonly report: (text: string) => void;
    readonly say: (line: string) => void;
}

/**
 * Uploads what is not there yet; the provenance comes last, so that a release that is published only in part is none.
 * @param folder - what `npx hrms release build` wrote
 * @throws Fault if the folder has no such release, or its archive has changed since the build
 */
export async function publishRelease(folder: string, release: string, target: Target): Promise<void> {
    const { releases, files, signer, say } = target;
    const keys = releaseKeys(release);
    const local = (ending: string): string => join(folder, release + ending);
    const archive = await readArchive(local(".tar.gz"), release);
    const record = await readFile(local(".json"));

    const names = staticFiles(local(".static"));
    const uploaded = await uploadStaticFiles(local(".static"), names, files, target.report);
    say(`Static files: ${uploaded} of ${names.length} uploaded, the others were there`);

    const list = JSON.stringify({ files: names.map(({ name }) => name) });
    const parts: readonly [key: string, body: Uint8Array, type: string][] = [
        [keys.archive, archive, "application/gzip"],
        [keys.record, record, "application/json"],
        [staticListKey(release), Buffer.from(list), "application/json"],
    ];
    for (const [key, body, contentType] of parts) await add(releases, key, body, contentType);
    if (existsSync(local(".sbom.json"))) {
        await add(releases, keys.sbom, await readFile(local(".sbom.json")), "application/json");
    }
    const envelope = await attest(JSON.parse(record.toString()) as ReleaseRecord, signer);
    // Another signature of the same statement is as good, and the key may have changed since.
    await releases.write(keys.provenance, {
        body: JSON.stringify(envelope),
        contentType: "application/json",
    });
    say(`Archive: ${(archive.length / 1024 ** 2).toFixed(1)} MiB, signed by ${signer.keyId}`);
}

/** Parts of a release are never overwritten: what a name stands for must not change. */
async function add(bucket: Objects, key: string, body: Uint8Array, contentType: string): Promise<void> {
    if ((await bucket.size(key)) !== undefined) return;
    const sha256 = createHash("sha256").update(body).digest("base64");
    await bucket.write(key, { body, sha256, contentType, onlyIf: "absent" });
}

async function readArchive(file: string, release: string): Promise<Buffer> {
    if (!existsSync(file)) {
        throw new Fault({
            what: `There is no ${file}.`,
            fix: "name the folder that `npx hrms release build` wrote to: --from FOLDER.",
        });
    }
    const archive = await readFile(file);
    if (createHash("sha256").update(archive).digest("hex") !== release) {
        throw new Fault({
            what: `${file} is not the release that its name says: its SHA-256 differs.`,
            fix: "build it again.",
        });
    }
    return archive;
}
