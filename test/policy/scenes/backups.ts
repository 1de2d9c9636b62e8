import * as types from "../../../policies/resource-types";
import { fixture, type Scene, type Scenes } from "../case";
import type { Resource } from "../harness";
import { backupOf, bucket, bucketScene, clusterScene, databaseScene, files } from "../sound";

export const volume = fixture(types.volume, { encrypted: true });
export const uploads = bucket({}, { name: "hrms-Media" });
/** A scene for each kind of resource that holds data: its title ends with `about`, and it has these backups. */
export const kinds = (about: string, backups: (subject: Resource) => readonly Resource[]): Scenes => ({
    [`a database ${about}`]: [...databaseScene({}, { backup: "none" }), ...backups(databaseScene()[0])],
    [`a cluster ${about}`]: [...clusterScene({}, { backup: "none" }), ...backups(clusterScene()[0])],
    [`a disk ${about}`]: [volume(), ...backups(volume())],
    [`a file system ${about}`]: [files(), ...backups(files())],
    [`a bucket of uploads ${about}`]: [...bucketScene({}, uploads), ...backups(uploads)],
});
export type Changes = NonNullable<Parameters<typeof backupOf>[1]>;
export const disk = (parts: Changes, subject = volume()): Scene => [subject, ...backupOf([subject], parts)];
