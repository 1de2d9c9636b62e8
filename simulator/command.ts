import { Properties, ResourceType } from "./resource-type";
import { isSet, refusal } from "./rules";

/** Commands are recorded in the account and never executed: their output stays empty. */
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
                          message: "a command needs at least one of create, update and delete",
                      },
        ),
    ],
    create: ({ hex }) => ({ id: `local-${hex(16)}`, outputs: silence() }),
    update: () => silence(),
};

const silence = (): Properties => ({ stdout: "", stderr: "" });

export const types = [local];
