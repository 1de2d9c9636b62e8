/** The releases that were published to a stack, and whether its key signed them. */
import { Fault } from "../fault";
import type { World } from "../deploy/world";
import { staticListKey, releaseKeys, STATIC_LIST } from "../publish/places";
import { verifyEnvelope } from "../verify";
import type { Objects } from "./objects";

interface Places {
    readonly stack: string;
    readonly releases: Objects;
    readonly files: Objects;
    /** Base64 of the DER SubjectPublicKeyInfo. */
    readonly publicKey: string;
}

export function publishedReleases({ stack, releases, files, publicKey }: Places): World["releases"] {
    return {
        verify: async (release) => {
            const { archive, provenance } = releaseKeys(release);
            const [size, envelope] = await Promise.all([releases.size(archive), releases.read(provenance)]);
            if (size === undefined || envelope === undefined) {
                throw new Fault({
                    what: `Release ${release} was not published to stack ${stack}: ${releases.bucket} has no ${size === undefined ? archive : provenance}.`,
                    fix: `npx hrms release publish ${release} --stack ${stack}`,
                });
            }
            const { builder, finishedOn } = verifyEnvelope(envelope.text, release, publicKey);
            return `${(size / 1024 ** 2).toFixed(1)} MiB, built ${finishedOn} by ${builder}, signed by the stack's key`;
        },
        staticFiles: async (release) => {
            const list = await releases.read(staticListKey(release));
            if (list === undefined) {
                throw new Fault({
                    what: `Nobody knows which static files release ${release} has: ${releases.bucket} has no ${staticListKey(release)}.`,
                    fix: `npx hrms release publish ${release} --stack ${stack}`,
                });
            }
            const names = STATIC_LIST.parse(JSON.parse(list.text)).files;
            const served = await files.list("");
            return { count: names.length, missing: names.filter((name) => !served.has(name)) };
        },
    };
}
