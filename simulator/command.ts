import { Properties, ResourceType } from "./resource-type";
import { isSet, refusal } from "./checks";

/** Commands are recorded in the account but never run, so their output is empty. */
const local: ResourceType = {
    token: "command:local:Command",
    replaceOn: ["triggers"],
    refusals: [
        refusal(
            "command-nothing-to-run",
            "https://www.pulumi.com/registry/packages/command/api-docs/local/command/",
            (inputs) =>
                ["create", "update", "delete"].some((name) => isSet(inputs, name))
                    ? undefined
                    : {
                          property: "create",
                          message: "a command must have at least one of create, update and delete",
                      },
        ),
    ],
    create: ({ hex }) => ({ id: `local-${hex(16)}`, outputs: silence() }),
    update: () => silence(),
};

const silence = (): Properties => ({ stdout: "", stderr: "" });

export const types = [local];
