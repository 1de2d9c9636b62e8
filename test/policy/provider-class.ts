import * as aws from "@pulumi/aws";
import * as command from "@pulumi/command";
import * as random from "@pulumi/random";

const providers: Readonly<Record<string, object>> = { aws, command, random };

/** The provider's class of a token: `aws:ec2/vpc:Vpc` is `aws.ec2.Vpc`. */
export function classOf(token: string): unknown {
    const [provider = "", path = "", name = ""] = token.split(":");
    const module = path.split("/")[0] ?? "";
    const levels = module === "index" ? [name] : [module, name];
    return levels.reduce<unknown>(
        (found, level) => (found as Readonly<Record<string, unknown>>)[level],
        providers[provider],
    );
}
