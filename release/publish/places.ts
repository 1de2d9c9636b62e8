/** Where the parts of a release are in the releases bucket. */
import { z } from "zod";

export const releaseKeys = (release: string) =>
    ({
        archive: `releases/${release}.tar.gz`,
        record: `releases/${release}.json`,
        sbom: `releases/${release}.sbom.json`,
        provenance: `releases/${release}.intoto.json`,
    }) as const;

/** Names of the release's files in the static bucket, so that a deployment knows whether all are served. */
export const staticListKey = (release: string): string => `releases/${release}.static.json`;

export const STATIC_LIST = z.object({ files: z.array(z.string()) });
