/**
 * Static files on their way to the static bucket. CloudFront compresses what it serves, for each browser as it asks, and S3
 * has one object for a name: so the compressed variants beside the files, which Nginx uses, stay out of the bucket.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lookup } from "mrmime";
import { z } from "zod";
import type { Objects } from "../stack/objects";
import { inParallel } from "../../system/parallel";

/** What collectstatic writes: the plain name of each file, and the one that changes with its content. */
const MANIFEST = "staticfiles.json";
const PATHS = z.object({ paths: z.record(z.string(), z.string()) });

/** As Nginx has it on hosts: a name that changes with the content is for ever, any other for an hour. */
const FOR_EVER = "public, max-age=31536000, immutable";
const FOR_AN_HOUR = "public, max-age=3600";

const UPLOADS_AT_ONCE = 32;

export interface StaticFile {
    /** Below the folder, and in the bucket. */
    readonly name: string;
    /** Whether the name changes with the content. */
    readonly isHashed: boolean;
}

/** The files of a release's folder, without compressed variants and the manifest. */
export function staticFiles(folder: string): StaticFile[] {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
            join(entry.parentPath, entry.name)
                .slice(folder.length + 1)
                .replaceAll("\\", "/"),
        );
    const all = new Set(names);
    const isVariant = (name: string): boolean => /\.(br|gz)$/.test(name) && all.has(name.slice(0, -3));
    const hashed = hashedNames(folder);
    return names
        .filter((name) => name !== MANIFEST && !isVariant(name))
        .sort()
        .map((name) => ({ name, isHashed: hashed.has(name) }));
}

function hashedNames(folder: string): ReadonlySet<string> {
    const manifest = join(folder, MANIFEST);
    if (!existsSync(manifest)) return new Set();
    const { paths } = PATHS.parse(JSON.parse(readFileSync(manifest, "utf8")));
    return new Set(Object.entries(paths).flatMap(([plain, hashed]) => (plain === hashed ? [] : [hashed])));
}

/** Text is UTF-8, as Django and Nginx serve it. */
export function contentType(name: string): string {
    const type = lookup(name) ?? "application/octet-stream";
    return /^text\/|javascript$|json$|\+xml$/.test(type) ? `${type}; charset=utf-8` : type;
}

/**
 * Uploads what the bucket does not have: hashed names that are missing, and other names whose content differs. Nothing is
 * deleted: a page that is open somewhere asks for the files of its own release.
 * @returns how many were uploaded
 */
export async function uploadStaticFiles(
    folder: string,
    files: readonly StaticFile[],
    bucket: Objects,
    report: (text: string) => void,
): Promise<number> {
    const there = await bucket.list("");
    let uploaded = 0;
    let looked = 0;
    await inParallel(files, UPLOADS_AT_ONCE, async ({ name, isHashed }) => {
        looked++;
        if (isHashed && there.has(name)) return;
        const body = await readFile(join(folder, name));
        if (there.get(name) === createHash("md5").update(body).digest("hex")) return;
        await bucket.write(name, {
            body,
            sha256: createHash("sha256").update(body).digest("base64"),
            contentType: contentType(name),
            cacheControl: isHashed ? FOR_EVER : FOR_AN_HOUR,
        });
        uploaded++;
        report(`Static files: ${looked} of ${files.length}`);
    });
    return uploaded;
}
