/** The records of deployments in the releases bucket. */
import { DEPLOYMENTS_FOLDER, LOCK_KEY } from "../../config/deployment";
import { DEPLOYMENT_RECORD, recordKey, type DeploymentRecord } from "../deploy/record";
import type { World } from "../deploy/world";
import type { Objects } from "./objects";

export function historyIn(objects: Objects): World["history"] {
    return {
        list: async (most) => {
            const keys = [...(await objects.list(DEPLOYMENTS_FOLDER)).keys()].filter(
                (key) => key !== LOCK_KEY,
            );
            const newest = keys.sort().reverse().slice(0, most);
            const stored = await Promise.all(newest.map((key) => objects.read(key)));
            return stored.flatMap((each) =>
                each === undefined ? [] : [DEPLOYMENT_RECORD.parse(JSON.parse(each.text))],
            );
        },
        add: async (record: DeploymentRecord) => {
            const key = recordKey(record);
            const body = `${JSON.stringify(record, null, 2)}\n`;
            if (!(await objects.write(key, { body, contentType: "application/json", onlyIf: "absent" }))) {
                throw new Error(`${key} is there already, and records are never overwritten`);
            }
        },
    };
}
