/** Data sources that programs use, and that the simulator does not have. */
import { createHash } from "node:crypto";
import type { DataSource, Properties } from "../../../../simulator/resource-type";

const hex = (text: string, digits: number): string =>
    createHash("sha256").update(text).digest("hex").slice(0, digits);

/** By token: the result for the arguments. */
export const DATA_SOURCES: Readonly<Record<string, DataSource["read"]>> = {
    "aws:ec2/getAmi:getAmi": (args) => {
        const id = `ami-${hex(JSON.stringify(args), 17)}`;
        return { ...args, id, imageId: id, architecture: "arm64", rootDeviceName: "/dev/xvda", tags: {} };
    },
    "aws:iam/getPolicyDocument:getPolicyDocument": (args) => {
        const json = JSON.stringify(policyDocument(args));
        return { ...args, id: hex(json, 10), json, minifiedJson: json };
    },
    "aws:ssm/getParameter:getParameter": (args, { region, id }) => ({
        ...args,
        id: args.name,
        arn: `arn:aws:ssm:${region}:${id}:parameter${String(args.name)}`,
        type: "String",
        value: `ami-${hex(String(args.name), 17)}`,
        version: 1,
    }),
    "aws:cloudfront/getCachePolicy:getCachePolicy": managedPolicy,
    "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": managedPolicy,
    "aws:elasticbeanstalk/getSolutionStack:getSolutionStack": (args) => ({
        ...args,
        id: "64bit Amazon Linux 2023 v4.7.2 running Python 3.13",
        name: "64bit Amazon Linux 2023 v4.7.2 running Python 3.13",
    }),
};

function managedPolicy(args: Properties): Properties {
    return { ...args, id: hex(String(args.name), 32), etag: "E1", comment: "" };
}

interface Statement {
    readonly sid?: string;
    readonly effect?: string;
    readonly actions?: readonly string[];
    readonly notActions?: readonly string[];
    readonly resources?: readonly string[];
    readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
    readonly conditions?: readonly {
        readonly test: string;
        readonly variable: string;
        readonly values: readonly string[];
    }[];
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document */
function policyDocument({ statements = [] }: Properties): object {
    return {
        Version: "2012-10-17",
        Statement: (statements as readonly Statement[]).map((statement) => ({
            ...(statement.sid && { Sid: statement.sid }),
            Effect: statement.effect ?? "Allow",
            ...(statement.actions && { Action: oneOrAll(statement.actions) }),
            ...(statement.notActions && { NotAction: oneOrAll(statement.notActions) }),
            ...(statement.resources && { Resource: oneOrAll(statement.resources) }),
            ...(statement.principals && { Principal: principalOf(statement.principals) }),
            ...(statement.conditions && { Condition: conditionOf(statement.conditions) }),
        })),
    };
}

const oneOrAll = (values: readonly string[]): string | readonly string[] =>
    values.length === 1 && values[0] !== undefined ? values[0] : values;

function principalOf(principals: NonNullable<Statement["principals"]>): unknown {
    const [first] = principals;
    if (first?.type === "*" && first.identifiers.includes("*")) return "*";
    return Object.fromEntries(principals.map(({ type, identifiers }) => [type, oneOrAll(identifiers)]));
}

function conditionOf(conditions: NonNullable<Statement["conditions"]>): object {
    const result: Record<string, Record<string, unknown>> = {};
    for (const { test, variable, values } of conditions) {
        result[test] = { ...result[test], [variable]: oneOrAll(values) };
    }
    return result;
}
