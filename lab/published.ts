/** Releases in the releases bucket, as hosts find them. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ReleaseRecord } from "../release/build";
import { attest, type Signer } from "../release/provenance";
import { releaseKeys } from "../release/publish/places";
import type { Upload } from "./cloud";
import { command } from "./command";
import type { Release } from "./release";

const recordOf = ({ archive }: Release): string => archive.replace(/\.tar\.gz$/, ".json");

/** The archive, its record and its provenance. */
export async function publication(
    bucket: string,
    release: Release,
    signer: Signer,
    folder: string,
): Promise<Upload[]> {
    const record = JSON.parse(readFileSync(recordOf(release), "utf8")) as ReleaseRecord;
    const envelope = join(folder, `${release.id}.intoto.json`);
    writeFileSync(envelope, JSON.stringify(await attest(record, signer)));
    const keys = releaseKeys(release.id);
    return [
        { bucket, key: keys.archive, file: release.archive },
        { bucket, key: keys.record, file: recordOf(release) },
        { bucket, key: keys.provenance, file: envelope },
    ];
}

/** Another release: the same one with other files, by their paths in the archive. A function gets the former text. */
export function changed(
    release: Release,
    folder: string,
    files: Readonly<Record<string, string | ((before: string) => string)>>,
): Release {
    const place = mkdtempSync(join(folder, "changed-"));
    const tree = join(place, "tree");
    mkdirSync(tree);
    command("tar", ["--extract", "--file", release.archive, "--directory", tree]);
    for (const [path, text] of Object.entries(files)) {
        const file = join(tree, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, typeof text === "string" ? text : text(readFileSync(file, "utf8")));
    }
    const packed = join(place, "archive");
    command("tar", ["--create", "--gzip", "--file", packed, "--directory", tree, "."]);
    const bytes = readFileSync(packed);
    const id = createHash("sha256").update(bytes).digest("hex");
    const archive = join(place, `${id}.tar.gz`);
    writeFileSync(archive, bytes);
    const record = JSON.parse(readFileSync(recordOf(release), "utf8")) as ReleaseRecord;
    const served = join(place, `${id}.static`);
    renameSync(join(tree, "static"), served);
    rmSync(tree, { recursive: true });
    const made: Release = { id, archive, static: served };
    writeFileSync(recordOf(made), JSON.stringify({ ...record, release: id }));
    return made;
}
