import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { watchedAccount } from "../scenes/watched-account";

const root = fixture(types.rootStack)();
const secret = fixture(types.secret, { kmsKeyId: UNKNOWN });
const rotation = (of: Resource, rotationRules: unknown = { automaticallyAfterDays: 30 }): Resource =>
    fixture(types.secretRotation)({ rotationRules }, { references: { secretId: [of] } });
const stack = (...others: readonly Resource[]): Scene => [root, ...watchedAccount, ...others];

export const cases: CaseTable = {
    "secret-is-rotated": {
        is: ["advisory", "medium", "deny"],
        compliant: {
            "a rotation every month": stack(secret(), rotation(secret())),
            "a stack without secrets": stack(),
            "a rotation every 90 days": [rotation(secret(), { automaticallyAfterDays: 90 })],
            "a rotation by a schedule": [rotation(secret(), { scheduleExpression: "rate(10 days)" })],
        },
        violating: {
            "a secret that is never rotated": stack(secret()),
            "one of two secrets without a rotation": stack(
                secret(),
                rotation(secret()),
                secret({}, { name: "other" }),
            ),
            "a rotation every 91 days": [rotation(secret(), { automaticallyAfterDays: 91 })],
        },
        omitted: { rotationRules: ["pass", rotation(secret(), undefined)] },
        unknown: {
            automaticallyAfterDays: ["undetermined", rotation(secret(), { automaticallyAfterDays: UNKNOWN })],
        },
    },
};
