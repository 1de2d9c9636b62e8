/** The resources whose data needs a backup. */
import { on, type Rule, type Subject } from "../policy";
import * as types from "../resource-types";
import type { Stack } from "../stack";
import { type Findings, surely } from "../verdict";
import { holdsUploads } from "./bucket-roles";
import { isReplica } from "./replicas";

type Judge<S> = (subject: Subject<object>, stack: Stack, settings: S) => Findings;

/**
 * One rule for everything that code can't recreate: each of these resources needs a backup plan. Words in the name of a
 * bucket show whether it holds uploads.
 */
export function onData<S extends { readonly bucketWords: readonly string[] }>(
    judge: Judge<S>,
): readonly Rule<[stack: Stack, settings: S]>[] {
    return [
        on(types.databaseInstance, (database, stack: Stack, settings: S) =>
            isReplica(database.props) ? [] : judge(database, stack, settings),
        ),
        on(types.databaseCluster, judge),
        on(types.volume, judge),
        on(types.fileSystem, judge),
        on(types.instance, (instance, stack: Stack, settings: S) =>
            // The root disk comes from the image. An omitted list is unknown during a preview.
            surely(() => (instance.props.ebsBlockDevices ?? []).length > 0)
                ? judge(instance, stack, settings)
                : [],
        ),
        on(types.bucket, (bucket, stack: Stack, settings: S) =>
            holdsUploads(bucket, settings) ? judge(bucket, stack, settings) : [],
        ),
    ];
}
