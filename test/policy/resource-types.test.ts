import * as aws from "@pulumi/aws";
import * as command from "@pulumi/command";
import * as random from "@pulumi/random";
import * as types from "../../policies/resource-types";

const providers: Readonly<Record<string, object>> = { aws, command, random };

/** `aws:ec2/vpc:Vpc` is `aws.ec2.Vpc`. */
function classOf(token: string): unknown {
    const [provider = "", path = "", name = ""] = token.split(":");
    const module = path.split("/")[0] ?? "";
    const levels = module === "index" ? [name] : [module, name];
    return levels.reduce<unknown>(
        (found, level) => (found as Readonly<Record<string, unknown>>)[level],
        providers[provider],
    );
}

const tokens = Object.values(types)
    .flatMap((type) => type.tokens)
    // None of the classes that this repository depends on.
    .filter((token) => !token.startsWith("tls:") && !token.startsWith("pulumi:"));

test.each([...new Set(tokens)])("%s is the token of the provider's class", (token) => {
    expect(classOf(token)).toHaveProperty("__pulumiType", token);
});
