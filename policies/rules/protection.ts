import { isReplica } from "../aws/replicas";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf } from "../verdict";

export const dataIsProtected = resourcePolicy({
    name: "data-is-protected",
    checklist: "setup.database.backups",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Pulumi refuses to delete or replace databases, buckets, backup vaults and the keys that encrypt them.",
    otherwise: "One renamed resource, or a destroy in the wrong stack, deletes the company's records.",
    remedy:
        "Set the resource option protect to true. To take a stack down on purpose, lower this policy's level for that " +
        "one run.",
    rules: [
        on(types.dataHolders, ({ opts, props }) =>
            faultIf("The resource option protect is not set", () => !opts.protect && !isReplica(props)),
        ),
    ],
});
