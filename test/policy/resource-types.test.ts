import * as types from "../../policies/resource-types";
import { classOf } from "./provider-class";

const tokens = Object.values(types)
    .flatMap((type) => type.tokens)
    // None of the classes that this repository depends on.
    .filter((token) => !token.startsWith("tls:") && !token.startsWith("pulumi:"));

test.each([...new Set(tokens)])("%s is the token of the provider's class", (token) => {
    expect(classOf(token)).toHaveProperty("__pulumiType", token);
});
