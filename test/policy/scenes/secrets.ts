import * as types from "../../../policies/resource-types";
import { fixture } from "../case";
import { type Resource, secret as encrypted, UNKNOWN } from "../harness";

export const VALUE = "correct-horse-battery-staple-7";
export const bytes = fixture({ tokens: ["random:index/randomBytes:RandomBytes"] });
export const version = fixture(types.secretVersion, { secretString: encrypted(`{"password":"${VALUE}"}`) });
export const parameter = fixture(types.ssmParameter, {
    type: "String",
    name: "/hrms/prod/settings",
    value: "x",
});
export const command = fixture(types.localCommand, { create: "true" });
export const remote = fixture(types.remoteCommand, { create: "true" });
/** A resource with a property that is made from a secret, and so unknown during a preview. */
export const from = (
    property: string,
    of: Resource,
    source: Resource = fixture(types.randomPassword, { length: 30 })(),
) =>
    [
        {
            ...of,
            props: { ...of.props, [property]: UNKNOWN },
            references: { [property]: [source] },
        },
        source,
    ] as const;
