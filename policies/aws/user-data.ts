/** Reads the scripts that hosts start with, as text. */
import * as types from "../resource-types";
import type { Stack } from "../stack";
import { known } from "../verdict";

export function decodeBase64(text: string | undefined): string | undefined {
    return text === undefined ? undefined : Buffer.from(text, "base64").toString("utf8");
}

/** The known scripts. Most scripts contain the id of a resource that does not exist yet. */
export function knownUserData(stack: Stack): string[] {
    const scripts = [
        ...stack
            .all(types.instance)
            .flatMap(({ props }) => [
                known(() => props.userData),
                known(() => decodeBase64(props.userDataBase64)),
            ]),
        ...stack.all(types.launchTemplate).map(({ props }) => known(() => decodeBase64(props.userData))),
    ];
    return scripts.filter((script) => script !== undefined);
}
